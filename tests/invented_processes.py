"""Invented processes for the merge: what real ones do to their releases, in every mixture.

Amendments that state only what changed, cancellations, suppliers added and renamed, values
withdrawn by null, lists replaced whole, things without an id, objects emptied.
"""

import random
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def invented_process(seed: int) -> list[Json]:
    """Return the releases of one invented process, in order of date."""
    dice = random.Random(f"process {seed}")
    return [_release(dice, seed, number) for number in range(dice.randint(1, 7))]


def _release(dice: random.Random, seed: int, number: int) -> Json:
    parts = {
        "parties": lambda: _some(dice, _party, 4),
        "buyer": lambda: _kept(dice, {"id": _id(dice, "B"), "name": _word(dice)}),
        "planning": lambda: _kept(dice, {"rationale": _word(dice), "budget": {"id": "b"}}),
        "tender": lambda: _tender(dice),
        "awards": lambda: _some(dice, _award, 4),
        "contracts": lambda: _some(dice, _contract, 4),
        "bids": lambda: {"statistics": _some(dice, _statistic, 3)},
        "relatedProcesses": lambda: _some(dice, _related, 2),
        "description": lambda: _leaf(dice),
    }
    stated = {key: made() for key, made in parts.items() if dice.random() < 0.55}
    return {
        "ocid": f"ocds-invent-{seed:05d}",
        "id": f"{seed:05d}-{number}",
        "date": f"2026-{1 + number:02d}-{dice.randint(1, 28):02d}T09:00:00Z",
        "tag": [dice.choice(["planning", "tender", "award", "contractAmendment"])],
        "initiationType": "tender",
        **stated,
    }


def _tender(dice: random.Random) -> Json:
    return _kept(
        dice,
        {
            "id": "t",
            "title": _word(dice),
            "status": dice.choice(["planned", "active", "complete", "withdrawn"]),
            "value": _value(dice),
            "tenderPeriod": _period(dice),
            "items": _some(dice, _item, 3),
            "lots": _some(dice, _lot, 4),
            "submissionMethod": _codes(dice),
            "specialRegime": _codes(dice),
            "coveredBy": _codes(dice),
            "documents": _some(dice, _document, 2),
            "amendments": _some(dice, _amendment, 2),
            "techniques": {"frameworkAgreement": _kept(dice, {"maximumParticipants": "3"})},
            "unforeseen": {"deep": [_kept(dice, {"id": _id(dice, "U"), "x": _leaf(dice)})]},
        },
    )


def _party(dice: random.Random) -> Json:
    return _kept(
        dice,
        {
            "id": _id(dice, "P"),
            "name": _word(dice),
            "roles": _codes(dice),
            "additionalIdentifiers": [
                {"scheme": "GB-COH", "id": f"999{dice.randrange(99999):05d}"}
            ],
            "address": _kept(dice, {"locality": _word(dice), "region": None}),
            "details": {"scale": _leaf(dice), "classifications": _some(dice, _related, 2)},
        },
    )


def _award(dice: random.Random) -> Json:
    return _kept(
        dice,
        {
            "id": _id(dice, "A"),
            "title": _word(dice),
            "status": dice.choice(["pending", "active", "cancelled"]),
            "value": _value(dice),
            "suppliers": _some(dice, _party, 3),
            "relatedLots": _codes(dice),
            "items": _some(dice, _item, 2),
            "contractPeriod": _period(dice),
        },
    )


def _contract(dice: random.Random) -> Json:
    return _kept(
        dice,
        {
            "id": _id(dice, "C"),
            "awardID": _id(dice, "A"),
            "status": dice.choice(["active", "terminated", None]),
            "value": _value(dice),
            "period": _period(dice),
            "amendments": _some(dice, _amendment, 3),
            "implementation": {"milestones": _some(dice, _related, 2)},
            "relatedProcesses": _some(dice, _related, 2),
        },
    )


def _amendment(dice: random.Random) -> Json:
    return _kept(
        dice,
        {
            "id": _id(dice, "M"),
            "description": _word(dice),
            "rationaleClassifications": [{"scheme": "S", "id": _word(dice)}],
            "value": _value(dice),
        },
    )


def _item(dice: random.Random) -> Json:
    return _kept(
        dice,
        {
            "id": _id(dice, "I"),
            "additionalClassifications": [{"scheme": "CPV", "id": str(dice.randrange(10**7))}],
            "deliveryAddresses": [{"region": _word(dice)}],
        },
    )


def _lot(dice: random.Random) -> Json:
    criteria = [{"name": _word(dice), "numbers": [{"number": "40"}, {}]}]
    return _kept(
        dice,
        {
            "id": _id(dice, "L"),
            "value": _value(dice),
            "hasRenewal": dice.choice([True, False, None]),
            "awardCriteria": _kept(dice, {"criteria": criteria}),
        },
    )


def _statistic(dice: random.Random) -> Json:
    return _kept(dice, {"id": _id(dice, "S"), "measure": "bids", "value": _word(dice)})


def _document(dice: random.Random) -> Json:
    return _kept(dice, {"id": _id(dice, "D"), "noticeType": dice.choice(["UK4", "UK6", None])})


def _related(dice: random.Random) -> Json:
    return _kept(dice, {"id": _id(dice, "R"), "relationship": _codes(dice), "title": _leaf(dice)})


def _value(dice: random.Random) -> object:
    amount = f"{dice.randrange(10**6)}.{dice.randrange(100):02d}"
    stated = _kept(dice, {"amount": amount, "amountGross": None, "currency": "GBP"})
    return dice.choice([stated, stated, stated, {}, None])


def _period(dice: random.Random) -> Json:
    return _kept(dice, {"startDate": "2026-01-01", "endDate": dice.choice(["2028-01-01", None])})


def _codes(dice: random.Random) -> object:
    return dice.choice([["a"], ["a", "b"], ["c"], [], None])


def _some(dice: random.Random, made: Any, most: int) -> object:
    if dice.random() < 0.05:
        return dice.choice([None, []])
    return [made(dice) if dice.random() > 0.03 else {} for _ in range(dice.randint(1, most))]


def _kept(dice: random.Random, stated: Json) -> Json:
    """Leave some of it out, sometimes its id; set some of it to null."""
    found = {key: value for key, value in stated.items() if dice.random() < 0.8}
    return {key: None if dice.random() < 0.05 else value for key, value in found.items()}


def _id(dice: random.Random, kind: str) -> str:
    return f"{kind}{dice.randint(1, 4)}"


def _leaf(dice: random.Random) -> object:
    return dice.choice([_word(dice), True, False, None])


def _word(dice: random.Random) -> str:
    return dice.choice(["harbour", "meadow", "lantern", "gravel", "willow"])


def invented_processes(count: int) -> Iterator[list[Json]]:
    """Yield as many invented processes as asked for."""
    return (invented_process(seed) for seed in range(count))

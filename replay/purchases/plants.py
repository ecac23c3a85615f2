"""Purchases that look wrong, each in a way that a published indicator looks for.

``story`` is ``plant/`` and the indicator that must notice it.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from replay.bodies import BODY_BY_ID
from replay.companies import Company
from replay.dates import local, months_later
from replay.purchases.cast import (
    Cast,
    both,
    call,
    decision,
    gather,
    one_lot,
    plain_contract,
    purchase,
    signature,
    term,
)
from replay.purchases.model import (
    Amendment,
    Award,
    Bids,
    Contract,
    Lot,
    Notice,
    Purchase,
    Tender,
    Term,
)

_COUNCIL = (BODY_BY_ID["aldermere_county"],)
_JUST_BELOW = Decimal("175000.00")
"""Without VAT; with it, just below what calls for the full procedure in 2025."""


def plant_purchases(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield the purchases of each plant; some need two of them."""
    lawyers = [company for company in companies if company.trade.words == "Legal"]
    for number, (indicator, tell) in enumerate(_PLANTS.items()):
        begins = local(2025, 2, 27) + dt.timedelta(days=number)
        cast = gather(seed, f"plant {indicator}", number, lawyers, begins, _COUNCIL)
        for at, notices in enumerate(tell(cast)):
            title = f"Legal advice on matter {number + 1}{'AB'[at]}"
            told = purchase(replace(cast, kind=f"{cast.kind} {at}"), title, notices)
            yield replace(told, story=f"plant/{indicator}")


Told = Iterator[Sequence[Notice]]


def _runs(cast: Cast, days: int = 80, months: int = 24) -> Term:
    return term(cast.at(days).date(), months)


def _direct(
    cast: Cast, days: int, worth: Decimal, winner: int = 0, why: str | None = None
) -> tuple[Notice, Notice]:
    value, runs = both(worth), _runs(cast, days, 6)
    award = Award(
        "1", status="pending", lot_ids=("1",), winners=(cast.winner(winner),), value=value,
        term=runs, awarded=cast.at(days).date(),
    )  # fmt: skip
    tender = Tender(status="complete", method="direct", details="Direct award", why_direct=why)
    return (
        Notice("UK5", cast.at(days), tender, (Lot("1", status="complete"),), (award,)),
        signature(cast, days + 14, (Contract("1", "1", value=value, term=runs),)),
    )


def _just_below(cast: Cast) -> Told:
    yield plain_contract(cast, both(_JUST_BELOW), _runs(cast))


def _hurried(cast: Cast) -> Told:
    yield plain_contract(cast, both(Decimal("410000.00")), _runs(cast), bid_days=4)


def _no_reason(cast: Cast) -> Told:
    yield _direct(cast, 10, Decimal("390000.00"))


def _split(cast: Cast) -> Told:
    yield _direct(cast, 10, Decimal("121000.00"), why="urgency")
    yield _direct(cast, 40, Decimal("118000.00"), winner=1, why="urgency")


def _one_bid(cast: Cast) -> Told:
    called, decided, signed = plain_contract(cast, both(Decimal("520000.00")), _runs(cast))
    yield called, replace(decided, bids=(Bids("1", "bids", 1),)), signed


def _as_estimated(cast: Cast) -> Told:
    """What every plain purchase of this county does: the award is worth the estimate."""
    yield plain_contract(cast, both(Decimal("333000.00")), _runs(cast))


def _lifted(cast: Cast) -> Told:
    first, signed = _direct(cast, 10, Decimal("160000.00"), why="urgency")
    yield first, signed, _raise(cast, 120, "260000.00")


def _raise(cast: Cast, days: int, worth: str) -> Notice:
    at = cast.at(days)
    amendment = Amendment(at.date() - dt.timedelta(days=3), "Additional goods, services or works")
    raised = Contract("1", "1", value=both(Decimal(worth)), amendment=amendment)
    return Notice("UK10", at, contracts=(raised,))


def _signed_for_more(cast: Cast) -> Told:
    value, more, runs = both(Decimal("300000.00")), both(Decimal("420000.00")), _runs(cast)
    award = Award("1", lot_ids=("1",), winners=(cast.winner(0),), value=value, term=runs)
    yield (
        call(cast, 0, (one_lot(value, runs),)),
        decision(cast, 55, (award,)),
        signature(cast, 75, (Contract("1", "1", value=more, term=runs),)),
    )


def _late(cast: Cast, decided_on: int, signed_on: int, bid_days: int = 30) -> Sequence[Notice]:
    value, runs = both(Decimal("287000.00")), _runs(cast, signed_on)
    award = Award("1", lot_ids=("1",), winners=(cast.winner(0),), value=value, term=runs)
    return (
        call(cast, 0, (one_lot(value, runs),), bid_days),
        decision(cast, decided_on, (award,)),
        signature(cast, signed_on, (Contract("1", "1", value=value, term=runs),)),
    )


def _slow_to_sign(cast: Cast) -> Told:
    yield _late(cast, 55, 200)


def _decided_at_once(cast: Cast) -> Told:
    yield _late(cast, 31, 60)


def _slow_to_decide(cast: Cast) -> Told:
    yield _late(cast, 380, 394, bid_days=8)[:2]


def _decided_early(cast: Cast) -> Told:
    yield _late(cast, 20, 50)


def _no_standstill(cast: Cast) -> Told:
    called, decided, signed = _late(cast, 55, 75)
    hurried = decided.at.date() + dt.timedelta(days=2)
    contracts = tuple(replace(one, signed=hurried) for one in signed.contracts)
    yield called, decided, replace(signed, contracts=contracts)


def _details_late(cast: Cast) -> Told:
    called, decided, signed = _late(cast, 55, 150)
    long_ago = decided.at.date() + dt.timedelta(days=15)
    contracts = tuple(replace(one, signed=long_ago) for one in signed.contracts)
    yield called, decided, replace(signed, contracts=contracts)


def _cancelled_then_direct(cast: Cast) -> Told:
    value, runs = both(Decimal("450000.00")), _runs(cast)
    yield (
        call(cast, 0, (one_lot(value, runs),)),
        Notice("UK12", cast.at(40), Tender(status="withdrawn"), (Lot("1", status="withdrawn"),)),
    )
    yield _direct(cast, 70, Decimal("440000.00"), why="urgency")


def _changed_often(cast: Cast) -> Told:
    first = plain_contract(cast, both(Decimal("500000.00")), _runs(cast))
    raised = ("510000.00", "521000.00", "533000.00")
    later = (_raise(cast, 120 + 30 * at, worth) for at, worth in enumerate(raised))
    yield (*first, *later)


def _half_as_much_again(cast: Cast) -> Told:
    first = plain_contract(cast, both(Decimal("500000.00")), _runs(cast))
    yield (*first, _raise(cast, 110, "790000.00"))


def _endless(cast: Cast) -> Told:
    start = _runs(cast).start or dt.date(2025, 7, 1)
    runs = Term(start, months_later(start, 132) - dt.timedelta(days=1))
    yield plain_contract(cast, both(Decimal("900000.00")), runs)


_PLANTS: Mapping[str, Callable[[Cast], Told]] = {
    "R002": _just_below,
    "R003": _hurried,
    "R010": _no_reason,
    "R011": _split,
    "R018": _one_bid,
    "R031": _as_estimated,
    "R054": _lifted,
    "R059": _signed_for_more,
    "R060": _slow_to_sign,
    "R061": _decided_at_once,
    "R062": _slow_to_decide,
    "GT01": _decided_early,
    "GT02": _no_standstill,
    "GT03": _details_late,
    "GT04": _cancelled_then_direct,
    "GT06": _changed_often,
    "GT07": _half_as_much_again,
    "GT08": _endless,
}
"""What looks wrong, by the indicator that must notice it."""

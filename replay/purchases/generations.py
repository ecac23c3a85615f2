"""Successive contracts for one service, and contracts that only look as if they followed."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from replay.companies import Company
from replay.dates import local
from replay.purchases.cast import Cast, both, call, decision, gather, one_lot, purchase, signature
from replay.purchases.earlier import Bargain, on_contracts_finder, on_find_a_tender
from replay.purchases.model import Award, Contract, Notice, Purchase, Tender, Term

_CHAINS = 8
_TRAPS = 5
_PLACES = (
    "the Harbour Depot", "Upland Schools", "the Heron Centre", "Quern Street Offices",
    "the Lamp Rooms", "Peatmoor Hostels", "the Old Granary", "Saltmarsh Gardens",
)  # fmt: skip
FIRST = Term(dt.date(2024, 7, 1), dt.date(2025, 6, 30))
SECOND = Term(dt.date(2025, 7, 1), dt.date(2026, 6, 30), dt.date(2027, 6, 30))
THIRD = Term(dt.date(2026, 7, 1), dt.date(2029, 6, 30))


def generation_purchases(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield eight services bought two or three times, and five pairs of unlike services."""
    begins = local(2024, 4, 3)
    for number in range(_CHAINS):
        yield from _chain(gather(seed, "generation", number, companies, begins))
    for number in range(_TRAPS):
        yield from _unlike(gather(seed, "unlike", number, companies, begins))


def _chain(cast: Cast) -> Iterator[Purchase]:
    """Yield the contract of 2024, that of 2025, and for most the plan or call for the next."""
    place = _PLACES[cast.number]
    worth = cast.worth(240000, 900000)
    story = f"generation/{cast.number}"
    first = Bargain(
        f"{cast.trade.category} at {place}", cast.winner(0), worth, FIRST, dt.date(2024, 6, 14)
    )
    write = on_contracts_finder if cast.number % 2 else on_find_a_tender
    yield replace(write(replace(cast, kind="generation 1"), first, 0), story=story)
    incumbent = 0 if cast.number % 3 else 1
    yield replace(_second(replace(cast, kind="generation 2"), place, incumbent), story=story)
    if cast.number < 6:
        yield replace(_third(replace(cast, kind="generation 3"), place), story=story)


def _second(cast: Cast, place: str, winner: int) -> Purchase:
    titles = (
        f"Provision of {cast.trade.category.lower()} - {place}",
        f"{place}: {cast.trade.category} 2025",
        f"{cast.trade.category} services at {place} (re-procurement)",
    )
    return _under_the_act(cast, titles[cast.number % 3], winner, SECOND, 345)


def _under_the_act(cast: Cast, title: str, winner: int, runs: Term, days: int) -> Purchase:
    value = both(cast.worth(260000, 950000))
    award = Award("1", lot_ids=("1",), winners=(cast.winner(winner),), value=value, term=runs)
    notices = (
        call(cast, days, (one_lot(value, runs),)),
        decision(cast, days + 55, (award,)),
        signature(cast, days + 74, (Contract("1", "1", value=value, term=runs),)),
    )
    return purchase(cast, title, notices)


def _third(cast: Cast, place: str) -> Purchase:
    """Return what is known of the next contract: a plan (UK1, UK3), a talk (UK2) or a call."""
    title = f"{cast.trade.category}, {place}, 2026 to 2029"
    value = both(cast.worth(700000, 2800000))
    planned = replace(one_lot(value, THIRD), status="planned")
    tender = Tender(
        status="planned", value=value, next_notice=dt.date(2026, 4, 20),
        award_by=dt.date(2026, 6, 12),
    )  # fmt: skip
    at = cast.at(680 + cast.number * 3)
    match cast.number:
        case 0 | 3:
            notices = [Notice("UK3", at, tender, (planned,))]
        case 1:
            notices = [Notice("UK1", at, tender, (planned,))]
        case 2:
            talk = replace(tender, engagement_ends=dt.date(2026, 4, 10))
            notices = [Notice("UK2", at, talk, (planned,))]
        case _:
            notices = [call(cast, 705 + cast.number, (one_lot(value, THIRD),), 45)]
    return purchase(cast, title, notices)


def _unlike(cast: Cast) -> Iterator[Purchase]:
    """Yield two contracts of one buyer and category, one after the other, for unlike services."""
    here, there = _PLACES[cast.number], _PLACES[cast.number + 2]
    story = f"unlike/{cast.number}"
    first = Bargain(
        f"{cast.trade.category}: emergency call-out, {here}", cast.winner(0),
        cast.worth(240000, 900000), FIRST, dt.date(2024, 6, 14),
    )  # fmt: skip
    yield replace(on_find_a_tender(replace(cast, kind="unlike 1"), first, 3), story=story)
    title = f"{cast.trade.category}: weekend training course, {there}"
    second = _under_the_act(replace(cast, kind="unlike 2"), title, 2, SECOND, 350)
    yield replace(second, story=story)

"""Frameworks, whose ceilings nobody pays, and the call-offs that are paid."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from replay.companies import Company
from replay.dates import local
from replay.purchases.cast import (
    Cast,
    both,
    call,
    decision,
    gather,
    one_lot,
    purchase,
    signature,
    term,
)
from replay.purchases.model import Award, Contract, Notice, Purchase, Tender, Term, Value

UNDER_A_FRAMEWORK = "Call-off from a framework agreement"
_FRAMEWORKS = 6
_CALL_OFFS = 12
_ON_CONTRACTS_FINDER = 6


def framework_purchases(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield six frameworks, twelve call-offs that name theirs and six that do not."""
    frameworks = [
        _framework(gather(seed, "framework", number, companies, _day(number)))
        for number in range(_FRAMEWORKS)
    ]
    yield from frameworks
    for number in range(_CALL_OFFS):
        parent = frameworks[number % _FRAMEWORKS]
        yield _call_off(gather(seed, "call-off", number, companies, _day(15 + number)), parent)
    for number in range(_ON_CONTRACTS_FINDER):
        parent = frameworks[number % _FRAMEWORKS]
        at = local(2025, 8, 1) + dt.timedelta(days=13 * number)
        yield _small_call_off(gather(seed, "small call-off", number, companies, at), parent)


def _day(number: int) -> dt.datetime:
    return local(2025, 2, 26) + dt.timedelta(days=8 * number)


def _framework(cast: Cast) -> Purchase:
    ceiling = both(cast.worth(2000000, 30000000))
    runs = term(cast.at(80).date(), 48)
    called = call(cast, 0, (one_lot(ceiling, runs),), 32)
    tender = replace(called.tender, is_framework=True)
    ways = (_shared, _repeated, _on_contracts_only, _shared, _repeated, _of_one)
    notices = [replace(called, tender=tender), *ways[cast.number](cast, ceiling, runs)]
    return purchase(cast, f"Framework for {cast.trade.category} in the county", notices)


def _shared(cast: Cast, ceiling: Value, runs: Term) -> tuple[Notice, ...]:
    """One award, three suppliers, one ceiling between them."""
    winners = tuple(dict.fromkeys(cast.winner(at) for at in range(3)))
    award = Award("1", lot_ids=("1",), winners=winners, value=ceiling, term=runs)
    return (decision(cast, 60, (award,)),)


def _repeated(cast: Cast, ceiling: Value, runs: Term) -> tuple[Notice, ...]:
    """Three awards of one notice, each stating the whole ceiling again."""
    awards = tuple(
        Award(str(at + 1), lot_ids=("1",), winners=(cast.winner(at),), value=ceiling, term=runs)
        for at in range(3)
    )
    return (decision(cast, 60, awards),)


def _on_contracts_only(cast: Cast, ceiling: Value, runs: Term) -> tuple[Notice, ...]:
    """The awards state no value; the framework's contracts repeat the ceiling."""
    awards = tuple(
        Award(str(at + 1), lot_ids=("1",), winners=(cast.winner(at),), term=runs) for at in range(2)
    )
    contracts = tuple(
        Contract(award.award_id, award.award_id, value=ceiling, term=runs) for award in awards
    )
    return decision(cast, 60, awards), signature(cast, 78, contracts)


def _of_one(cast: Cast, ceiling: Value, runs: Term) -> tuple[Notice, ...]:
    award = Award("1", lot_ids=("1",), winners=(cast.winner(0),), value=ceiling, term=runs)
    return (
        decision(cast, 60, (award,)),
        signature(cast, 78, (Contract("1", "1", value=ceiling, term=runs),)),
    )


def _members(parent: Purchase) -> Callable[[int], Award]:
    """Return a way to award to one of a framework's suppliers."""
    winners = [
        winner for notice in parent.notices for award in notice.awards for winner in award.winners
    ]
    return lambda number: Award("1", lot_ids=("1",), winners=(winners[number % len(winners)],))


def _call_off(cast: Cast, parent: Purchase) -> Purchase:
    cast = replace(cast, trade=parent.trade)
    value, runs = both(cast.worth(30000, 600000)), term(cast.at(20).date(), 18)
    award = replace(_members(parent)(cast.number), value=value, term=runs)
    method = Tender(
        status="complete", method="selective", details="Award under framework",
        why_direct=None,
    )  # fmt: skip
    decided = decision(cast, 0, (award,))
    notices = [
        replace(decided, tender=method),
        signature(cast, 19, (Contract("1", "1", value=value, term=runs),)),
    ]
    title = f"{cast.trade.category} called off for {cast.buyer.title}"
    return replace(purchase(cast, title, notices), parent=parent.key, names_parent=True)


def _small_call_off(cast: Cast, parent: Purchase) -> Purchase:
    cast = replace(cast, trade=parent.trade)
    value, runs = Value(cast.worth(12000, 120000)), term(cast.at(0).date(), 12)
    at = cast.at(0)
    award = replace(
        _members(parent)(cast.number), status="active", value=value, term=runs, awarded=at.date()
    )
    tender = Tender(
        status="complete", value=value, method="selective", details=UNDER_A_FRAMEWORK, term=runs
    )
    told = purchase(
        cast,
        f"{cast.trade.category} called off by {cast.buyer.title}",
        [Notice("award", at, tender, awards=(award,))],
    )
    return replace(told, source_id="contracts_finder", regime="earlier", parent=parent.key)

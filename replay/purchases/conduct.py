"""Large contracts that are measured, fail and end; decisions that are taken back."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from replay.companies import Company
from replay.dates import local
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
    Award,
    Contract,
    Failure,
    Lot,
    Metric,
    Notice,
    Observation,
    Purchase,
    Tender,
    Value,
)

_MEASURES = ("Calls answered in two minutes", "Repairs made in a day", "Users satisfied")
_RATINGS = ("met", "slightlyBelow", "below", "significantlyBelow", "other")
_PENALTIES = ("contracted", "imposed", "negotiated")
_YEAR_END = dt.date(2025, 12, 31)


def measured_purchases(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield eight contracts above five million pounds: measured, breached, or excused."""
    for number in range(8):
        begins = local(2025, 2, 25) + dt.timedelta(days=11 * number)
        yield _measured(gather(seed, "measured", number, companies, begins))


def _measured(cast: Cast) -> Purchase:
    value = both(cast.worth(5200000, 24000000))
    *first, signing = plain_contract(cast, value, term(cast.at(75).date(), 36, 24))
    (contract,) = signing.contracts
    if cast.number == 7:
        contract = replace(contract, no_metrics_why="Performance cannot be measured usefully.")
        after: tuple[Notice, ...] = ()
    else:
        metrics = tuple(Metric(str(at + 1), title) for at, title in enumerate(_MEASURES))
        contract = replace(contract, metrics=metrics)
        after = tuple(_reports(cast))
    notices = [*first, replace(signing, contracts=(contract,)), *after]
    return purchase(cast, f"{cast.trade.category} on a large scale, {cast.buyer.title}", notices)


def _reports(cast: Cast) -> Iterator[Notice]:
    """Yield what was reported: results for all but one, breaches for three, an end for one."""
    at = local(2026, 1, 12 + cast.number, 9, 30 + cast.number)
    if cast.number != 6:
        metrics = tuple(_observed(cast, position) for position in range(len(_MEASURES)))
        yield Notice("UK9", at, contracts=(Contract("1", "1", metrics=metrics),))
    if cast.number < len(_PENALTIES):
        failure = _failure(cast, _PENALTIES[cast.number])
        at += dt.timedelta(days=35)
        yield Notice("UK9", at, contracts=(Contract("1", "1", failures=(failure,)),))
    if cast.number == 1:
        ended = Contract("1", "1", status="terminated", ended_why="terminationByAParty")
        yield Notice("UK11", at + dt.timedelta(days=14), contracts=(ended,))


def _observed(cast: Cast, position: int) -> Metric:
    rating = _RATINGS[(cast.number + position) % len(_RATINGS)] if cast.number else "met"
    observation = Observation("1", dt.date(2025, 10, 1), _YEAR_END, rating)
    return Metric(str(position + 1), _MEASURES[position], (observation,))


def _failure(cast: Cast, penalty_type: str) -> Failure:
    return Failure(
        failure_id="1",
        requirement=_MEASURES[cast.number],
        decided=dt.date(2026, 2, 2),
        penalty_type=penalty_type,
        penalty=Value(cast.worth(10000, 250000)) if penalty_type != "negotiated" else None,
        companies=(cast.winner(0).company,),
    )


def ended_purchases(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield two purchases for each way in which a contract or a decision comes to an end."""
    for number in range(2 * len(_ENDS)):
        begins = local(2025, 3, 5) + dt.timedelta(days=7 * number)
        yield _ended(gather(seed, "ended", number, companies, begins))


def _ended(cast: Cast) -> Purchase:
    title = f"{cast.trade.category} that came to an end, {cast.buyer.title}"
    return purchase(cast, title, _ENDS[cast.number % len(_ENDS)](cast))


def _ends_with(cast: Cast, why: str, months: int) -> tuple[Notice, ...]:
    value = both(cast.worth(60000, 400000))
    notices = plain_contract(cast, value, term(cast.at(75).date(), months))
    status = "terminated"
    last = Contract("1", "1", status=status, ended_why=why)
    return (*notices, Notice("UK11", cast.at(290), contracts=(last,)))


def _done(cast: Cast) -> tuple[Notice, ...]:
    """Every contract that has run its course is terminated too: it did not fail."""
    return _ends_with(cast, "contractCompleted", 5)


def _breached(cast: Cast) -> tuple[Notice, ...]:
    return _ends_with(cast, "terminationByAParty", 24)


def _undone(cast: Cast) -> tuple[Notice, ...]:
    return _ends_with(cast, "rescission", 24)


def _wrong_contract(cast: Cast) -> tuple[Notice, ...]:
    """The contract details were wrong, are ended without a reason, and are given again."""
    value = both(cast.worth(60000, 400000))
    runs = term(cast.at(75).date(), 24)
    *first, signing = plain_contract(cast, value, runs)
    wrong = replace(signing.contracts[0], value=both(Decimal("7450000.00")))
    ended = Contract("1", "1", status="terminated")
    right = signature(cast, 95, (Contract("2", "1", value=value, term=runs),))
    return (
        *first,
        replace(signing, contracts=(wrong,)),
        Notice("UK11", cast.at(85), contracts=(ended,)),
        right,
    )


def _wrong_award(cast: Cast) -> tuple[Notice, ...]:
    """The award notice named the wrong supplier: it is cancelled, and another follows."""
    value, runs = both(cast.worth(60000, 400000)), term(cast.at(75).date(), 24)
    wrong = Award("1", lot_ids=("1",), winners=(cast.winner(0),), value=value, term=runs)
    right = Award("2", lot_ids=("1",), winners=(cast.winner(1),), value=value, term=runs)
    withdrawn = Tender(status="withdrawn")
    cancelled = Notice("UK12", cast.at(62), withdrawn, awards=(Award("1", status="cancelled"),))
    return (
        call(cast, 0, (one_lot(value, runs),)),
        decision(cast, 55, (wrong,)),
        cancelled,
        decision(cast, 66, (right,)),
        signature(cast, 85, (Contract("1", "2", value=value, term=runs),)),
    )


def _given_up(cast: Cast) -> tuple[Notice, ...]:
    """Bids were asked for, and then the purchase was given up."""
    value, runs = both(cast.worth(60000, 400000)), term(cast.at(75).date(), 24)
    stopped = Tender(status="withdrawn")
    return (
        call(cast, 0, (one_lot(value, runs),)),
        Notice("UK12", cast.at(50), stopped, (Lot("1", status="withdrawn"),)),
    )


def _nobody_named(cast: Cast) -> tuple[Notice, ...]:
    """The purchase is given up in a notice that says nothing of its buyer."""
    called, stopped = _given_up(cast)
    return (called, replace(stopped, names_buyer=False))


_ENDS: tuple[Callable[[Cast], tuple[Notice, ...]], ...] = (
    _done, _breached, _undone, _wrong_contract, _wrong_award, _given_up, _nobody_named,
)  # fmt: skip

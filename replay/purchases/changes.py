"""Contracts that were changed after they were signed: each notice says only what is new."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from replay.companies import Company
from replay.dates import local, months_later
from replay.purchases.cast import Cast, both, gather, plain_contract, purchase, term
from replay.purchases.model import Amendment, Award, Contract, Notice, Purchase, Term, Value

_FIRST_CHANGE = 130


@dataclass(frozen=True, slots=True)
class Deal:
    """What was signed, before anything changed."""

    value: Decimal
    runs: Term


def changed_purchases(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield two contracts for each way in which a contract changes."""
    for number in range(2 * len(_WAYS)):
        begins = local(2025, 3, 10) + dt.timedelta(days=9 * number)
        yield _changed(gather(seed, "changed", number, companies, begins))


def _changed(cast: Cast) -> Purchase:
    deal = Deal(cast.worth(150000, 1800000), term(cast.at(75).date(), 24, 12))
    notices = plain_contract(cast, both(deal.value), deal.runs)
    way = _WAYS[cast.number % len(_WAYS)]
    title = f"{cast.trade.category} under a contract that changes, {cast.buyer.title}"
    return purchase(cast, title, [*notices, *way(cast, deal)])


def _notice(cast: Cast, days: int, contract: Contract, why: str) -> Notice:
    at = cast.at(days)
    given = contract.amendment or Amendment(at.date())
    amendment = replace(given, day=at.date() - dt.timedelta(days=4), rationale=why)
    return Notice("UK10", at, contracts=(replace(contract, amendment=amendment),))


def _times(value: Decimal, factor: str) -> Value:
    return both((value * Decimal(factor)).quantize(Decimal("0.01")))


def _dearer(cast: Cast, deal: Deal) -> Iterator[Notice]:
    """By more than half: the sharpest change the law still knows."""
    dearer = Contract("1", "1", value=_times(deal.value, "1.62"))
    yield _notice(cast, _FIRST_CHANGE, dearer, "Additional goods, services or works")


def _cheaper(cast: Cast, deal: Deal) -> Iterator[Notice]:
    cheaper = Contract("1", "1", value=_times(deal.value, "0.8"))
    yield _notice(cast, _FIRST_CHANGE, cheaper, "Unforeseeable circumstances")


def _longer(cast: Cast, deal: Deal, days: int = _FIRST_CHANGE) -> Iterator[Notice]:
    """Only the last day is stated anew: the first day must be kept from before."""
    if deal.runs.end is None or deal.runs.latest is None:
        msg = "a deal here always has an end and options"
        raise ValueError(msg)
    runs = Term(end=_months_on(deal.runs.end, 6), latest=_months_on(deal.runs.latest, 6))
    yield _notice(cast, days, Contract("1", "1", term=runs), "Provided for in contract")


def _months_on(last_day: dt.date, months: int) -> dt.date:
    """Return the last day of the month that is so many months after a last day of a month."""
    return months_later(last_day + dt.timedelta(days=1), months) - dt.timedelta(days=1)


def _handed_over(cast: Cast, deal: Deal) -> Iterator[Notice]:
    """A new supplier takes the contract on; the old one is named as removed."""
    old, new = cast.winner(0), cast.winner(1)
    swap = Amendment(cast.at(0).date(), added=(new.company,), removed=(old.company,))
    handed = Contract("1", "1", amendment=swap)
    notice = _notice(cast, _FIRST_CHANGE, handed, "Corporate restructuring")
    yield replace(notice, awards=(Award("1", winners=(new,)),))


def _twice(cast: Cast, deal: Deal) -> Iterator[Notice]:
    """First dearer, then longer: what the second leaves out stays as the first said."""
    yield from _dearer(cast, deal)
    yield from _longer(cast, deal, _FIRST_CHANGE + 40)


def _in_words_only(cast: Cast, deal: Deal) -> Iterator[Notice]:
    """An amendment that changes no field at all."""
    yield _notice(cast, _FIRST_CHANGE, Contract("1", "1"), "Provided for in contract")


_WAYS: tuple[Callable[[Cast, Deal], Iterator[Notice]], ...] = (
    _dearer, _cheaper, _longer, _handed_over, _twice, _in_words_only,
)  # fmt: skip

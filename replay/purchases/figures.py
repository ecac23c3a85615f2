"""Values as notices really state them, and terms that end nowhere or never."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
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
    purchase,
    signature,
    term,
)
from replay.purchases.model import Award, Contract, Purchase, Term, Value


@dataclass(frozen=True, slots=True)
class Figures:
    """What the award notice states for an award, and the contract notice for its contract."""

    award: Value | None
    contract: Value | None
    awards: int = 1
    suppliers: int = 1


def figure_purchases(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield one purchase for each way of stating a value, then one for each odd term."""
    for number, write in enumerate(_WAYS):
        begins = local(2025, 3, 17) + dt.timedelta(days=13 * number)
        cast = gather(seed, "figures", number, companies, begins)
        runs = term(cast.at(70).date(), 24)
        yield _stated(cast, write(cast.worth(80000, 900000)), runs, "stated oddly")
    for number, odd in enumerate(_TERMS):
        begins = local(2025, 4, 7) + dt.timedelta(days=16 * number)
        cast = gather(seed, "terms", number, companies, begins)
        value = both(cast.worth(80000, 900000))
        start = term(cast.at(70).date(), 24).start or dt.date(2025, 9, 1)
        yield _stated(cast, Figures(value, value), odd(start), "of a strange length")


def _stated(cast: Cast, figures: Figures, runs: Term, how: str) -> Purchase:
    lot = one_lot(figures.award or figures.contract or Value(), runs)
    awards = tuple(
        Award(
            str(at + 1),
            lot_ids=("1",),
            winners=tuple(
                dict.fromkeys(cast.winner(at + more) for more in range(figures.suppliers))
            ),
            value=figures.award,
            term=runs,
        )
        for at in range(figures.awards)
    )
    contracts = tuple(
        Contract(award.award_id, award.award_id, value=figures.contract, term=runs)
        for award in awards
    )
    called = call(cast, 0, (lot,))
    called = replace(called, tender=replace(called.tender, value=lot.value))
    title = f"{cast.trade.category} {how} {cast.number + 1}, {cast.buyer.title}"
    notices = (called, decision(cast, 55, awards), signature(cast, 72, contracts))
    return purchase(cast, title, notices)


def _pennies(net: Decimal, factor: str) -> Decimal:
    return (net * Decimal(factor)).quantize(Decimal("0.01"))


def _twice(value: Value) -> Figures:
    return Figures(value, value)


_WAYS: tuple[Callable[[Decimal], Figures], ...] = (
    lambda net: Figures(None, both(net)),
    lambda net: _twice(Value(None, _pennies(net, "1.2"))),
    lambda net: _twice(Value(net, _pennies(net, "1.2"), "AED")),
    lambda _: _twice(Value(Decimal("0.01"), Decimal("0.01"))),
    lambda net: _twice(Value(net, _pennies(net, "1.25"))),
    lambda net: _twice(Value(net, _pennies(net, "1.1415"))),
    lambda _: _twice(Value(None, Decimal(0))),
    lambda net: Figures(both(net), both(net), awards=3),
    lambda net: Figures(both(net), both(net), suppliers=3),
    lambda net: _twice(Value(net, net)),
)
"""Figure on the contract only; gross only; another currency; a penny; gross a quarter above
net; odd gross; gross of nothing; repeated on three awards; shared by three; gross equal net."""

_TERMS: tuple[Callable[[dt.date], Term], ...] = (
    lambda start: Term(start, None, None),
    lambda start: Term(start, None, start + dt.timedelta(days=1460)),
    lambda start: Term(start, dt.date(2099, 12, 31), None),
    lambda start: Term(start, start - dt.timedelta(days=365), None),
    lambda start: Term(start, dt.date(1900, 1, 1), None),
    lambda start: Term(start, start + dt.timedelta(days=31 * 366), None),
    lambda start: Term(None, start + dt.timedelta(days=729), start + dt.timedelta(days=1094)),
    lambda start: Term(start, start, None),
)
"""No end; only the latest end; the end of the century; before its start; 1900; 31 years;
no start; a day."""

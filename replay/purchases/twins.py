"""One contract told by both services, and pairs that only look as if they were one.

Before 24 February 2025 a contract above the threshold had to be made known twice, and neither
account names the other.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from replay.bodies import BUYERS
from replay.companies import Company
from replay.dates import local
from replay.purchases.cast import Cast, gather, term
from replay.purchases.earlier import Bargain, on_contracts_finder, on_find_a_tender
from replay.purchases.model import Purchase, Term
from replay.render.ocds import states_number

PLATFORM = "Quillgate eTendering"
"""The name that stands in place of the buyer's on some notices: a vendor of software."""

_PAIRS = 12
_TRAPS = 9


def twin_purchases(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield twelve contracts twice, and nine pairs of contracts that are not the same."""
    for number in range(_PAIRS):
        begins = local(2024, 4, 10) + dt.timedelta(days=19 * number)
        yield from _pair(gather(seed, "twin", number, companies, begins))
    for number in range(_TRAPS):
        begins = local(2024, 4, 4) + dt.timedelta(days=9 * number)
        yield from _trap(gather(seed, "near-twin", number, companies, begins))


def _bargain(cast: Cast) -> Bargain:
    awarded = cast.at(70).date()
    known = [at for at, company in enumerate(cast.suppliers) if states_number(company)]
    return Bargain(
        title=f"{cast.trade.category} for {cast.buyer.title} {cast.number + 1}",
        winner=cast.winner(known[0] if known and cast.number != 5 else 0),
        value=cast.worth(230000, 4000000),
        runs=term(awarded, 36, 12),
        awarded=awarded,
    )


def _pair(cast: Cast) -> Iterator[Purchase]:
    """Yield the two accounts, which differ a little in one thing or several."""
    bargain = _bargain(cast)
    story = f"twin/{cast.number}"
    yield replace(on_find_a_tender(cast, bargain, 0), story=story)
    other = replace(
        bargain,
        title=_retold(cast, bargain.title),
        value=_rounded(bargain.value) if cast.number % 3 == 1 else bargain.value,
        runs=_a_day_off(bargain.runs) if cast.number % 4 == 2 else bargain.runs,
    )
    told = on_contracts_finder(cast, other, 2)
    name = PLATFORM if cast.number % 4 == 3 else cast.buyer.title
    yield replace(told, story=story, buyer_name=name.upper() if cast.number % 5 == 4 else name)


def _retold(cast: Cast, title: str) -> str:
    match cast.number % 4:
        case 0:
            return title.upper()
        case 1:
            return f"{title} - Contract Award"
        case 2:
            return f"Provision of {title[0].lower()}{title[1:]}"
        case _:
            return title


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("1E+3")).quantize(Decimal("0.01"))


def _a_day_off(runs: Term) -> Term:
    if runs.start is None or runs.end is None:
        msg = "a twin here always has a first and a last day"
        raise ValueError(msg)
    day = dt.timedelta(days=1)
    return Term(runs.start + day, runs.end + day)


def _trap(cast: Cast) -> Iterator[Purchase]:
    """Yield two contracts that agree in nearly everything, and are two."""
    bargain, days = _bargain(cast), 4
    story = f"near-twin/{cast.number}"
    yield replace(on_find_a_tender(cast, bargain, 0), story=story)
    match cast.number % 3:
        case 0:
            rival = cast.winner(cast.suppliers.index(bargain.winner.company) + 1)
            other = replace(bargain, winner=rival, value=bargain.value + 40000)
        case 1:
            days = 150
            awarded = bargain.awarded + dt.timedelta(days=days)
            other = replace(
                bargain, awarded=awarded, runs=term(awarded, 36), value=_smaller(bargain.value)
            )
        case _:
            cast = replace(cast, buyer=BUYERS[(cast.number + 1) % len(BUYERS)])
            other = replace(bargain, title=f"{cast.trade.category} for {cast.buyer.title}")
    yield replace(on_contracts_finder(cast, other, days), story=story)


def _smaller(value: Decimal) -> Decimal:
    return (value * Decimal("0.61")).quantize(Decimal("0.01"))

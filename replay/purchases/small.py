"""Suppliers that are young or one person: what notices say of them, and what nobody may print."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from replay.companies import Company
from replay.dates import local
from replay.payees import PERSONS
from replay.purchases.cast import (
    both,
    gather,
    plain_contract,
    purchase,
    term,
)
from replay.purchases.earlier import Bargain, on_contracts_finder, on_find_a_tender
from replay.purchases.model import (
    Purchase,
    Winner,
)

SOLE_TRADERS = PERSONS[:2]


def young_purchases(seed: int, newcomers: Sequence[Company]) -> Iterator[Purchase]:
    """Yield purchases that young companies won, a year old or less, and what they are called.

    What notices say of their size and nature is not always what the register says.
    """
    for position, company in enumerate(newcomers):
        begins = local(2025, 4, 1) + dt.timedelta(days=20 * position)
        cast = gather(seed, "young", position, newcomers, begins)
        cast = replace(cast, suppliers=(company,), trade=company.trade)
        called, decided, signed = plain_contract(
            cast, both(cast.worth(40000, 300000)), term(cast.at(75).date(), 24)
        )
        claims = Winner(company, "sme" if position % 4 else "large", position % 4 == 1)
        awards = tuple(replace(award, winners=(claims,)) for award in decided.awards)
        notices = [called, replace(decided, awards=awards), signed]
        yield purchase(cast, f"{cast.trade.category} for {cast.buyer.title}, small", notices)


def sole_trader_purchases(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield purchases that people won who trade under their own names: nobody may print those."""
    for position, name in enumerate(SOLE_TRADERS):
        begins = local(2024, 8, 5) + dt.timedelta(days=50 * position)
        cast = gather(seed, "sole trader", position, companies, begins)
        person = replace(cast.suppliers[0], number="", name=name, on_register=False)
        bargain = Bargain(
            f"{cast.trade.category}, a single visit {position + 1}", Winner(person),
            cast.worth(26000, 90000), term(cast.at(70).date(), 6), cast.at(70).date(),
        )  # fmt: skip
        write = on_contracts_finder if position else on_find_a_tender
        yield write(cast, bargain, 0)

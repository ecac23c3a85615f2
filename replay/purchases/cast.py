"""Who takes part in a purchase, when, and the notices that most purchases have."""

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from replay.bodies import BUYERS, Body
from replay.chance import dice, money
from replay.companies import Company, Trade
from replay.dates import months_later
from replay.purchases.model import (
    Award,
    Bids,
    Contract,
    Criterion,
    Lot,
    Notice,
    Purchase,
    Tender,
    Term,
    Value,
    Winner,
)
from replay.render.ocds import gross_of

STANDSTILL = dt.timedelta(days=10)
"""How long those who lost may object before a contract is signed."""

QUALITY = Criterion("quality", "How the service will be run", 60)
PRICE = Criterion("price", "Price over the whole term", 40)


@dataclass(frozen=True, slots=True)
class Cast:
    """The chance, the buyer, the trade and the companies of one purchase."""

    chance: random.Random
    kind: str
    number: int
    buyer: Body
    trade: Trade
    suppliers: tuple[Company, ...]
    begins: dt.datetime

    def at(self, days: int) -> dt.datetime:
        """Return a moment within office hours, some days after the purchase begins."""
        day = (self.begins + dt.timedelta(days=days)).replace(hour=8, minute=0, second=0)
        return day + dt.timedelta(seconds=self.chance.randint(0, 9 * 3600))

    def worth(self, low: int, high: int) -> Decimal:
        """Return whole pounds between two sums."""
        return money(self.chance, low, high).quantize(Decimal(1)).quantize(Decimal("0.01"))

    def winner(self, position: int) -> Winner:
        """Return one of the suppliers, of whom most are small."""
        company = self.suppliers[position % len(self.suppliers)]
        scale = "large" if company.category == "Public Limited Company" else "sme"
        return Winner(company, scale, company.category == "Community Interest Company")


def gather(
    seed: int,
    kind: str,
    number: int,
    companies: Sequence[Company],
    begins: dt.datetime,
    buyers: Sequence[Body] = BUYERS,
) -> Cast:
    """Choose who takes part, by dice of this purchase's own."""
    chance = dice(seed, "purchase", kind, number)
    listed = [company for company in companies if company.on_register]
    trade = chance.choice(listed).trade
    peers = [company for company in listed if company.trade == trade]
    chance.shuffle(peers)
    by_name = {company.name: company for company in peers}
    return Cast(
        chance, kind, number, buyers[number % len(buyers)], trade, tuple(by_name.values()), begins
    )


def both(net: Decimal) -> Value:
    """Return an amount without VAT and with it, at the standard rate."""
    return Value(net, gross_of(net))


def term(signed: dt.date, months: int, option_months: int = 0) -> Term:
    """Return a term that starts on the first of the month after next."""
    start = (signed + dt.timedelta(days=45)).replace(day=1)
    end = months_later(start, months) - dt.timedelta(days=1)
    latest = months_later(start, months + option_months) - dt.timedelta(days=1)
    return Term(start, end, latest if option_months else None)


def purchase(cast: Cast, title: str, notices: Iterable[Notice]) -> Purchase:
    """Return a purchase under the Act on Find a Tender."""
    return Purchase(
        source_id="find_a_tender",
        kind=cast.kind,
        number=cast.number,
        buyer=cast.buyer,
        buyer_name=cast.buyer.title,
        regime="act",
        trade=cast.trade,
        title=title,
        notices=tuple(notices),
    )


def call(cast: Cast, days: int, lots: tuple[Lot, ...], bid_days: int = 30) -> Notice:
    """Return the notice (UK4) that calls for bids, open for some days."""
    at = cast.at(days)
    worth = [lot.value.net for lot in lots if lot.value and lot.value.net]
    tender = Tender(
        status="active",
        value=both(sum(worth, Decimal(0))) if worth else None,
        method="open",
        details="Open procedure",
        closes=(at + dt.timedelta(days=bid_days)).replace(hour=12, minute=0, second=0),
    )
    return Notice("UK4", at, tender, lots)


def decision(
    cast: Cast, days: int, awards: tuple[Award, ...], bids: tuple[Bids, ...] = ()
) -> Notice:
    """Return the notice (UK6) of what was decided."""
    at = cast.at(days)
    ends = at.date() + STANDSTILL
    dated = tuple(
        replace(award, status="pending", awarded=at.date(), standstill_ends=ends)
        for award in awards
    )
    lot_ids = dict.fromkeys(lot_id for award in awards for lot_id in award.lot_ids)
    lots = tuple(Lot(lot_id, status="complete") for lot_id in lot_ids)
    return Notice("UK6", at, Tender(status="complete"), lots, dated, bids=bids)


def signature(cast: Cast, days: int, contracts: tuple[Contract, ...]) -> Notice:
    """Return the notice (UK7) of what was signed; the awards stand by then."""
    at = cast.at(days)
    dated = tuple(
        replace(contract, status="active", signed=at.date() - dt.timedelta(days=6))
        for contract in contracts
    )
    awards = tuple(Award(one.award_id, status="active") for one in contracts if one.award_id)
    return Notice("UK7", at, Tender(status="complete"), awards=awards, contracts=dated)


def one_lot(value: Value, runs: Term) -> Lot:
    """Return the only lot of a purchase that is not divided."""
    return Lot(
        "1", status="active", value=value, term=runs, sme=True, vcse=False,
        criteria=(QUALITY, PRICE),
    )  # fmt: skip


def plain_contract(
    cast: Cast, value: Value, runs: Term, first_day: int = 0, bid_days: int = 30
) -> tuple[Notice, ...]:
    """Return the usual three notices: bids are asked for, one wins, a contract is signed."""
    award = Award("1", lot_ids=("1",), winners=(cast.winner(0),), value=value, term=runs)
    contract = Contract("1", "1", value=value, term=runs)
    return (
        call(cast, first_day, (one_lot(value, runs),), bid_days),
        decision(cast, first_day + bid_days + 25, (award,), (Bids("1", "bids", 4),)),
        signature(cast, first_day + bid_days + 45, (contract,)),
    )

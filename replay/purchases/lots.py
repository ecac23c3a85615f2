"""Purchases in lots, and purchases that say why they are not; how long bids could be made."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from replay.companies import Company
from replay.dates import local
from replay.purchases.cast import (
    PRICE,
    QUALITY,
    Cast,
    both,
    call,
    decision,
    gather,
    plain_contract,
    purchase,
    signature,
    term,
)
from replay.purchases.model import Award, Bids, Contract, Criterion, Lot, Notice, Purchase, Tender

BID_DAYS = (5, 9, 12, 18, 25, 30, 35, 41, 52, 67)
"""Days between a call and its closing: some below any lawful least, some generous."""

_PARTS = ("North", "South", "Harbour", "Upland", "Rural")
_WAYS_OF_WORKING = replace(QUALITY, weight=40)
_SOCIAL = Criterion("quality", "Social value in the county", 20)


def lot_purchases(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield ten purchases in two to five lots, and four that have one and say why."""
    for number, bid_days in enumerate(BID_DAYS):
        begins = local(2025, 3, 3) + dt.timedelta(days=17 * number)
        yield _in_lots(gather(seed, "lots", number, companies, begins), bid_days)
    for number in range(4):
        begins = local(2025, 4, 14) + dt.timedelta(days=31 * number)
        yield _undivided(gather(seed, "undivided", number, companies, begins))


def _in_lots(cast: Cast, bid_days: int) -> Purchase:
    lots = tuple(_lot(cast, position) for position in range(2 + cast.number % 4))
    awards = _awards(cast, lots)
    bids = tuple(_bids(cast, lots))
    signed = 15 + bid_days + 50
    notices = [
        *(_early(cast) if cast.number % 3 == 0 else ()),
        call(cast, 15, lots, bid_days),
        decision(cast, 15 + bid_days + 28, awards, bids),
        signature(cast, signed, _contracts(awards)),
    ]
    if cast.number == 4:
        notices[-3] = _reserved(notices[-3])
    return purchase(cast, f"{cast.trade.category} in lots for {cast.buyer.title}", notices)


def _early(cast: Cast) -> tuple[Notice, ...]:
    """Return an engagement with a last day, and a plan that names the day of the next notice."""
    at = cast.at(0)
    engaging = Tender(
        status="planning", engagement_ends=(at + dt.timedelta(days=10)).date(),
        next_notice=(at + dt.timedelta(days=30)).date(),
    )  # fmt: skip
    return (
        Notice("UK2", at, engaging),
        Notice("UK3", cast.at(8), Tender(status="planned", next_notice=cast.at(15).date())),
    )


def _lot(cast: Cast, position: int) -> Lot:
    months = (12, 24, 36, 48, 24)[position]
    has_option = position % 2 == 1
    runs = term(cast.at(120).date(), months, 24 if has_option else 0)
    return Lot(
        lot_id=str(position + 1),
        title=f"Lot {position + 1} {_PARTS[position]}",
        status="active",
        value=both(cast.worth(40000, 900000)),
        term=runs,
        renewal="Twice, by one year each time." if has_option else None,
        options="Further sites at the same rates." if position == 2 else None,
        sme=position != 3,
        vcse=position in (0, 4),
        criteria=(QUALITY, PRICE) if position % 2 else (_WAYS_OF_WORKING, _SOCIAL, PRICE),
    )


def _awards(cast: Cast, lots: tuple[Lot, ...]) -> tuple[Award, ...]:
    """Return an award a lot; one may take two lots together, and one lot may go to nobody."""
    shares: list[tuple[Lot, ...]] = [(lot,) for lot in lots]
    if cast.number % 5 == 1:
        shares = [lots[:2], *shares[2:]]
    elif cast.number % 5 == 2:
        shares = shares[:-1]
    return tuple(_award(cast, position, share) for position, share in enumerate(shares))


def _award(cast: Cast, position: int, lots: tuple[Lot, ...]) -> Award:
    asked = sum((lot.value.net or Decimal(0) for lot in lots if lot.value), Decimal(0))
    won = (asked * cast.chance.randint(82, 104) / 100).quantize(Decimal("0.01"))
    others = 2 if position == 2 else 1
    return Award(
        award_id=str(position + 1),
        lot_ids=tuple(lot.lot_id for lot in lots),
        winners=tuple(dict.fromkeys(cast.winner(position + at) for at in range(others))),
        value=both(won),
        term=lots[0].term,
    )


def _contracts(awards: tuple[Award, ...]) -> tuple[Contract, ...]:
    """Return a contract an award, numbered the other way round: ids of the two never pair."""
    return tuple(
        Contract(
            contract_id=f"C{len(awards) - position}",
            award_id=award.award_id,
            value=award.value,
            term=award.term,
            renewal="Twice, by one year each time." if award.term and award.term.latest else None,
        )
        for position, award in enumerate(awards)
    )


def _bids(cast: Cast, lots: tuple[Lot, ...]) -> Iterator[Bids]:
    for position, lot in enumerate(lots):
        count = 1 if position == 1 else cast.chance.randint(2, 9)
        yield Bids(lot.lot_id, "bids", count)
        yield Bids(lot.lot_id, "smeFinalStageBids", count // 2)
        yield Bids(lot.lot_id, "vcseFinalStageBids", count // 5)


def _reserved(notice: Notice) -> Notice:
    """Keep the first lot for small firms and social enterprises."""
    first, *others = notice.lots
    return replace(notice, lots=(replace(first, reserved="smeVcse", vcse=True), *others))


def _undivided(cast: Cast) -> Purchase:
    value = both(cast.worth(300000, 2000000))
    call_notice, *others = plain_contract(cast, value, term(cast.at(90).date(), 24))
    why = "The parts depend on one another and cannot be run by several suppliers."
    tender = replace(call_notice.tender, why_no_lots=why)
    notices = [replace(call_notice, tender=tender), *others]
    return purchase(cast, f"Undivided {cast.trade.category} for {cast.buyer.title}", notices)

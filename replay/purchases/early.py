"""Talks with suppliers before a call, and calls that are open or have just closed."""

import datetime as dt
from collections.abc import Iterator, Sequence
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
    term,
)
from replay.purchases.model import (
    Award,
    Notice,
    Purchase,
    Tender,
    Value,
)

CLOSING_DAYS = (
    dt.date(2026, 3, 30), dt.date(2026, 3, 31), dt.date(2026, 4, 1), dt.date(2026, 4, 9),
    dt.date(2026, 5, 11),
)  # fmt: skip


def engaged_purchases(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield engagements: kept open, over, followed by a call, and skipped with a reason."""
    for position in range(6):
        begins = local(2025, 6, 2) + dt.timedelta(days=55 * position)
        cast = gather(seed, "engaged", position, companies, begins)
        yield _engaged(cast)


def _engaged(cast: Cast) -> Purchase:
    value, runs = both(cast.worth(200000, 3000000)), term(cast.at(200).date(), 36, 24)
    at = cast.at(0)
    talk = Tender(
        status="planning", value=Value(None, value.gross),
        engagement_ends=(at + dt.timedelta(days=14 + 9 * cast.number)).date(),
        next_notice=(at + dt.timedelta(days=70)).date(),
    )  # fmt: skip
    lot = replace(one_lot(value, runs), status="planning", criteria=())
    notices = [Notice("UK2", at, talk, (lot,))]
    if cast.number in (0, 1):
        notices.append(call(cast, 75, (one_lot(value, runs),), 40))
    if cast.number == 1:
        award = Award("1", lot_ids=("1",), winners=(cast.winner(0),), value=value, term=runs)
        notices.append(decision(cast, 150, (award,)))
    if cast.number == 2:
        why = "Suppliers were met one by one before this duty began."
        called = call(cast, 0, (one_lot(value, runs),), 31)
        notices = [replace(called, tender=replace(called.tender, why_no_engagement=why))]
    return purchase(cast, f"{cast.trade.category} talked about first", notices)


def open_purchases(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield calls that close about the night: the day before, that day, the next, and later."""
    for position, day in enumerate(CLOSING_DAYS):
        begins = local(2026, 3, 2)
        cast = gather(seed, "open", position, companies, begins)
        value, runs = both(cast.worth(90000, 900000)), term(dt.date(2026, 5, 1), 36)
        bid_days = (day - begins.date()).days
        called = call(cast, 0, (one_lot(value, runs),), bid_days)
        yield purchase(cast, f"{cast.trade.category} to be bid for", [called])

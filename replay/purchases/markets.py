"""Dynamic markets: who may be asked, told in notices whose forms are hardly known."""

import datetime as dt
from collections.abc import Iterator, Sequence

from replay.companies import Company
from replay.dates import local
from replay.purchases.cast import (
    gather,
    purchase,
)
from replay.purchases.model import (
    Award,
    Lot,
    Notice,
    Purchase,
    Tender,
)


def market_purchases(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield two dynamic markets: meant, set up, changed by a delta, and for one, closed."""
    for position in range(2):
        begins = local(2025, 3, 24) + dt.timedelta(days=50 * position)
        cast = gather(seed, "market", position, companies, begins)
        members = tuple(
            Award(str(at + 1), status="active", winners=(cast.winner(at),)) for at in range(4)
        )
        after = cast.at(150).date()
        changed = tuple(Award(one.award_id, is_amended=True) for one in members)
        notices = [
            Notice("UK13", cast.at(0), Tender(status="planning"), (Lot("1", status="planning"),)),
            Notice(
                "UK14", cast.at(45), Tender(status="active"), (Lot("1", status="active"),),
                awards=members,
            ),
            Notice(
                "UK15", cast.at(151), Tender(amended=after), awards=changed,
                removed=(members[1].winners[0].company,),
            ),
        ]  # fmt: skip
        if position:
            notices.append(Notice("UK16", cast.at(210), Tender(status="complete")))
        yield purchase(cast, f"Dynamic market for {cast.trade.category}", notices)

"""Every purchase of the county that is told notice by notice."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from replay.companies import Company
from replay.procurement import guid
from replay.purchases.changes import changed_purchases
from replay.purchases.conduct import ended_purchases, measured_purchases
from replay.purchases.early import engaged_purchases, open_purchases
from replay.purchases.figures import figure_purchases
from replay.purchases.frameworks import framework_purchases
from replay.purchases.generations import generation_purchases
from replay.purchases.lots import lot_purchases
from replay.purchases.markets import market_purchases
from replay.purchases.model import Purchase
from replay.purchases.plants import plant_purchases
from replay.purchases.promptness import promptness_notices
from replay.purchases.small import sole_trader_purchases, young_purchases
from replay.purchases.twins import twin_purchases
from replay.purchases.uncontested import direct_purchases, health_purchases
from replay.timelines import LAST_DAY

_TELLERS = (
    lot_purchases,
    changed_purchases,
    measured_purchases,
    ended_purchases,
    framework_purchases,
    twin_purchases,
    generation_purchases,
    figure_purchases,
    direct_purchases,
    market_purchases,
    health_purchases,
    engaged_purchases,
    promptness_notices,
    sole_trader_purchases,
    open_purchases,
    plant_purchases,
)


def build_purchases(
    seed: int, companies: Sequence[Company], newcomers: Sequence[Company]
) -> tuple[Purchase, ...]:
    """Return every purchase up to the last day of the county, named but not yet numbered."""
    told = [
        *(one for teller in _TELLERS for one in teller(seed, companies)),
        *young_purchases(seed, newcomers),
    ]
    named = [replace(one, ocid=_ocid(seed, one, at)) for at, one in enumerate(told)]
    ocids = {one.key: one.ocid for one in named}
    return tuple(
        replace(one, parent=ocids[one.parent] if one.parent else "")
        for one in _until_the_last_day(named)
    )


def _until_the_last_day(purchases: Sequence[Purchase]) -> Iterator[Purchase]:
    """Yield the purchases of which anything is known by the last day, their notices in order."""
    for one in purchases:
        notices = sorted(one.notices, key=lambda notice: notice.at)
        known = tuple(notice for notice in notices if notice.at <= LAST_DAY)
        if known:
            yield replace(one, notices=known)


def _ocid(seed: int, purchase: Purchase, at: int) -> str:
    if purchase.source_id == "find_a_tender":
        return f"ocds-h6vhtk-0a{at:04x}"
    return f"ocds-b5fd17-{guid(seed, 'purchase', at)}"

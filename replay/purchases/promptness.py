"""Notices on how promptly a body pays."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from replay.bodies import BODY_BY_ID
from replay.companies import Company
from replay.dates import local
from replay.purchases.cast import (
    gather,
    purchase,
)
from replay.purchases.model import (
    Notice,
    Purchase,
)
from replay.render.ocds import Json, number

PROMPTNESS: Mapping[str, tuple[str, str, dt.date]] = {
    "aldermere_county": ("96.4", "17.2", dt.date(2026, 2, 18)),
    "aldminster_city": ("88.1", "27", dt.date(2026, 3, 2)),
    "department_for_lighthouses": ("99", "9.5", dt.date(2026, 3, 16)),
}
"""Per cent paid within 30 days, average days, and the day on which it was made known."""


def promptness_notices(seed: int, companies: Sequence[Company]) -> Iterator[Purchase]:
    """Yield notices (UK17) whose form nobody has described: their fields are our own guess."""
    for position, (publisher_id, said) in enumerate(PROMPTNESS.items()):
        per_cent, days, day = said
        begins = local(day.year, day.month, day.day)
        body = (BODY_BY_ID[publisher_id],)
        cast = gather(seed, "promptness", position, companies, begins, body)
        figures: Json = {
            "percentPaidWithin30Days": number(Decimal(per_cent)),
            "averageDaysToPay": number(Decimal(days)),
            "period": {"startDate": "2025-07-01T00:00:00+01:00",
                       "endDate": "2025-12-31T23:59:59Z"},
        }  # fmt: skip
        notice = Notice("UK17", cast.at(0), unforeseen={"paymentsCompliance": figures})
        yield purchase(cast, f"How {body[0].title} paid, July to December 2025", [notice])

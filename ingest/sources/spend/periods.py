"""The period a file is for: read from what its publisher calls it, or asked for by address."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from ingest.model import Window

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_PERIOD = re.compile(r"([0-9]{4})-(?:([0-9]{2})|Q([1-4]))")


def period_named(groups: Mapping[str, str | None]) -> str | None:
    """``2025-04`` or ``2025-Q1`` from the named groups of a publisher's pattern.

    None when they do not give a year with a month or a quarter.
    """
    year, month, quarter = groups.get("year"), groups.get("month"), groups.get("quarter")
    if not year or not year.isdigit():
        return None
    full_year = int(year) + 2000 if len(year) == 2 else int(year)
    if month and (number := _month_number(month)):
        return f"{full_year:04}-{number:02}"
    if quarter and quarter.strip("Qq") in {"1", "2", "3", "4"}:
        return f"{full_year:04}-Q{quarter.strip('Qq')}"
    return None


def months_in(window: Window) -> Iterator[dt.date]:
    """The first day of each month that a window touches."""
    day = window.first.replace(day=1)
    while day <= window.last:
        yield day
        day = (day + dt.timedelta(days=31)).replace(day=1)


def overlaps(period: str, window: Window) -> bool:
    """Whether a period lies in a window, at least in part. A period without dates does."""
    match = _PERIOD.match(period)
    if match is None:
        return True
    year = int(match[1])
    first_month = int(match[2]) if match[2] else int(match[3]) * 3 - 2
    last_month = first_month if match[2] else first_month + 2
    before = (window.first.year, window.first.month)
    after = (window.last.year, window.last.month)
    return (year, last_month) >= before and (year, first_month) <= after


def _month_number(text: str) -> int | None:
    if text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else None
    short = text.strip().lower()
    found = (i for i, name in enumerate(MONTHS, 1) if len(short) >= 3 and name.startswith(short))
    return 9 if short == "sept" else next(found, None)

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
_PERIOD = re.compile(
    r"(?P<financial>FY)?(?P<year>[0-9]{4})"
    r"(?(financial)-[0-9]{2}|(?:-(?P<month>0[1-9]|1[0-2])|-Q(?P<quarter>[1-4]))?)"
)
APRIL = 4


def period_named(groups: Mapping[str, str | None]) -> str | None:
    """The period that the named groups of a publisher's patterns give; None when they give none.

    ``2025-04`` or ``2025-Q1`` (of the calendar), or ``2025`` or ``FY2025-26`` where there is no
    more than a year. A month or quarter of a ``financial_year`` is put in its calendar year: the
    first quarter of 2025-26 is ``2025-Q2``. A quarter may also be named by one of its months.
    """
    year = _year(groups.get("year"))
    financial = _year(groups.get("financial_year"))
    if year is None and financial is None:
        return None
    if month := groups.get("month"):
        return _of_a_month(_month_number(month), year, financial)
    if quarter := groups.get("quarter"):
        return _of_a_quarter(_first_month(quarter, is_financial=year is None), year, financial)
    if year is not None:
        return str(year)
    return f"FY{financial}-{(financial or 0) % 100 + 1:02}"


def months_in(window: Window) -> Iterator[dt.date]:
    """The first day of each month that a window touches."""
    day = window.first.replace(day=1)
    while day <= window.last:
        yield day
        day = (day + dt.timedelta(days=31)).replace(day=1)


def overlaps(period: str, window: Window) -> bool:
    """Whether a period lies in a window, at least in part. A period without dates does."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return True
    first, count = 1, 12
    if match["month"]:
        first, count = int(match["month"]), 1
    elif match["quarter"]:
        first, count = int(match["quarter"]) * 3 - 2, 3
    elif match["financial"]:
        first = APRIL
    begins = int(match["year"]) * 12 + first
    return (
        begins + count > window.first.year * 12 + window.first.month
        and begins <= window.last.year * 12 + window.last.month
    )


def _year(text: str | None) -> int | None:
    """The year that a text begins with: ``2025``, ``25``, ``2025-26``, ``2025 to 2026``."""
    match = re.match(r"(?:20)?([0-9]{2})(?![0-9])", text or "")
    return 2000 + int(match[1]) if match else None


def _year_of(month: int, year: int | None, financial: int | None) -> int:
    if year is not None:
        return year
    return (financial or 0) + (month < APRIL)


def _of_a_month(number: int | None, year: int | None, financial: int | None) -> str | None:
    return f"{_year_of(number, year, financial)}-{number:02}" if number else None


def _of_a_quarter(first: int | None, year: int | None, financial: int | None) -> str | None:
    return f"{_year_of(first, year, financial)}-Q{first // 3 + 1}" if first else None


def _first_month(quarter: str, *, is_financial: bool) -> int | None:
    number = quarter.strip("Qq ")
    if number in {"1", "2", "3", "4"}:
        first = int(number) * 3 - 2
        return (first + 2) % 12 + 1 if is_financial else first
    month = None if number.isdigit() else _month_number(quarter)
    return (month - 1) // 3 * 3 + 1 if month else None


def _month_number(text: str) -> int | None:
    if text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else None
    short = text.strip().lower()
    found = (i for i, name in enumerate(MONTHS, 1) if len(short) >= 3 and name.startswith(short))
    return 9 if short == "sept" else next(found, None)

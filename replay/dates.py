"""Days, months and UK local time."""

import datetime as dt
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    """Return an instant in UK local time."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=LONDON)


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month; ``day`` must be the first of its month."""
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)


def months_between(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """Return the first day of every month from one to another, both included."""
    found = [first.replace(day=1)]
    while months_later(found[-1], 1) <= last:
        found.append(months_later(found[-1], 1))
    return tuple(found)


def count_months(first: dt.date, last: dt.date) -> int:
    """Return how many months two days touch, both included."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def financial_year(day: dt.date) -> int:
    """Return the year in which the financial year of a day began."""
    return day.year if day.month >= 4 else day.year - 1

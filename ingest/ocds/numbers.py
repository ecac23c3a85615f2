"""The numbers a notice service gives out in a year, and which of them nobody has shown us.

A number is ``nnnnnn-yyyy``: each year's count from 000001. A number between two that we hold was
never used, or its notice was lost between the service's pages, or it is filed where no window
finds it; only asking for it by itself can tell. Each number is a row of the ledger until then.
"""

import bisect
import datetime as dt
import re
import statistics
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.model import Tried

NUMBER = re.compile(r"(\d{6})-(\d{4})")
YOUNG = dt.timedelta(days=7)
"""A number that is missing may still come in its window for so long."""
ASKED_AGAIN_AFTER = (dt.timedelta(days=7), dt.timedelta(days=23))
"""A number that stands for nothing is asked again a week, and thirty days, after it was first."""
BEYOND = 10
"""So many numbers above the highest of a closed year are asked: no gap shows that they are
missing. Where one of them stands for a notice, it is the highest then."""
JUMP = 1000
"""So many numbers in a row are not lost: the count went on elsewhere. A few are asked at both ends,
as above the highest. The service leaves about six numbers a day unused."""
NEIGHBOURS = 5
"""So many numbers on either side say when one was given out, by their median: an edit dates a
notice later, and one that continues an old process may be filed under a day long past."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A number that no window has shown, and the days between which it was given out."""

    year: int
    number: int
    day_from: dt.date
    day_to: dt.date
    is_above_highest: bool = False
    """Whether no notice with a higher number is held: it need never have been given out."""

    @property
    def notice_id(self) -> str:
        """Return the number as the service writes it."""
        return f"{self.number:06d}-{self.year}"


def missing_numbers(
    held: Mapping[str, dt.date], first_day: dt.date, today: dt.date
) -> Iterator[Missing]:
    """Yield what is missing of each year of which a notice is held, in order.

    ``held`` are the notices landed, each with the day it is dated. What was given out before
    ``first_day`` is not missing: nobody asked for it.
    """
    years: dict[int, dict[int, dt.date]] = defaultdict(dict)
    for notice_id, day in held.items():
        if found := NUMBER.fullmatch(notice_id):
            years[int(found[2])][int(found[1])] = day
    for year, days in sorted(years.items()):
        numbers = sorted(days)
        for number in _absent(year, numbers, first_day, today):
            day_from, day_to = _between(year, number, numbers, days)
            yield Missing(year, number, day_from, day_to, number > numbers[-1])


def is_due(tried: Tried | None, today: dt.date) -> bool:
    """Return whether a number is to be asked: never answered, or a while ago that it is nothing.

    One that an answer gave a notice for is never asked again: a notice does not change, each
    change of it is another with a number of its own.
    """
    if tried is None or tried.outcome == "failed":
        return True
    if tried.outcome == "received" or tried.times > len(ASKED_AGAIN_AFTER):
        return False
    return today - tried.night.date() >= ASKED_AGAIN_AFTER[tried.times - 1]


def is_known_missing(missing: Missing, had: Container[dt.date]) -> bool:
    """Return whether all windows that could show a number were ``had``; unknown otherwise."""
    days = (missing.day_to - missing.day_from).days
    return all(missing.day_from + dt.timedelta(days=n) in had for n in range(days + 1))


def _absent(year: int, numbers: Sequence[int], first_day: dt.date, today: dt.date) -> Iterator[int]:
    """The numbers a year must have given out and we do not hold."""
    start = 1 if first_day <= dt.date(year, 1, 1) else numbers[0]
    yield from _gaps(start - 1, numbers)
    if dt.date(year, 12, 31) + YOUNG <= today:
        yield from range(numbers[-1] + 1, numbers[-1] + 1 + BEYOND)


def _gaps(before: int, numbers: Sequence[int]) -> Iterator[int]:
    for number in numbers:
        between = range(before + 1, number)
        jumps = len(between) > JUMP
        yield from (*between[:BEYOND], *between[-BEYOND:]) if jumps else between
        before = number


def _between(
    year: int, number: int, numbers: Sequence[int], days: Mapping[int, dt.date]
) -> tuple[dt.date, dt.date]:
    """Return the days of the numbers before and after, or the ends of the year."""
    at = bisect.bisect_left(numbers, number)
    before = [days[other] for other in numbers[max(0, at - NEIGHBOURS) : at]]
    after = [days[other] for other in numbers[at : at + NEIGHBOURS]]
    day_to = statistics.median_high(after) if after else dt.date(year, 12, 31)
    day_from = statistics.median_low(before) if before else dt.date(year, 1, 1)
    return min(day_from, day_to), day_to

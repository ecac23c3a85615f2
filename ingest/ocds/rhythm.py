"""How notices spread over a week: the measure by which a window is sized before it is asked.

A share is a part of one ordinary week's notices. Nothing here decides what is asked, only in
which portions: a wrong rhythm costs requests and never a notice.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

HOURS_IN_WEEK = 168
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The shares of the 168 hours of a week that begins on Monday at midnight, local time."""

    shares: tuple[float, ...]

    @classmethod
    def of(cls, weekday: tuple[float, ...], weekend: tuple[float, ...]) -> "Rhythm":
        """Make a rhythm of the relative weights of the 24 hours of both kinds of day.

        Raises:
            ValueError: an hour is missing, or has no weight at all: no window may be endless.
        """
        hours = (*weekday * 5, *weekend * 2)
        if len(weekday) != len(weekend) or len(hours) != HOURS_IN_WEEK or min(hours) <= 0:
            raise ValueError("a rhythm needs 24 hours of both kinds of day, each with some weight")
        return cls(tuple(hour / sum(hours) for hour in hours))

    def share(self, start: dt.datetime, end: dt.datetime) -> float:
        """Return the weeks' worth of notices between two instants, ``end`` excluded."""
        return sum(
            self.shares[_hour_of_week(at)] * ((until - at) / HOUR)
            for at, until in _hours(start, end)
        )

    def after(self, start: dt.datetime, share: float, latest: dt.datetime) -> dt.datetime:
        """Return the instant, to the second, by which ``share`` has come since ``start``.

        It is ``latest`` where that comes before.
        """
        left = share
        for at, until in _hours(start, latest):
            here = self.shares[_hour_of_week(at)] * ((until - at) / HOUR)
            if here >= left:
                return at + dt.timedelta(seconds=round((until - at).total_seconds() * left / here))
            left -= here
        return latest


def _hour_of_week(at: dt.datetime) -> int:
    return at.weekday() * 24 + at.hour


def _hours(start: dt.datetime, end: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Cut a stretch of time at each full hour."""
    while start < end:
        until = min(end, start.replace(minute=0, second=0) + HOUR)
        yield start, until
        start = until

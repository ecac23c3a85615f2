"""The shape of a year on Find a Tender: which numbers a day gives out, and at what times.

The proportions are those measured on the live service (weekdays many, weekends almost none,
the hours from 8 to 18, more in March than in August, six numbers a day that are never used);
the numbers themselves are invented.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = (0.92, 1.0, 1.18, 1.0, 1.02, 1.04, 1.06, 0.9, 1.0, 1.05, 1.03, 0.8)
_WEEKDAYS = (0.92, 1.04, 1.05, 1.03, 0.96)
_HOURS = {
    6: 1, 7: 3, 8: 8, 9: 13, 10: 13, 11: 12, 12: 9, 13: 9, 14: 11, 15: 12, 16: 11, 17: 6,
    18: 3, 19: 1, 20: 1, 21: 1, 22: 1,
}  # fmt: skip
_HOLIDAYS = ((1, 1), (12, 25), (12, 26))
_NOTICES_A_QUIET_DAY = (1, 7)
_UNUSED_A_WEEKDAY = (6, 10)
_UNUSED_A_QUIET_DAY = (0, 1)
_DISORDER = 4.0
"""By how many places numbers stand out of the order of time, at most."""

DENSE_SECONDS = tuple(
    dt.datetime.fromisoformat(text)
    for text in (
        "2024-03-20T10:05:14", "2024-11-14T16:30:00", "2025-03-26T09:00:01", "2025-10-15T12:59:59",
    )
)  # fmt: skip
"""In each of these more notices were filed than a page holds."""
MANIFOLD = 15
"""For so many processes one of the numbers of a dense second stands."""
_BEFORE_MANIFOLD, _AFTER_MANIFOLD = 30, 92
ODD_TIMES = tuple(
    dt.datetime.fromisoformat(text)
    for text in (
        "2024-02-29T23:59:59", "2024-03-01T00:00:00", "2024-10-27T01:10:00", "2024-10-27T01:50:00",
        "2025-04-30T23:59:59", "2025-05-01T00:00:00", "2025-10-26T01:30:00",
    )
)  # fmt: skip
"""The ends of days, and the hour that happens twice."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One number: when its notice was filed and for how many processes; None if never used.

    The time is UK local, without a zone.
    """

    at: dt.datetime | None
    processes: int = 1


def slots(chance: random.Random, day: dt.date, a_weekday: float) -> Iterator[Slot]:
    """Yield the numbers of a day in their order, where a usual weekday has so many notices."""
    times = [*_instants(chance, day, a_weekday), *(at for at in ODD_TIMES if at.date() == day)]
    ranked = sorted((rank + chance.uniform(0, _DISORDER), at) for rank, at in enumerate(times))
    found = [Slot(at) for _, at in ranked]
    for _ in range(chance.randint(*(_UNUSED_A_QUIET_DAY if _is_quiet(day) else _UNUSED_A_WEEKDAY))):
        found.insert(chance.randrange(len(found) + 1), Slot(None))
    yield from found
    for at in DENSE_SECONDS:
        if at.date() == day:
            yield from [Slot(at)] * _BEFORE_MANIFOLD
            yield Slot(at, MANIFOLD)
            yield from [Slot(at)] * _AFTER_MANIFOLD


def _instants(chance: random.Random, day: dt.date, a_weekday: float) -> list[dt.datetime]:
    """Return whole seconds of a day, in order."""
    hours = chance.choices(
        list(_HOURS), weights=list(_HOURS.values()), k=_count(chance, day, a_weekday)
    )
    midnight = dt.datetime.combine(day, dt.time())
    return sorted(
        midnight + dt.timedelta(hours=hour, seconds=chance.randrange(3600)) for hour in hours
    )


def _count(chance: random.Random, day: dt.date, a_weekday: float) -> int:
    if _is_quiet(day):
        return chance.randint(*_NOTICES_A_QUIET_DAY)
    usual = a_weekday * _MONTHS[day.month - 1] * _WEEKDAYS[day.weekday()]
    return round(usual * chance.uniform(0.85, 1.15))


def _is_quiet(day: dt.date) -> bool:
    return day.isoweekday() > 5 or (day.month, day.day) in _HOLIDAYS

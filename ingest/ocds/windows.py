"""When the two notice services are asked for which days, and how a window is cut in two.

Times here have no zone, as the services' parameters have none: they mean UK local time.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model import Context, DeliveryKey

SETTLED_AFTER = dt.timedelta(days=2)
PULLED_AGAIN_UNTIL = dt.timedelta(days=14)
PULLED_AGAIN_EVERY = dt.timedelta(days=7)

SECOND = dt.timedelta(seconds=1)
NARROWEST = 2 * SECOND


@dataclass(frozen=True, slots=True)
class Slot:
    """One window of the grid that is to be asked, and the delivery it fills."""

    delivery: DeliveryKey
    asked_from: str
    asked_to: str


def due_slots(context: Context) -> Iterator[Slot]:
    """Yield the windows this night has to ask, oldest first.

    The grid starts at the first day of the area's period and has steps of ``window_days``.
    A delivery is named after its whole window, so that its place never changes; it is asked
    no further than the last day of the period. A window that ended before the source began
    or that has not begun yet is not asked.
    """
    step = dt.timedelta(days=context.spec.window_days)
    first = context.window.first
    begun_until = min(context.window.last, context.window.night.date())
    while first <= begun_until:
        last = first + step - dt.timedelta(days=1)
        source_id = context.spec.source_id
        delivery = DeliveryKey(source_id, source_id, f"{first}--{last}")
        if last >= context.spec.starts_on and is_due(context, delivery, last):
            to = min(last, context.window.last)
            yield Slot(delivery, f"{first}T00:00:00", f"{to}T23:59:59")
        first += step


def is_due(context: Context, delivery: DeliveryKey, last: dt.date) -> bool:
    """Return whether a window that ends on ``last`` is to be asked this night.

    Every night until it was asked two days after its end or later; then once a week until
    it is fourteen days old; never twice on one night's date. A finished day can still gain
    notices (measured on Find a Tender by zebreus/tender-db, October 2026, who pull the last
    two days nightly and fourteen days weekly), and an edited notice comes back on Contracts
    Finder under a new release id, which its readers meet with the same fourteen days.
    """
    if delivery not in context.asked:
        return True
    today = context.window.night.date()
    asked_on = context.asked[delivery].date()
    if asked_on >= today:
        return False
    if asked_on < last + SETTLED_AFTER:
        return True
    return today <= last + PULLED_AGAIN_UNTIL and today - asked_on >= PULLED_AGAIN_EVERY


def halves(asked_from: str, asked_to: str) -> tuple[tuple[str, str], ...]:
    """Return the window as two that touch without overlapping; nothing if it cannot be cut.

    Publication times are whole seconds, so ``[a, m]`` and ``[m + 1 s, b]`` miss none. A
    window is never cut inside the hour that happens twice, and no half is a single instant,
    because the services refuse a window whose ends are equal.

    >>> halves("2026-03-01T00:00:00", "2026-03-01T23:59:59")[0]
    ('2026-03-01T00:00:00', '2026-03-01T11:59:59')
    >>> halves("2026-03-01T10:00:00", "2026-03-01T10:00:02")
    ()
    """
    start, end = dt.datetime.fromisoformat(asked_from), dt.datetime.fromisoformat(asked_to)
    if end - start <= NARROWEST:
        return ()
    middle = start + (end - start) // (2 * SECOND) * SECOND
    for cut in _safe_cuts(middle):
        if start < cut and cut + SECOND < end:
            return (
                (asked_from, cut.isoformat()),
                ((cut + SECOND).isoformat(), asked_to),
            )
    return ()


def _safe_cuts(middle: dt.datetime) -> tuple[dt.datetime, ...]:
    """The middle itself, or the last second before and of the hour that happens twice."""
    one, two = (middle.replace(hour=hour, minute=0, second=0) for hour in (1, 2))
    if _clocks_go_back(middle.date()) and one <= middle < two - SECOND:
        return one - SECOND, two - SECOND
    return (middle,)


def _clocks_go_back(day: dt.date) -> bool:
    """Whether it is the last Sunday of October."""
    return day.month == 10 and day.day > 24 and day.isoweekday() == 7

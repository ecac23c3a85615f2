"""When the two notice services are asked for which days, and where a window may be cut.

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
    first: dt.date
    last: dt.date

    @property
    def asked_from(self) -> str:
        """Return the first second of the slot."""
        return f"{self.first}T00:00:00"

    @property
    def asked_to(self) -> str:
        """Return the last second of the slot."""
        return f"{self.last}T23:59:59"

    def portions(self, days: int) -> Iterator[tuple[str, str]]:
        """Yield the slot cut into windows of so many days; the last may be shorter."""
        first = self.first
        while first <= self.last:
            last = min(first + dt.timedelta(days=days - 1), self.last)
            yield f"{first}T00:00:00", f"{last}T23:59:59"
            first = last + dt.timedelta(days=1)


def due_slots(context: Context) -> Iterator[Slot]:
    """Yield the windows this night has to go through, oldest first.

    The grid starts at the first day of the area's period and has steps of ``window_days``.
    A delivery is named after its whole window, so that its place never changes; it is asked
    no further than the last day of the period. A window that ended before the source began
    or that has not begun yet is not asked, nor is one that a backfill leaves out.
    """
    step = dt.timedelta(days=context.spec.window_days)
    first = context.window.first
    begun_until = min(context.window.last, context.window.night.date())
    while first <= begun_until:
        last = first + step - dt.timedelta(days=1)
        source_id = context.spec.source_id
        delivery = DeliveryKey(source_id, source_id, f"{first}--{last}")
        is_wanted = last >= context.spec.starts_on and _is_gone_through(context, first, last)
        if is_wanted and is_due(context, delivery, last):
            yield Slot(delivery, first, min(last, context.window.last))
        first += step


def is_due(context: Context, delivery: DeliveryKey, last: dt.date) -> bool:
    """Return whether a window that ends on ``last`` is to be gone through this night.

    Every night until fourteen days after its end, and until it was had whole two days after
    its end or later; never twice on one night's date. What is settled within it (see
    ``is_settled``) is not asked for again, so that to go through it costs few requests.
    """
    if delivery not in context.asked:
        return True
    today = context.window.night.date()
    asked_on = context.asked[delivery].date()
    if asked_on >= today:
        return False
    return asked_on < last + SETTLED_AFTER or today <= last + PULLED_AGAIN_UNTIL


def is_settled(context: Context, ended: dt.date, asked: dt.datetime) -> bool:
    """Return whether what was ``asked`` of the days until ``ended`` need not be asked tonight.

    It is asked every night until it was asked two days after its end or later; then once a
    week until it is fourteen days old; never twice on one night's date. A finished day can
    still gain notices (measured on Find a Tender by zebreus/tender-db, October 2026, who pull
    the last two days nightly and fourteen days weekly), and an edited notice comes back on
    Contracts Finder under a new release id, which its readers meet with the same fourteen days.
    """
    today, asked_on = context.window.night.date(), asked.date()
    if asked_on >= today:
        return True
    if asked_on < ended + SETTLED_AFTER:
        return False
    return today > ended + PULLED_AGAIN_UNTIL or today - asked_on < PULLED_AGAIN_EVERY


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
    for cut in safe_cuts(middle):
        if start < cut and cut + SECOND < end:
            return (
                (asked_from, cut.isoformat()),
                ((cut + SECOND).isoformat(), asked_to),
            )
    return ()


def safe_cuts(wanted: dt.datetime) -> tuple[dt.datetime, ...]:
    """Return where a window that should end at ``wanted`` may end: before and after, the nearest.

    The two are the instant itself, but for the last second before and of the hour that
    happens twice.
    """
    one, two = (wanted.replace(hour=hour, minute=0, second=0) for hour in (1, 2))
    if _clocks_go_back(wanted.date()) and one <= wanted < two - SECOND:
        return one - SECOND, two - SECOND
    return (wanted,)


def _is_gone_through(context: Context, first: dt.date, last: dt.date) -> bool:
    """Whether a window has a day in common with those of the backfill, if it is one."""
    if context.backfill is None:
        return True
    return first <= context.backfill[1] and last >= context.backfill[0]


def _clocks_go_back(day: dt.date) -> bool:
    """Whether it is the last Sunday of October."""
    return day.month == 10 and day.day > 24 and day.isoweekday() == 7

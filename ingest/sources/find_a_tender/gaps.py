"""Asking by itself for each number of the sequence that no window has shown.

The numbers are asked in blocks of a thousand, each block a delivery. A block that is asked again
holds everything that was ever asked in it: a delivery is replaced as a whole, and what stands is
not asked for twice.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from urllib.parse import quote

from ingest.errors import DeclarationError
from ingest.model import Context, DeliveryKey, Lacking, Request, Tried
from ingest.ocds.numbers import YOUNG, Missing, is_due, is_known_missing, missing_numbers

BLOCK = 1000
BLOCK_WORDS = " numbers "
"""Stands between the year and the numbers in the period of a block."""
A_NIGHT = 200
"""So many numbers are asked in one night, where the area's options do not say otherwise."""
OPTION = "numbers_a_night"


def plan(context: Context) -> Iterator[Request]:
    """Yield the blocks in which a number is to be asked tonight, with all that was asked in them.

    The oldest come first, and no more than the area's option ``numbers_a_night`` says, but for a
    backfill.
    """
    today = context.window.night.date()
    due = (
        number.notice_id
        for number in missing_of(context)
        if number.day_to + YOUNG <= today and is_due(tried(context, number.notice_id), today)
    )
    wanted: dict[DeliveryKey, set[str]] = defaultdict(set)
    for notice_id in due if context.backfill else islice(due, _left_tonight(context)):
        wanted[block_of(context.spec.source_id, notice_id)].add(notice_id)
    for block, notice_ids in wanted.items():
        for notice_id in sorted(notice_ids | context.tried.get(block, {}).keys()):
            yield by_number(context, notice_id, block)


def by_number(context: Context, notice_id: str, delivery: DeliveryKey | None) -> Request:
    """Return the request for one notice; its number cannot lead to another address."""
    url = f"{context.spec.base_url}/ocdsReleasePackages/{quote(notice_id, safe='')}"
    return Request(url, delivery=delivery, name=notice_id, is_probe=True)


def is_settled(context: Context, notice_id: str) -> bool:
    """Return whether the answer for a number still stands."""
    return not is_due(tried(context, notice_id), context.window.night.date())


def tried(context: Context, notice_id: str) -> Tried | None:
    """Return what came of asking for a number."""
    return context.tried.get(block_of(context.spec.source_id, notice_id), {}).get(notice_id)


def is_block(delivery: DeliveryKey | None) -> bool:
    """Return whether a delivery is a block of numbers, and not a window."""
    return delivery is not None and BLOCK_WORDS in delivery.period


def block_of(source_id: str, notice_id: str) -> DeliveryKey:
    """Return the delivery in which a number is asked.

    >>> block_of("find_a_tender", "011234-2025").period
    '2025 numbers 011000--011999'
    """
    number, _, year = notice_id.partition("-")
    first = int(number) // BLOCK * BLOCK
    period = f"{year}{BLOCK_WORDS}{first:06d}--{first + BLOCK - 1:06d}"
    return DeliveryKey(source_id, source_id, period)


def lacking(context: Context) -> Iterator[Lacking]:
    """Yield every number that no window has shown, and what came of asking for it."""
    for notice_id, answer in _all_tried(context):
        day = context.held.get(notice_id)
        if answer.outcome == "received" and day is not None:
            yield Lacking(notice_id, day, day, False, "recovered", answer)
    for number in missing_of(context):
        last = tried(context, number.notice_id)
        status = "not_asked" if last is None else _STATUS.get(last.outcome, last.outcome)
        yield Lacking(
            number.notice_id, number.day_from, number.day_to, number.is_above_highest, status, last
        )


_STATUS = {"received": "not_landed"}
"""It came, and the gate held what came of it: otherwise its notice would be among those held."""


def missing_of(context: Context) -> Iterator[Missing]:
    """Yield the numbers that no window has shown though all that could have were had."""
    had = days_had(context.asked)
    for number in missing_numbers(context.held, context.window.first, context.window.night.date()):
        if is_known_missing(number, had):
            yield number


def days_had(asked: Mapping[DeliveryKey, dt.datetime]) -> frozenset[dt.date]:
    """Return the days that were had whole: those of a window that were over when it was asked."""
    return frozenset(
        day for delivery, night in asked.items() for day in _days(delivery.period, night.date())
    )


def _all_tried(context: Context) -> Iterator[tuple[str, Tried]]:
    for delivery, answers in sorted(context.tried.items()):
        if is_block(delivery):
            yield from sorted(answers.items())


def _left_tonight(context: Context) -> int:
    """Return how many numbers may still be asked tonight.

    Raises:
        DeclarationError: the area's option is no whole number.
    """
    said = context.options.get(OPTION, str(A_NIGHT))
    if not said.isdecimal():
        raise DeclarationError(
            f"options.{context.spec.source_id}.{OPTION} is {said!r}; give a whole number"
        )
    night = context.window.night
    return max(0, int(said) - sum(answer.night == night for _, answer in _all_tried(context)))


def _days(period: str, asked_on: dt.date) -> Iterable[dt.date]:
    """Return the days of a window. A block of numbers has none, nor has a file of the inbox."""
    window = _WINDOW.fullmatch(period)
    if window is None:
        return ()
    start, end = (dt.date.fromisoformat(day) for day in window.groups())
    until = min(end, asked_on - dt.timedelta(days=1))
    return (start + dt.timedelta(days=n) for n in range((until - start).days + 1))


_WINDOW = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})--([0-9]{4}-[0-9]{2}-[0-9]{2})")

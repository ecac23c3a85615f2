"""When each notice of a process appears: the lives that a purchase can have."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from replay.dates import local

ACT_STARTS = local(2025, 2, 24, 8)
COUNTY_STARTS = local(2024, 4, 2, 8)
LAST_DAY = local(2026, 3, 31, 18)
PIPELINE_DAY = local(2025, 5, 20, 8)
FILED_LATE = ("act", 5)


@dataclass(frozen=True, slots=True)
class Event:
    """One notice of a process: its type, when it appeared, and the number it was given.

    ``filed_late`` notices carry an earlier time than the night on which they first show.
    """

    notice: str
    at: dt.datetime
    release_id: str = ""
    filed_late: bool = False


def build_events(chance: random.Random, kind: str, number: int) -> tuple[Event, ...]:
    """Return the notices of a process, up to the last day of the county."""
    events = [event for event in _events(chance, kind) if event.at <= LAST_DAY]
    if (kind, number) == FILED_LATE:
        events.append(Event("UK4 edited", local(2026, 3, 24, 11, 5), filed_late=True))
    return tuple(events)


def _events(chance: random.Random, kind: str) -> list[Event]:
    if kind == "pipeline":
        seconds = chance.randint(0, 9 * 3600)
        return [Event("UK1", PIPELINE_DAY + dt.timedelta(seconds=seconds))]
    first, last = _range(kind)
    begins = first + dt.timedelta(seconds=chance.randint(0, int((last - first).total_seconds())))
    steps = {
        "act": _steps_under_the_act,
        "direct": _steps_direct,
        "earlier": _steps_earlier,
        "small": _steps_small,
    }[kind](chance)
    return [Event(notice, _office_hours(begins, days, chance)) for notice, days in steps]


def _range(kind: str) -> tuple[dt.datetime, dt.datetime]:
    if kind == "earlier":
        return COUNTY_STARTS, ACT_STARTS - dt.timedelta(days=1)
    if kind == "small":
        return COUNTY_STARTS, local(2026, 2, 1)
    return ACT_STARTS, local(2026, 1, 31)


def _office_hours(begins: dt.datetime, days: int, chance: random.Random) -> dt.datetime:
    day = (begins + dt.timedelta(days=days)).replace(hour=8, minute=0, second=0, microsecond=0)
    return day + dt.timedelta(seconds=chance.randint(0, 9 * 3600))


def _steps_under_the_act(chance: random.Random) -> Iterator[tuple[str, int]]:
    if chance.random() < 0.35:
        yield "UK2", 0
    if chance.random() < 0.3:
        yield "UK3", 15
    yield "UK4", 30
    if chance.random() < 0.15:
        yield "UK4 edited", 40
    if chance.random() < 0.12:
        yield "UK12", 70
        return
    yield "UK6", 80
    yield "UK7", 95
    if chance.random() < 0.3:
        yield "UK10", 170
    if chance.random() < 0.3:
        yield "UK9", 200
    if chance.random() < 0.3:
        yield "UK11", 230


def _steps_direct(_chance: random.Random) -> Iterator[tuple[str, int]]:
    yield "UK5", 0
    yield "UK7", 14


def _steps_earlier(chance: random.Random) -> Iterator[tuple[str, int]]:
    if chance.random() < 0.1:
        yield "F15", 0
        return
    if chance.random() < 0.2:
        yield "F01", 0
    yield "F02", 25
    if chance.random() < 0.15:
        yield "F14", 35
    yield "F03", 100
    if chance.random() < 0.15:
        yield "F20", 260


def _steps_small(chance: random.Random) -> Iterator[tuple[str, int]]:
    if chance.random() < 0.2:
        yield "planning", 0
    yield "tender", 14
    if chance.random() < 0.15:
        yield "tenderUpdate", 24
    if chance.random() < 0.85:
        yield "award", 50
        if chance.random() < 0.12:
            yield "award edited", 55

"""Years of notices, asked for and landed without publishing: ``goldenthread backfill``.

Every answer is kept as it comes, so that it can be stopped at any moment, by whatever means, and
goes on from there when it is started again, today or another day.
"""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import dagster as dg
from rich.console import Console

from ingest.declarations import load_area
from ingest.errors import DeclarationError
from ingest.fetch import Progress
from ingest.known import RELEASES, held_notices
from ingest.model import DeliveryKey
from ingest.specs import SourceSpec
from pipelines.night import Night, open_night
from pipelines.resources import Publishers
from pipelines.settings import Settings


@dataclass(frozen=True, slots=True)
class Span:
    """The days a backfill goes through; the area's whole period where none are given."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """Return how many days there are."""
        return (self.last - self.first).days + 1

    def until(self, delivery: DeliveryKey) -> int | None:
        """Return how many days are gone through with ``delivery``; None where it is not of days."""
        _, dashes, last = delivery.period.partition("--")
        try:
            day = dt.date.fromisoformat(last) if dashes else None
        except ValueError:
            return None
        return None if day is None else max(0, min((day - self.first).days + 1, self.days))


@dataclass(frozen=True, slots=True)
class Screen:
    """One line for each delivery that is finished: how far it is, and how long it will take."""

    console: Console
    spec: SourceSpec
    span: Span

    def show(self, progress: Progress) -> None:
        """Print the line."""
        done = self.span.until(progress.delivery)
        if done is None:
            place = f"{progress.delivery.period}, {progress.number} of {progress.of}"
            left = (progress.of - progress.number) / progress.number * progress.requests
        else:
            place = f"{progress.delivery.period}, {done:,} of {self.span.days:,} days"
            left = (self.span.days - done) / max(done, 1) * progress.requests
        seconds = round(left * self.spec.pacing.min_interval_seconds)
        self.console.print(
            f"{self.spec.source_id}: {place}, {progress.found:,} notices, "
            f"{progress.requests:,} requests, about {dt.timedelta(seconds=seconds)} left",
            highlight=False,
            soft_wrap=True,
        )


def run_backfill(settings: Settings, day: str, first: str, last: str, console: Console) -> int:
    """Ask and land, round by round, until nothing is due; return the exit code.

    A round that brings nothing but failures ends it: the publisher is down, and what it has
    answered is kept.
    """
    today = _today(settings, day)
    with _publishers(settings) as publishers:
        night = _night(settings, today, first, last)
        sources = [spec for spec in night.specs.values() if RELEASES in spec.tables]
        asked = [one for one in sources if night.area.asks(one)]
        whole = [_fill(publishers, night, spec, console) for spec in asked]
    if not all(whole):
        console.print("[red]Not everything could be had[/red]; start it again to go on.")
    return 0 if all(whole) else 1


def _fill(publishers: Publishers, night: Night, spec: SourceSpec, console: Console) -> bool:
    """Return whether a source has nothing left to ask for."""
    if night.backfill is None:
        raise ValueError("a backfill has its days")
    screen = Screen(console, spec, Span(*night.backfill))
    told = replace(night, tell=screen.show)
    while True:
        asked = publishers.ask(told, spec.source_id)
        told.land(spec.source_id)
        if asked.requests == 0 or (asked.failures and not asked.new_documents):
            break
    held = len(held_notices(night.lake, spec.source_id))
    console.print(f"{spec.source_id}: {held:,} notices landed", highlight=False)
    return not asked.failures


def _night(settings: Settings, today: dt.date, first: str, last: str) -> Night:
    night = open_night(settings, today)
    begins, ends = night.area.first_day, today - dt.timedelta(days=1)
    span = _day(first) or begins, _day(last) or ends
    if not begins <= span[0] <= span[1] <= ends:
        raise DeclarationError(
            f"a backfill goes from {begins} or later, the area's first_day, to {ends} or earlier"
        )
    return replace(night, backfill=span)


@contextmanager
def _publishers(settings: Settings) -> Iterator[Publishers]:
    """The area's publishers, as a night reaches them."""
    os.environ.update(settings.for_children())
    with Publishers().yield_for_execution(dg.build_init_resource_context()) as publishers:
        yield publishers


def _today(settings: Settings, day: str) -> dt.date:
    replay = load_area(settings.area).replay
    return _day(day) or (replay.today if replay else dt.datetime.now(dt.UTC).date())


def _day(said: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said) if said else None
    except ValueError as error:
        raise DeclarationError(f"{said} is no day: write it as yyyy-mm-dd") from error

"""Running the nightly job from the command line, with its progress on the screen."""

import datetime as dt
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.logging import RichHandler

from ingest.declarations import load_area
from ingest.errors import DeclarationError
from pipelines.lock import alone, keep_for
from pipelines.settings import ROOT, Settings

LOCAL = ZoneInfo("Europe/London")
OURS = ("ingest", "pipelines")


def run_night(settings: Settings, day: str, console: Console) -> int:
    """Run the night of ``day`` through Dagster and print what it came to; return the exit code."""
    night = _day(settings, day)
    with alone(settings.data), _progress(console):
        keep_for(settings.data, load_area(settings.area).area_id)
        prepare_dagster(settings)
        os.environ.update(settings.for_children())
        before = _current(settings)
        console.print(f"[bold]Golden Thread[/bold], the night of {night}")
        # Dagster takes seconds to load; the first line of progress does not wait for it.
        from pipelines.execution import execute
        from pipelines.screens import show_night

        succeeded = execute(settings, night)

    show_night(settings, before, succeeded=succeeded, console=console)
    return 0 if succeeded else 1


def _day(settings: Settings, day: str) -> str:
    if day:
        try:
            return dt.date.fromisoformat(day).isoformat()
        except ValueError as error:
            raise DeclarationError(f"{day} is no day: write it as yyyy-mm-dd") from error
    replay = load_area(settings.area).replay
    return (replay.today if replay else dt.datetime.now(LOCAL).date()).isoformat()


def _current(settings: Settings) -> str | None:
    return settings.current.readlink().name if settings.current.is_symlink() else None


def prepare_dagster(settings: Settings) -> None:
    """Give Dagster its home below the data folder, with our settings."""
    settings.dagster_home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "dagster.yaml", settings.dagster_home / "dagster.yaml")


@contextmanager
def _progress(console: Console) -> Iterator[None]:
    handler = RichHandler(console=console, show_path=False, show_level=False, markup=False)
    for name in OURS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield
    finally:
        for name in OURS:
            logging.getLogger(name).removeHandler(handler)

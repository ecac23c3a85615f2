"""Running the nightly job from the command line, with its progress on the screen."""

import datetime as dt
import fcntl
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.logging import RichHandler

from ingest.declarations import load_area
from ingest.errors import IngestError
from pipelines.settings import ROOT, Settings

LOCAL = ZoneInfo("Europe/London")
OURS = ("ingest", "pipelines")


class NightRunningError(IngestError):
    """Another night is at work on the same data folder."""


def run_night(settings: Settings, day: str, console: Console) -> int:
    """Run the night of ``day`` through Dagster and print what it came to; return the exit code."""
    with _alone(settings.data), _progress(console):
        prepare_dagster(settings)
        os.environ.update(settings.for_children())
        before = _current(settings)
        console.print(f"[bold]Golden Thread[/bold], the night of {_day(settings, day)}")
        succeeded = _execute(settings, _day(settings, day))
    # Importing the screens loads DuckDB; the night has it loaded by now.
    from pipelines.screens import show_night

    show_night(settings, before, succeeded=succeeded, console=console)
    return 0 if succeeded else 1


def _execute(settings: Settings, day: str) -> bool:
    # Loading Dagster takes seconds; the first line of progress should not wait for it.
    import dagster as dg

    from pipelines.definitions import build_definitions

    definitions = build_definitions(settings)
    with dg.DagsterInstance.get() as instance:
        result = definitions.resolve_job_def("nightly").execute_in_process(
            partition_key=day,
            instance=instance,
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=False,
        )
    return result.success


def _day(settings: Settings, day: str) -> str:
    if day:
        return dt.date.fromisoformat(day).isoformat()
    replay = load_area(settings.area).replay
    return (replay.today if replay else dt.datetime.now(LOCAL).date()).isoformat()


def _current(settings: Settings) -> str | None:
    return settings.current.readlink().name if settings.current.is_symlink() else None


def prepare_dagster(settings: Settings) -> None:
    """Give Dagster its home below the data folder, with our settings."""
    settings.dagster_home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "dagster.yaml", settings.dagster_home / "dagster.yaml")


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Hold the data folder for one night; the lock goes with the process, however it ends."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "night.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NightRunningError(
                "another night is running on this data folder; wait for it to end"
            ) from error
        yield


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

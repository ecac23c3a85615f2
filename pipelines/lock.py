"""One night at a time on one data folder, whoever starts it: a person, the schedule, the pages."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import IngestError


class NightRunningError(IngestError):
    """Another night is at work on the same data folder."""


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the data folder. The lock is the process's own and goes with it, however it ends.

    A process that holds it may take it again: the command line does, and then the run within it.

    Raises:
        NightRunningError: another process holds it.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (data / "night.lock").open("w") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as error:
            raise NightRunningError(
                "another night is running on this data folder; wait for it to end"
            ) from error
        yield

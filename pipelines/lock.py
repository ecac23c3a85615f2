"""A data folder is one area's, and one night's at a time: by hand, by schedule or by the pages."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import IngestError
from ingest.files import write_text


class OtherAreaError(IngestError):
    """The data folder holds the nights of another area."""


class NightRunningError(IngestError):
    """Another night is at work on the same data folder."""


_HELD: set[Path] = set()


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the data folder. The lock is the process's own and goes with it, however it ends.

    A process that holds it may take it again: the command line does, and then the run within it.

    Raises:
        NightRunningError: another process holds it.
    """
    if data in _HELD:  # to open and close the file again would let go of it
        yield
        return
    data.mkdir(parents=True, exist_ok=True)
    with (data / "night.lock").open("w") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as error:
            raise NightRunningError(
                "another night is running on this data folder; wait for it to end"
            ) from error
        _HELD.add(data)
        try:
            yield
        finally:
            _HELD.remove(data)


def keep_for(data: Path, area_id: str) -> None:
    """Give a data folder to an area for good: two in one folder would be published as one place.

    Raises:
        OtherAreaError: it is another area's already.
    """
    mark = data / "area"
    if not mark.exists():
        write_text(mark, f"{area_id}\n")
    owner = mark.read_text("utf-8").strip()
    if owner != area_id:
        raise OtherAreaError(
            f"this data folder holds the nights of {owner}, and these are of {area_id}; "
            "set GOLDENTHREAD_DATA to a folder of its own"
        )

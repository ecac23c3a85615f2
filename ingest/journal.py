"""The answers of a pull that is not finished, each on disk before the next is asked for.

One JSON object a line, in a file a delivery, appended and synced. A night that was interrupted
goes its way again over these answers, because what follows from an answer follows always, and
asks only for what is not here. The file goes when the pull stands in the index.
"""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import IO

from ingest.files import sync_folder
from ingest.rawstore import Entry, read_entry


class Journal:
    """The journal of one delivery: what it held when it was opened, and what is added to it."""

    def __init__(self, path: Path) -> None:
        """Read what an interrupted pull left at ``path``, if one did."""
        self._path = path
        self._stream: IO[bytes] | None = None
        self.entries, self._whole_bytes = _read(path)

    def add(self, entry: Entry) -> None:
        """Append an answer; it is on disk when this returns."""
        if self._stream is None:
            self._stream = self._open()
        line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
        self._stream.write(line.encode())
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Stop writing; what was written stays."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def discard(self) -> None:
        """Forget the journal: its answers stand in the index now."""
        self.close()
        if self._path.exists():
            self._path.unlink()
            sync_folder(self._path.parent)

    def _open(self) -> IO[bytes]:
        """Open the file behind its last whole line: a half written one was never an answer."""
        is_new = not self._path.exists()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        stream = self._path.open("ab")
        stream.truncate(self._whole_bytes)
        if is_new:
            sync_folder(self._path.parent)
        return stream


def _read(path: Path) -> tuple[tuple[Entry, ...], int]:
    """Return the entries before the first line that is not whole, and the bytes they take."""
    entries: list[Entry] = []
    whole = 0
    for line in path.read_bytes().splitlines(keepends=True) if path.exists() else ():
        try:
            entry = read_entry(json.loads(line))
        except (ValueError, KeyError, TypeError):
            break
        if not line.endswith(b"\n"):
            break
        entries.append(entry)
        whole += len(line)
    return tuple(entries), whole

"""Workbooks: every sheet as rows of text.

A cell that holds a number becomes the shortest text that is exactly that number, without
``.0``; a date becomes ISO text, so nothing later has to ask in which order it was written.
"""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Timer
from typing import IO, Any

from ingest.documents import check_archive, open_archive
from ingest.refusals import refused
from ingest.sheet_sizes import check_sheets
from ingest.tables import Part, grid_of

_READER = Path(__file__).with_name("workbook.py")
_SECONDS = 300
"""A million payments take a minute; a workbook that never ends is stopped."""


def parts_of(data: bytes, name: str = "") -> list[Part]:
    """The sheets of a workbook, in the order of the workbook.

    Raises:
        RefusedDocumentError: it cannot be opened, or would unpack to too much.
    """
    if zipfile.is_zipfile(io.BytesIO(data)):
        with open_archive(data) as archive:
            check_archive(archive, len(data))
            check_sheets(archive)
    parts: list[Part] = []
    with closing(_written(data)) as written:
        lines = _Lines(written)
        while lines.sheet:
            title, hidden = lines.sheet
            grid = grid_of(lines.rows())
            parts.append(Part(f"{name}/{title}" if name else title, grid, hidden))
    return parts


class _Lines:
    """What ``workbook`` writes, a sheet at a time: ``sheet`` is the one whose rows come next.

    Raises:
        RefusedDocumentError: ``unreadable_spreadsheet``, when the end is not reached.
    """

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self.sheet: tuple[str, bool] | None = None
        if first := self._next():
            self.sheet = (first[0], first[1])

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The numbered rows of the sheet; then ``sheet`` is the next one."""
        self.sheet = None
        while line := self._next():
            if isinstance(line[0], str):
                self.sheet = (line[0], line[1])
                return
            yield line[0], line[1]

    def _next(self) -> list[Any]:
        try:
            line: list[Any] = json.loads(next(self._lines))
        except (StopIteration, ValueError) as error:
            raise refused("unreadable_spreadsheet", "it is damaged") from error
        if len(line) == 1:
            raise refused("unreadable_spreadsheet", line[0])
        return line


def _written(data: bytes) -> Generator[bytes, None, None]:
    """The lines of the process that takes the workbook apart; it is stopped in the end."""
    command = [sys.executable, "-I", str(_READER)]
    with subprocess.Popen(  # noqa: S603 - our own file, read by our own interpreter
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        watch = Timer(_SECONDS, process.kill)
        watch.start()
        try:
            _give(process.stdin, data)
            yield from process.stdout or ()
        finally:
            watch.cancel()
            process.kill()


def _give(stdin: IO[bytes] | None, data: bytes) -> None:
    if stdin is None:
        raise ValueError("the process was started without an input")
    with suppress(BrokenPipeError), stdin:
        stdin.write(data)

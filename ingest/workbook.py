"""The rows of a workbook, written as JSON lines by a process of its own.

The library that takes workbooks apart is fast, and a damaged one can stop the whole process or
ask for more memory than there is. So it runs where it can be stopped: ``spreadsheets`` starts
this file, gives it the workbook and believes it only when it says that it reached the end.

A line is ``[name, hidden]`` where a sheet begins, ``[row, [cell, …]]`` for each of its rows that
holds anything, and at last ``[]``, or ``["what was wrong"]``.
"""

import datetime as dt
import io
import json
import resource
import sys
from collections.abc import Iterator
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MAX_MEMORY = 1_200_000_000
"""Bytes of addresses: a million payments in thirty columns take 900 million."""

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def cell_text(value: Cell) -> str:
    """What a cell holds, as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def lines_of(data: bytes) -> Iterator[list[object]]:
    """Every line that is to be written of a workbook."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            for sheet in workbook.sheets_metadata:
                if sheet.typ is SheetTypeEnum.WorkSheet:
                    yield [sheet.name, sheet.visible is not SheetVisibleEnum.Visible]
                    yield from _rows(workbook, sheet.name)
        yield []
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        yield [str(error)]


def _rows(workbook: CalamineWorkbook, name: str) -> Iterator[list[object]]:
    sheet = workbook.get_sheet_by_name(name)
    left = [""] * (sheet.start[1] if sheet.start else 0)
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [cell_text(value) for value in row]
        if any(cells):
            yield [number, left + cells]


def main() -> None:
    """Read the workbook from the standard input and write its lines to the standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    data = sys.stdin.buffer.read()
    for line in lines_of(data):
        sys.stdout.write(f"{json.dumps(line)}\n")


if __name__ == "__main__":
    main()

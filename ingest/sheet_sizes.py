"""How large the sheets of a workbook are, before anything unfolds them.

Whoever reads a sheet makes a table of it, every blank cell included: one space typed into the
last cell of a sheet makes a table of 17 thousand million cells out of a few kilobytes.
"""

import re
import zipfile
from collections.abc import Iterator

from ingest.documents import DAMAGED
from ingest.refusals import refused

MAX_CELLS = 30_000_000
"""A million payments in thirty columns: about 700 megabytes while they are read."""

_CHUNK = 1 << 20
_SHEET = re.compile(r"xl/worksheets/[^/]*\.xml", re.IGNORECASE)
_LETTERS = 26
_XLSX_TAG = re.compile(rb'<(?:\w+:)?(?:row\b[^>]*?\br="([0-9]{1,7})"|(?:v|is)>)')
_XLSX_WIDE_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{2,3})[0-9]+"[^>/]*>')
_ODS_TAG = re.compile(rb"<table:(?:covered-)?table-(row|cell)\b[^>]*>")
_ODS_VALUE = b"office:value-type"
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="([0-9]{1,9})"')


def check_sheets(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook, xlsx or ods, whose sheets unfold to more than any list of payments.

    Raises:
        RefusedDocumentError: ``zip_bomb`` or ``unreadable_spreadsheet``.
    """
    try:
        for name in archive.namelist():
            if _SHEET.fullmatch(name):
                _refuse_above(_xlsx_cells(_pieces(archive, name)), name)
            if name == "content.xml":
                _refuse_above(_ods_cells(_pieces(archive, name)), name)
    except DAMAGED as error:
        raise refused("unreadable_spreadsheet", str(error)) from error


def _refuse_above(cells: int, name: str) -> None:
    if cells > MAX_CELLS:
        raise refused("zip_bomb", f"{cells:,} cells in {name}")


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The text of an entry, cut only where no tag is."""
    with archive.open(name) as entry:
        left = b""
        while chunk := entry.read(_CHUNK):
            text = left + chunk
            end = text.rfind(b"<")
            yield text[:end] if end > 0 else b""
            left = text[max(end, 0) :]
        yield left


def _xlsx_cells(pieces: Iterator[bytes]) -> int:
    """Down to the last row with a value, and as far right as any value stands."""
    row, rows, columns = 0, 0, _LETTERS
    for piece in pieces:
        for tag in _XLSX_TAG.finditer(piece):
            if tag[1]:
                row = int(tag[1])
            else:
                rows = row
        for letters in set(_XLSX_WIDE_CELL.findall(piece)):
            columns = max(columns, _column(letters))
    return rows * columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - ord("A") + 1
    return number


def _ods_cells(pieces: Iterator[bytes]) -> int:
    """Down to the last row with a value, and as far right as any value stands."""
    rows, columns, blank_rows, cell, times = 0, 0, 0, 0, 0
    for tag in (match for piece in pieces for match in _ODS_TAG.finditer(piece)):
        if tag[1] == b"row":
            blank_rows, times, cell = blank_rows + times, _times(tag[0]), 0
            continue
        cell += _times(tag[0])
        if _ODS_VALUE in tag[0]:
            columns = max(columns, cell)
            rows, blank_rows, times = rows + blank_rows + times, 0, 0
    return rows * columns


def _times(tag: bytes) -> int:
    match = _REPEATED.search(tag)
    return int(match[1]) if match else 1

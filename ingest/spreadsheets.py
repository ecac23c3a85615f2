"""Workbooks: every sheet as rows of text.

A cell that holds a number becomes the shortest text that is exactly that number, without
``.0``; a date becomes ISO text, so nothing later has to ask in which order it was written.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ingest.documents import check_archive, open_archive
from ingest.refusals import refused
from ingest.tables import Part, kept

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def parts_of(data: bytes, name: str = "") -> list[Part]:
    """The sheets of a workbook, in the order of the workbook.

    Raises:
        RefusedDocumentError: it cannot be opened, or would unpack to too much.
    """
    if zipfile.is_zipfile(io.BytesIO(data)):
        with open_archive(data) as archive:
            check_archive(archive, len(data))
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return _sheets(workbook, name)
    except (CalamineError, OSError, ValueError) as error:
        raise refused("unreadable_spreadsheet", str(error)) from error


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


def _sheets(workbook: CalamineWorkbook, name: str) -> list[Part]:
    parts = []
    for sheet in workbook.sheets_metadata:
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            continue
        rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        title = f"{name}/{sheet.name}" if name else sheet.name
        hidden = sheet.visible is not SheetVisibleEnum.Visible
        parts.append(Part(title, list(kept(_numbered(rows))), hidden))
    return parts


def _numbered(rows: Iterable[Iterable[Cell]]) -> Iterable[tuple[int, list[str]]]:
    return ((number, [cell_text(value) for value in row]) for number, row in enumerate(rows, 1))

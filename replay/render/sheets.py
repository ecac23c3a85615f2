"""Sheets of cells, and the files they are saved in."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
import xlwt

from replay.payments import Payment

Cell = str | Decimal | dt.date | None
_SAVED_AT = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells. ``places`` says on which line (from 1) each payment stands."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    places: tuple[tuple[int, Payment], ...]


def sheet(
    name: str,
    above: Iterable[Sequence[Cell]],
    lines: Iterable[tuple[Sequence[Cell], Payment | None]],
    below: Iterable[Sequence[Cell]] = (),
) -> Sheet:
    """Put rows together: what stands above the payments, the payments, what stands below.

    A line without a payment is a row among the payments that is none: blank, or a subtotal.
    """
    rows = [tuple(row) for row in above]
    places = []
    for cells, payment in lines:
        rows.append(tuple(cells))
        if payment is not None:
            places.append((len(rows), payment))
    rows += [tuple(row) for row in below]
    return Sheet(name, tuple(rows), tuple(places))


def save_xlsx(sheets: Sequence[Sheet], notes: str) -> bytes:
    """Save a workbook of several sheets, the last of them hidden and not a table."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": _SAVED_AT.replace(tzinfo=None)})
    day_format = book.add_format({"num_format": "dd/mm/yyyy"})
    for each in sheets:
        page = book.add_worksheet(each.name)
        for row, cells in enumerate(each.rows):
            for column, value in enumerate(cells):
                if isinstance(value, dt.date):
                    page.write_datetime(row, column, value, day_format)
                elif isinstance(value, Decimal):
                    page.write_number(row, column, value)
                elif value:
                    page.write_string(row, column, value)
    hidden = book.add_worksheet("Notes")
    hidden.write_string(0, 0, notes)
    hidden.hide()
    book.close()
    return out.getvalue()


def save_xls(only: Sheet) -> bytes:
    """Save a workbook in the format that was usual before 2007."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(only.name)
    day_style = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for row, cells in enumerate(only.rows):
        for column, value in enumerate(cells):
            if isinstance(value, dt.date):
                page.write(row, column, value, day_style)
            elif value not in (None, ""):
                page.write(row, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_text(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    """Return the cells of a text file; dates and amounts must have been written already."""
    return [["" if value is None else str(value) for value in row] for row in rows]

"""Records whose cells do not stand under their headings.

An unquoted comma in a name pushes every later cell one column to the right. A record is put
right only when there is a single way of doing it, and its amount is kept when every way of
doing it agrees on the amount. A missing cell is never put in: any number could be the amount.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.dates import looks_like_date
from ingest.money import UnreadableAmountError, parse_amount
from ingest.sources.spend.layouts import Layout, cell, is_amount
from ingest.tables import Line


@dataclass(frozen=True, slots=True)
class Aligned:
    """A record as it is to be read, the amount it states, and what is wrong with it, if any."""

    line: Line
    amount: Decimal | None
    problem: str | None = None


def aligned(line: Line, layout: Layout) -> Aligned:
    """The record under its headings, or ``misaligned_row`` with the amount if it is certain."""
    if _stands_right(line, layout):
        return Aligned(line, _amount(line, layout))
    ways = list(_ways(line, layout))
    if len(ways) == 1:
        return Aligned(ways[0], _amount(ways[0], layout))
    amounts = {_amount(way, layout) for way in ways}
    if len(amounts) == 1:
        return Aligned(line, amounts.pop(), "misaligned_row")
    return Aligned(line, None, "misaligned_row")


def _amount(line: Line, layout: Layout) -> Decimal | None:
    try:
        return parse_amount(cell(line, layout.columns["amount"]))
    except UnreadableAmountError:
        return None


def _stands_right(line: Line, layout: Layout) -> bool:
    """Nothing is over, or the amount and the date are where they should be, even if blank."""
    if len(line.cells) <= layout.width:
        return True
    amount, date = cell(line, layout.columns["amount"]), cell(line, layout.columns.get("paid_on"))
    return (not amount.strip("-") or is_amount(amount)) and (not date or looks_like_date(date))


def _ways(line: Line, layout: Layout) -> Iterator[Line]:
    """Every record that fits the headings once neighbouring cells are joined again."""
    surplus = len(line.cells) - layout.width
    for column in range(layout.width):
        end = column + surplus + 1
        joined = ",".join(line.cells[column:end])
        shifted = Line(line.number, (*line.cells[:column], joined, *line.cells[end:]))
        if _fits(shifted, layout):
            yield shifted


def _fits(line: Line, layout: Layout) -> bool:
    """An amount, and a date where there is a column of dates."""
    date = layout.columns.get("paid_on")
    return is_amount(cell(line, layout.columns["amount"])) and (
        date is None or looks_like_date(cell(line, date))
    )

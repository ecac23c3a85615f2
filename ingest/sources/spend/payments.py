"""Judging each record of a table: a payment, or something else with the reason it is not one.

Credits, zeros and repeated lines are payments. What is taken away from the list is never taken
away from the account: a rejected record keeps its amount wherever that can be read.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from ingest.dates import DateFormat, DateOrder, format_of, looks_like_date, order_of
from ingest.model import EXTRA, DeliveryKey, Parsed, Publisher, Reject, Row, Summary
from ingest.money import UnreadableAmountError, parse_amount
from ingest.sources.spend.alignment import aligned
from ingest.sources.spend.headings import fold
from ingest.sources.spend.layouts import Layout, cell, unheaded
from ingest.tables import Line

TABLE = "payments"

REJECTS: Mapping[str, str] = MappingProxyType(
    {
        "total_row": "A total of other lines, not a payment.",
        "unreadable_amount": "The amount cannot be read without guessing.",
        "no_amount": "The line names a payment and states no amount.",
        "no_supplier_nor_date": "An amount with neither a supplier nor a date.",
        "misaligned_row": "The cells do not stand under their headings.",
        "not_a_payment": "A line of text among the payments.",
        "part_not_read": "A part of the document that holds no list of payments.",
    }
)
"""The closed list of reasons for which one record is rejected."""

_TOTAL = re.compile(r"(?:(?:grand|sub|overall|report|sum)?[\s-]*totals?\b(?: for .*)?)[\s:]*", re.I)
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
_EXCERPT = 200
_ROLES = (
    "supplier_name",
    "amount",
    "paid_on",
    "transaction_number",
    "department",
    "entity_name",
    "category",
    "purpose",
    "company_number",
    "charity_number",
    "supplier_reference",
    "supplier_postcode",
    "irrecoverable_vat",
    "contract_reference",
    "merchant_category",
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was recognised and dated, ready to be read line by line."""

    part: str
    layout: Layout
    order: DateOrder | None
    delivery: DeliveryKey
    date_meaning: str | None
    _taken: frozenset[int]

    def records(self) -> Iterator[Parsed]:
        """Every record landed or rejected, then the account of the table."""
        published, landed, count = Decimal(0), Decimal(0), 0
        for line in self.layout.lines:
            found = aligned(line, self.layout)
            if found.amount is None and _repeats_headings(line, self.layout):
                continue
            count += 1
            published += found.amount or 0
            problem = found.problem or self._problem(found.line, found.amount)
            if problem is None:
                landed += found.amount or 0
                yield Row(TABLE, self._values(found.line), line.number, self.part)
                continue
            if problem == "no_supplier_nor_date" and found.amount == landed != 0:
                problem = "total_row"
            yield self._reject(problem, line, found.amount)
        yield Summary(self.part, self.layout.description, count, published)

    def _reject(self, code: str, line: Line, amount: Decimal | None) -> Reject:
        shown = excerpt(line)
        return Reject(TABLE, code, REJECTS[code], line.number, self.part, shown, amount)

    def _problem(self, line: Line, amount: Decimal | None) -> str | None:
        columns = self.layout.columns
        supplier = cell(line, columns.get("supplier_name"))
        date = cell(line, columns.get("paid_on"))
        if _is_total(line, supplier, date):
            return "total_row"
        if amount is None:
            return self._problem_without_amount(line, named=bool(supplier or date))
        return None if supplier or date else "no_supplier_nor_date"

    def _problem_without_amount(self, line: Line, *, named: bool) -> str:
        if not named:
            return "not_a_payment"
        try:
            parse_amount(cell(line, self.layout.columns["amount"]))
        except UnreadableAmountError:
            return "unreadable_amount"
        return "no_amount"

    def _values(self, line: Line) -> dict[str, str | None]:
        values = dict.fromkeys(_ROLES)
        for role, column in self.layout.columns.items():
            values[role] = _published(line, column)
        dated = format_of(values["paid_on"] or "", self.order)
        values["publisher_id"] = self.delivery.publisher_id
        values["period"] = self.delivery.period
        values["layout"] = self.layout.description
        values["date_format"] = dated.value
        values["date_meaning"] = None if dated is DateFormat.NONE else self.date_meaning
        values[EXTRA] = self._extra(line)
        return values

    def _extra(self, line: Line) -> str | None:
        """Every cell that plays no role, below its heading, as JSON text."""
        extra = {
            self.layout.names[column] if column < len(self.layout.names) else unheaded(column): text
            for column, text in enumerate(line.cells)
            if column not in self._taken and text.strip()
        }
        return _AS_JSON(extra) if extra else None


def table_of(part: str, layout: Layout, delivery: DeliveryKey, publisher: Publisher) -> Table:
    """A recognised table with the order of its dates settled.

    Raises:
        RefusedDocumentError: ``ambiguous_dates`` or ``mixed_date_orders``.
    """
    column = layout.columns.get("paid_on")
    dates = (cell(line, column) for line in layout.lines) if column is not None else ()
    order = order_of(dates, publisher.date_order, delivery.period)
    declared = publisher.date_meaning
    meaning = declared if declared != "unknown" else layout.date_meaning
    taken = frozenset(layout.columns.values())
    return Table(part, layout, order, delivery, meaning or None, taken)


def excerpt(line: Line) -> str:
    """The beginning of a record, for whoever looks at what was rejected."""
    return " | ".join(" ".join(text.split()) for text in line.cells if text.strip())[:_EXCERPT]


def _published(line: Line, column: int) -> str | None:
    text = line.cells[column] if column < len(line.cells) else ""
    return text if text.strip() else None


def _is_total(line: Line, supplier: str, date: str) -> bool:
    """A supplier may be called Total; a total has no date, and no supplier but itself."""
    if looks_like_date(date):
        return False
    others = (text for text in line.cells if text.strip() and text.strip() != supplier)
    says_so = any(_TOTAL.fullmatch(text.strip()) for text in others)
    return bool(_TOTAL.fullmatch(supplier)) or (says_so and not supplier)


def _repeats_headings(line: Line, layout: Layout) -> bool:
    columns = layout.columns.values()
    return all(
        fold(cell(line, column)) == fold(layout.headings[column])
        for column in columns
        if column < len(layout.headings)
    )

"""Judging each record of a table: a payment, or something else with the reason it is not one.

Credits, zeros and repeated lines are payments. What is taken away from the list is never taken
away from the account: a rejected record keeps its amount wherever that can be read.

Most records are plain: an amount, a payee and a date where they should be. Those are judged a
column at a time; every other record is judged alone, by the rules that are written out here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from ingest.columns import Amounts, amounts_of, mapped, stripped, total
from ingest.dates import DateFormat, DateOrder, format_of, looks_like_date, order_of
from ingest.model import EXTRA, DeliveryKey, Parsed, Reject, Rows, Summary
from ingest.money import UnreadableAmountError, parse_amount
from ingest.sources.spend.alignment import aligned
from ingest.sources.spend.extra import extra_of
from ingest.sources.spend.headings import fold
from ingest.sources.spend.layouts import Layout, cell
from ingest.specs import Publisher
from ingest.tables import Grid, Line

TABLE = "payments"

REJECTS: Mapping[str, str] = MappingProxyType(
    {
        "total_row": "A total of other lines, not a payment.",
        "unreadable_amount": "The amount cannot be read without guessing.",
        "no_amount": "The line names a payment and states no amount.",
        "no_supplier_nor_date": "An amount with neither a supplier nor a date.",
        "misaligned_row": "The cells do not stand under their headings.",
        "repeated_headings": "The headings stand here once more.",
        "not_a_payment": "A line of text among the payments.",
        "part_not_read": "A part of the document that holds no list of payments.",
    }
)
"""The closed list of reasons for which one record is rejected."""

_TOTAL = re.compile(r"(?:(?:grand|sub|overall|report|sum)?[\s-]*totals?\b(?: for .*)?)[\s:]*", re.I)
_EXCERPT = 200
_BATCH = 100_000


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was recognised and dated, ready to be read."""

    part: str
    layout: Layout
    order: DateOrder | None
    delivery: DeliveryKey
    date_meaning: str | None

    def records(self) -> Iterator[Parsed]:
        """Every record landed or rejected, then the account of the table."""
        published, totals = Decimal(0), _Totals()
        for start in range(0, len(self.layout.lines), _BATCH):
            batch = self.layout.lines[start : start + _BATCH]
            amounts = amounts_of(batch.texts(self.layout.columns["amount"]))
            judged = _judged(batch, amounts, self.layout, totals)
            published += judged.published
            yield self._rows(batch.replaced(judged.realigned), judged.payments)
            yield from (
                Reject(TABLE, code, REJECTS[code], line.number, self.part, excerpt(line), amount)
                for code, line, amount in judged.rejects
            )
        count = len(self.layout.lines)
        yield Summary(self.part, self.layout.description, count, published)

    def _rows(self, batch: Grid, payments: pa.Array) -> Rows:
        """The payments of a batch as landed columns: the publisher's text, null where blank."""
        kept = batch.where(payments)
        formats = _formats(kept, self.layout.columns.get("paid_on"), self.order)
        columns = {
            role: _published(kept.texts(column)) for role, column in self.layout.columns.items()
        }
        columns["date_format"] = formats
        columns["date_meaning"] = pc.if_else(
            pc.equal(formats, DateFormat.NONE.value),
            pa.scalar(None, pa.string()),
            pa.scalar(self.date_meaning, pa.string()),
        )
        columns[EXTRA] = extra_of(kept, self.layout)
        constants = {
            "publisher_id": self.delivery.publisher_id,
            "period": self.delivery.period,
            "layout": self.layout.description,
        }
        return Rows(TABLE, columns, constants, kept.numbers, self.part)


@dataclass(slots=True)
class _Totals:
    """Σ of the payments so far: of the whole table, and since its last total."""

    whole: Decimal = Decimal(0)
    since: Decimal = Decimal(0)

    def add(self, amount: Decimal) -> None:
        self.whole += amount
        self.since += amount

    def is_total(self, amount: Decimal | None) -> bool:
        """Whether an amount without payee or date is the total of what stands above it."""
        return bool(amount) and amount in (self.whole, self.since)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What became of the records of a batch. ``payments`` marks those that are landed."""

    payments: pa.Array
    realigned: Mapping[int, Sequence[str]]
    rejects: Sequence[tuple[str, Line, Decimal | None]]
    published: Decimal


def table_of(
    part: str, layout: Layout, delivery: DeliveryKey, publisher: Publisher, hint: str
) -> Table:
    """A recognised table with the order of its dates settled.

    ``hint`` is whatever names the period: of the delivery, the file, the sheet.

    Raises:
        RefusedDocumentError: ``ambiguous_dates`` or ``mixed_date_orders``.
    """
    column = layout.columns.get("paid_on")
    dates = layout.lines.distinct(column) if column is not None else {}
    order = order_of(dates, publisher.date_order, hint)
    declared = publisher.date_meaning
    meaning = declared if declared != "unknown" else layout.date_meaning
    return Table(part, layout, order, delivery, meaning or None)


def excerpt(line: Line) -> str:
    """The beginning of a record, for whoever looks at what was rejected."""
    return " | ".join(" ".join(text.split()) for text in line.cells if text.strip())[:_EXCERPT]


def _judged(batch: Grid, amounts: Amounts, layout: Layout, totals: _Totals) -> _Judged:
    plain = _plain(batch, amounts, layout)
    odd = pc.indices_nonzero(pc.invert(plain)).to_pylist()
    landed, published = list[int](), Decimal(0)
    realigned: dict[int, Sequence[str]] = {}
    rejects: list[tuple[str, Line, Decimal | None]] = []
    sums = _sums_between(amounts.values, plain, odd)
    for position, line, before in zip(odd, batch.at(odd), sums, strict=False):
        totals.add(before)
        published += before
        found = aligned(line, layout)
        problem = found.problem or _problem(found.line, found.amount, layout)
        published += found.amount or 0
        if problem is None:
            landed.append(position)
            totals.add(found.amount or Decimal(0))
            if found.line is not line:
                realigned[position] = found.line.cells
            continue
        if problem == "no_supplier_nor_date" and totals.is_total(found.amount):
            problem = "total_row"
        if problem == "total_row":
            totals.since = Decimal(0)
        rejects.append((problem, line, found.amount))
    rest = sums[-1]
    totals.add(rest)
    mask = pc.or_(plain, _mask(len(batch), landed))
    return _Judged(mask, realigned, rejects, published + rest)


def _plain(batch: Grid, amounts: Amounts, layout: Layout) -> pa.Array:
    """Which records hold an amount and a payee or a date, and nothing beside the headings."""
    supplier = stripped(batch.texts(layout.columns.get("supplier_name")))
    named = pc.not_equal(supplier, "")
    dated = mapped(
        stripped(batch.texts(layout.columns.get("paid_on"))), looks_like_date, pa.bool_()
    )
    perhaps_total = pc.match_substring(supplier, "total", ignore_case=True)
    says_enough = pc.or_(dated, pc.and_not(named, perhaps_total))
    plain = pc.and_(pc.is_valid(amounts.values), says_enough)
    for column in range(layout.width, len(batch.columns)):
        plain = pc.and_(plain, pc.equal(stripped(batch.texts(column)), ""))
    return plain


def _sums_between(values: pa.Array, plain: pa.Array, odd: Sequence[int]) -> list[Decimal]:
    """Σ of the plain records before each odd one, since the odd one before it; then of the rest."""
    counted = pc.if_else(plain, values, pa.scalar(Decimal(0), values.type))
    starts, ends = [0, *odd], [*odd, len(values)]
    return [
        total(counted.slice(start, end - start)) if end > start else Decimal(0)
        for start, end in zip(starts, ends, strict=True)
    ]


def _mask(length: int, positions: Sequence[int]) -> pa.Array:
    everything = pa.array(range(length), pa.int64())
    return pc.is_in(everything, pa.array(positions, pa.int64()))


def _problem(line: Line, amount: Decimal | None, layout: Layout) -> str | None:
    columns = layout.columns
    supplier = cell(line, columns.get("supplier_name"))
    date = cell(line, columns.get("paid_on"))
    if amount is None and _repeats_headings(line, layout):
        return "repeated_headings"
    if _is_total(line, supplier, date):
        return "total_row"
    if amount is None:
        return _problem_without_amount(line, layout, named=bool(supplier or date))
    return None if supplier or date else "no_supplier_nor_date"


def _problem_without_amount(line: Line, layout: Layout, *, named: bool) -> str:
    if not named:
        return "not_a_payment"
    try:
        parse_amount(cell(line, layout.columns["amount"]))
    except UnreadableAmountError:
        return "unreadable_amount"
    return "no_amount"


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


def _published(texts: pa.Array) -> pa.Array:
    blank = pc.equal(stripped(texts), "")
    return (
        pc.if_else(blank, pa.scalar(None, pa.string()), texts) if pc.any(blank).as_py() else texts
    )


def _formats(kept: Grid, column: int | None, order: DateOrder | None) -> pa.Array:
    return mapped(
        stripped(kept.texts(column)), lambda text: format_of(text, order).value, pa.string()
    )

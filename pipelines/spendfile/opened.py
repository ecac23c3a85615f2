"""One spend file, read as the night would read it.

What is counted comes from the night's own reader; what is shown of sheets and columns comes from
the same recogniser that the reader asks. Nothing is stored.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from ingest.documents import Kind, Member, kind_of, members
from ingest.errors import RefusedDocumentError
from ingest.model import (
    Context,
    DeliveryKey,
    Document,
    Parsed,
    Reject,
    Request,
    Row,
    Rows,
    Summary,
    Window,
)
from ingest.refusals import refused
from ingest.registry import load_spec
from ingest.sources.spend.layouts import Layout, recognise
from ingest.sources.spend.own_headings import Own, own_headings
from ingest.sources.spend.payments import TABLE
from ingest.sources.spend.reading import parse, tables_in
from ingest.specs import Publisher
from ingest.tables import Part, grid_of

SPEND = "spend"
PART, LINE = "_part", "_line"
_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""A file on somebody's desk was fetched on no night; nothing that is read depends on one."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the file: what it was taken for, or why it was not read."""

    part: Part
    layouts: tuple[Layout, ...] = ()
    problem: RefusedDocumentError | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A file and everything the night's reader says of it.

    ``payments`` has the landed columns as text, the part and the line (int64) of each payment.
    ``others`` are its tables of another kind. A refused file has a ``refusal`` and no payment.
    """

    name: str
    kind: Kind | None
    data: bytes
    publisher: Publisher
    period: str
    sheets: tuple[Sheet, ...]
    payments: pa.Table
    others: tuple[str, ...]
    rejects: tuple[Reject, ...]
    summaries: tuple[Summary, ...]
    refusal: RefusedDocumentError | None

    @property
    def layouts(self) -> tuple[tuple[Part, Layout], ...]:
        """Every layout that was recognised, with the part it is of."""
        return tuple((sheet.part, layout) for sheet in self.sheets for layout in sheet.layouts)


def open_file(path: Path, publisher: Publisher, period: str = "") -> Opened:
    """Read the file at ``path``. Without a period its name is the hint, as it is in the inbox."""
    data = path.read_bytes()
    named = period or path.name
    parsed, refusal = _parsed(path, data, publisher, named)
    rows = [one for one in parsed if isinstance(one, Rows) and one.table == TABLE]
    return Opened(
        name=path.name,
        kind=_kind(data),
        data=data,
        publisher=publisher,
        period=named,
        sheets=tuple(_sheets(data, own_headings(publisher))),
        payments=_table(rows),
        others=tuple(dict.fromkeys(_other_tables(parsed))),
        rejects=tuple(one for one in parsed if isinstance(one, Reject)),
        summaries=tuple(one for one in parsed if isinstance(one, Summary)),
        refusal=refusal,
    )


def _parsed(
    path: Path, data: bytes, publisher: Publisher, period: str
) -> tuple[list[Parsed], RefusedDocumentError | None]:
    day = _LONG_AGO.date()
    context = Context(
        load_spec(SPEND), Window(day, day, _LONG_AGO), {publisher.publisher_id: publisher}
    )
    delivery = DeliveryKey(SPEND, publisher.publisher_id, period)
    request = Request(path.name, delivery=delivery, name=path.name)
    document = Document(request, path, hashlib.sha256(data).hexdigest(), _LONG_AGO)
    try:
        return list(parse(context, document)), None
    except RefusedDocumentError as error:
        return [], error


def _other_tables(parsed: list[Parsed]) -> Iterator[str]:
    for one in parsed:
        if isinstance(one, Row | Rows) and one.table != TABLE:
            yield one.table.replace("_", " ")


def _table(rows: list[Rows]) -> pa.Table:
    names = load_spec(SPEND).tables[TABLE].columns
    schema = pa.schema(
        [*((name, pa.string()) for name in names), (PART, pa.string()), (LINE, pa.int64())]
    )
    pieces = [_piece(one, names, schema) for one in rows if len(one.lines)]
    return pa.concat_tables(pieces) if pieces else schema.empty_table()


def _piece(rows: Rows, names: tuple[str, ...], schema: pa.Schema) -> pa.Table:
    count = len(rows.lines)
    held = dict(rows.columns) | {
        name: pa.repeat(value, count) for name, value in rows.constants.items()
    }
    columns = [held.get(name, pa.nulls(count, pa.string())) for name in names]
    return pa.table([*columns, pa.repeat(rows.part, count), rows.lines], schema=schema)


def _kind(data: bytes) -> Kind | None:
    try:
        return kind_of(data)
    except RefusedDocumentError:
        return None


def _sheets(data: bytes, own: Own) -> Iterator[Sheet]:
    try:
        yield from (sheet for member in members(data) for sheet in _sheets_of(member, own))
    except RefusedDocumentError:
        return  # the reader was stopped by the same and has said so


def _sheets_of(member: Member, own: Own) -> Iterator[Sheet]:
    try:
        parts = tables_in(member)
    except RefusedDocumentError as error:
        yield Sheet(Part(member.name, grid_of(())), problem=error)
        return
    yield from (_recognised(part, own) for part in parts)


def _recognised(part: Part, own: Own) -> Sheet:
    if part.hidden:
        return Sheet(part, problem=refused("hidden_sheet"))
    try:
        return Sheet(part, tuple(recognise(part, own)))
    except RefusedDocumentError as error:
        return Sheet(part, problem=error)

"""How well real spend files are read, held against labels that people made by looking at them.

``python -m tests.spend_score [part of a path]`` prints each file that was not read as its label
says, with what differs, and the score on the last line; below the mark it exits non-zero. The
labels are in ``labels/spend``; the files are only read where they are, beside the project.

A file is right when it was read, refused or found empty as the label says; and, when it was
read, when the row of headings, the supplier, amount, date and body columns, every other column
that was labelled, the number of payments and Σ of their amounts are all as labelled.
"""

import datetime as dt
import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from ingest.delimited import part_of
from ingest.documents import SPREADSHEETS, Member, members, refusal_of
from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.model import Context, DeliveryKey, Document, Request, Row, Window
from ingest.money import parse_amount
from ingest.registry import load_spec
from ingest.sources.spend.layouts import Layout, recognise
from ingest.sources.spend.payments import TABLE
from ingest.sources.spend.reading import parse
from ingest.specs import Publisher
from ingest.spreadsheets import parts_of
from ingest.tables import Part
from tests.fakes import one_by_one

LABELS = Path(__file__).resolve().parent / "labels/spend"
DATA = Path(__file__).resolve().parents[1].parent / "shared/data"
MARK = Decimal("0.98")
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
PENNY = Decimal("0.01")
MUST_MATCH = frozenset({"supplier_name", "amount", "paid_on", "entity_name"})


def _listed(value: int | list[int]) -> list[int]:
    return value if isinstance(value, list) else [value]


Columns = Annotated[tuple[int, ...], BeforeValidator(_listed)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TableLabel(_Strict):
    """One table of payments as a person saw it. Rows and columns are counted from 1."""

    part: int
    header_row: int | None
    columns: Mapping[str, Columns]
    also: tuple[int, ...] = ()
    not_payments: tuple[int, ...] = ()
    unsure: frozenset[int] = frozenset()
    last_row: int | None = None
    lines: int
    amount_gbp: Decimal


class Label(_Strict):
    """What a person says of one file."""

    judged: Literal["read", "refused", "empty"]
    oddities: str
    tables: tuple[TableLabel, ...] = ()
    refusals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its layouts in order, each with the number of its part, or a code.

    A file from which no payment was landed counts as refused: it was read as something else.
    """

    judged: str
    code: str
    layouts: tuple[tuple[int, Layout], ...]
    rows: tuple[tuple[str, int, Decimal], ...]
    parts: tuple[str, ...]


def labels() -> dict[str, Label]:
    """Every label, by the path of its file."""
    found: dict[str, Label] = {}
    for path in sorted(LABELS.glob("*.yml")):
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        found |= {file: Label.model_validate(entry) for file, entry in entries.items()}
    return found


def misses(file: str, label: Label) -> list[str]:
    """What of a file was not read as its label says; empty when everything was."""
    return list(_differences(label, _outcome(DATA / file)))


def _outcome(path: Path) -> Outcome:
    try:
        rows = tuple(_landed(path))
    except EmptyPublicationError as error:
        return Outcome("empty", error.code, (), (), ())
    except RefusedDocumentError as error:
        return Outcome("refused", error.code, (), (), ())
    if not rows:
        return Outcome("refused", "not_payments", (), (), ())
    parts = [part for member in members(path.read_bytes()) for part in _parts(member)]
    layouts = tuple(
        (number, layout) for number, part in enumerate(parts) for layout in _layouts(part)
    )
    return Outcome("read", "", layouts, rows, tuple(part.name for part in parts))


def _landed(path: Path) -> Iterator[tuple[str, int, Decimal]]:
    publisher = Publisher(publisher_id="labelled", title="Labelled", is_declared=False)
    window = Window(dt.date(2010, 1, 1), dt.date(2026, 3, 31), NIGHT)
    context = Context(load_spec("spend"), window, {publisher.publisher_id: publisher})
    delivery = DeliveryKey("spend", publisher.publisher_id, path.name)
    request = Request(f"inbox:{path.name}", delivery=delivery, name=path.name)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    for row in one_by_one(parse(context, Document(request, path, digest, NIGHT))):
        if row.table == TABLE:
            yield row.part, row.line, _amount(row)


def _amount(row: Row) -> Decimal:
    amount = parse_amount(row.values["amount"] or "")
    if amount is None:
        raise ValueError(f"line {row.line} was landed without an amount")
    return amount


def _parts(member: Member) -> Sequence[Part]:
    if refusal_of(member.kind):
        return []
    if member.kind in SPREADSHEETS:
        return parts_of(member.data, member.name)
    return [part_of(member.data, member.name)]


def _layouts(part: Part) -> list[Layout]:
    if part.hidden or not part.lines:
        return []
    try:
        return recognise(part)
    except RefusedDocumentError:
        return []


def _differences(label: Label, outcome: Outcome) -> Iterator[str]:
    if outcome.judged != label.judged:
        yield f"{outcome.judged} ({outcome.code or 'rows'}), labelled {label.judged}"
        return
    if label.judged != "read":
        if outcome.code not in label.refusals:
            yield f"{outcome.code}, labelled {' or '.join(label.refusals)}"
        return
    if len(outcome.layouts) != len(label.tables):
        yield f"{len(outcome.layouts)} tables, labelled {len(label.tables)}"
        return
    for table, (part, layout) in zip(label.tables, outcome.layouts, strict=True):
        if part != table.part:
            yield f"a table in part {part}, labelled part {table.part}"
        yield from _table_differences(table, layout)
        yield from _line_differences(table, _rows_of(table, label.tables, outcome))


def _table_differences(table: TableLabel, layout: Layout) -> Iterator[str]:
    own_rows = {table.header_row, *table.also}
    if layout.header_row not in own_rows:
        yield f"header row {layout.header_row}, labelled {table.header_row}"
    for role, allowed in table.columns.items():
        column = layout.columns.get(role)
        if column is None:
            yield f"{role} not found, labelled column {_shown(allowed)}"
        elif column + 1 not in allowed:
            yield f"{role} is column {column + 1}, labelled {_shown(allowed)}"
    for role in sorted(MUST_MATCH - set(table.columns)):
        if role in layout.columns:
            yield f"{role} is column {layout.columns[role] + 1}, labelled as not there"


def _shown(columns: Iterable[int]) -> str:
    return " or ".join(map(str, columns))


def _rows_of(
    table: TableLabel, tables: Sequence[TableLabel], outcome: Outcome
) -> list[tuple[int, Decimal]]:
    later = [
        other.header_row
        for other in tables
        if other.part == table.part and (other.header_row or 0) > (table.header_row or 0)
    ]
    end = min((row for row in later if row), default=sys.maxsize)
    only = all(other is table or other.part != table.part for other in tables)
    start = 0 if only or table.header_row is None else table.header_row
    return [
        (line, amount)
        for part, line, amount in outcome.rows
        if part == outcome.parts[table.part] and start < line < end
    ]


def _line_differences(table: TableLabel, rows: Sequence[tuple[int, Decimal]]) -> Iterator[str]:
    sure = [(line, amount) for line, amount in rows if line not in table.unsure]
    wrong = sorted({line for line, _ in sure} & set(table.not_payments))
    if wrong:
        yield f"landed rows that are not payments: {wrong[:5]}"
    if len(sure) != table.lines:
        yield f"{len(sure):,} payments, labelled {table.lines:,}"
    amount = sum((amount for _, amount in sure), Decimal(0))
    if amount.quantize(PENNY) != table.amount_gbp.quantize(PENNY):
        yield f"£{amount:,} in all, labelled £{table.amount_gbp:,}"


def _judge(item: tuple[str, Label]) -> tuple[str, list[str]]:
    return item[0], misses(*item)


def main(wanted: str = "") -> int:
    """Print every miss and the score; 0 when it reaches the mark.

    Raises:
        FileNotFoundError: the real files are not beside the project.
    """
    if not DATA.is_dir():
        raise FileNotFoundError(f"the real spend files are not at {DATA}: nothing was scored")
    chosen = {file: label for file, label in labels().items() if wanted in file}
    with ProcessPoolExecutor(max_workers=2) as pool:
        judged = list(pool.map(_judge, chosen.items(), chunksize=8))
    right = sum(not found for _, found in judged)
    for file, found in judged:
        for miss in found:
            print(f"{file}: {miss}")  # noqa: T201
    share = Decimal(right) / Decimal(max(1, len(chosen)))
    print(f"{right} of {len(chosen)} files read right: {share:.1%} (mark {MARK:.0%})")  # noqa: T201
    return 0 if share >= MARK else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))

"""A spend file written out clean: the template's columns in their order, one payment a line.

Nothing is dropped and nothing is made up. What is no payment goes to a list of its own with the
reason; what the file does not say stays blank; a heading says only what is known of its column.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.dates import DateFormat
from ingest.errors import ConservationError
from ingest.model import EXTRA
from ingest.money import UnreadableAmountError, parse_amount
from ingest.refusals import empty
from pipelines.release.export import safe_text
from pipelines.spendfile.account import Account, account_of
from pipelines.spendfile.days import WITHOUT_DAY, day_of
from pipelines.spendfile.duties import Answer, Column, Duty, State, answers_of, vat_of
from pipelines.spendfile.filling import Filler, fillers_of, left_out
from pipelines.spendfile.names import Vat
from pipelines.spendfile.opened import Opened
from pipelines.spendfile.other_days import Row, Unread, with_days
from pipelines.spendfile.privacy import payee_classes
from pipelines.spendfile.protecting import PERSON

REDACTED = "REDACTED"
_PENNY = Decimal("0.01")
_SET_ASIDE = ("Sheet", "Line", "Reason", "What that means", "Amount")

Record = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Exported:
    """A clean file and what was set aside, as CSV text, and what there is to say of them.

    ``blank`` are columns of the template that the file says nothing for, ``missing`` what the
    duty asks of them, ``left_out`` columns of the file that have no place in the template.
    """

    clean: str
    set_aside: str
    account: Account
    vat: Vat
    blank: tuple[str, ...]
    missing: tuple[str, ...]
    left_out: tuple[str, ...]
    redacted: int
    undated: int
    unread: tuple[Unread, ...]


def export(opened: Opened, duty: Duty, stated: Vat | None = None, *, redact: bool) -> Exported:
    """The file in the columns of a duty's template.

    ``stated`` is what its publisher says of VAT. With ``redact`` a payee who looks like a person
    is written as REDACTED.

    Raises:
        RefusedDocumentError: the file cannot be read safely, or holds no payment.
        ConservationError: what was written and set aside is not what the file holds.
    """
    if opened.refusal is not None:
        raise opened.refusal
    if not len(opened.payments):
        raise empty("no_rows")
    vat = stated or vat_of(opened)
    fillers = fillers_of(opened, duty)
    headings = tuple(_heading(opened, column, vat, fillers) for column in duty.columns)
    people = _people(opened) if redact else frozenset[str]()
    read = [_row(record, duty, fillers, people) for record in opened.payments.to_pylist()]
    rows, unread = with_days(read, opened, duty)
    account = account_of(opened)
    _hold(opened, duty, rows, account)
    filled = [any(cells) for cells in zip(*rows, strict=True)]
    dated = next(place for place, one in enumerate(duty.columns) if one.kind == "date")
    asked = [one for one in answers_of(opened, duty) if one.state is not State.HERE]
    return Exported(
        clean=_csv(headings, rows),
        set_aside=_csv(*_aside(opened)),
        account=account,
        vat=vat,
        blank=tuple(
            name for name, is_filled in zip(headings, filled, strict=True) if not is_filled
        ),
        missing=tuple(one.what for one in asked if not _is_filled(one, duty, filled)),
        left_out=left_out(opened, fillers),
        redacted=sum(name in people for name in opened.payments["supplier_name"].to_pylist()),
        undated=sum(not row[dated] for row in rows),
        unread=unread,
    )


def _heading(opened: Opened, column: Column, vat: Vat, fillers: Mapping[str, Filler]) -> str:
    if column.kind == "amount":
        return column.by_vat.get(vat, column.heading)
    if column.kind != "date" or column.heading not in fillers:
        return column.heading
    meanings = set(opened.payments["date_meaning"].to_pylist()) - {None}
    meaning = meanings.pop() if len(meanings) == 1 else "unknown"
    return column.by_date.get(meaning, column.heading)


def _row(record: Record, duty: Duty, fillers: Mapping[str, Filler], people: frozenset[str]) -> Row:
    extra = json.loads(record[EXTRA] or "{}")
    cells = []
    for column in duty.columns:
        filler = fillers.get(column.heading)
        text = filler.text(record, extra) if filler else ""
        cells.append(_cell(" ".join(text.split()), column, record, duty, people))
    return tuple(cells)


def _cell(text: str, column: Column, record: Record, duty: Duty, people: frozenset[str]) -> str:
    if column.kind == "date":
        return _date(text, DateFormat(record["date_format"] or "none"), duty)
    if column.kind in {"amount", "tax"}:
        return _pounds(text)
    if column.kind == "day":
        return text
    if column.kind == "payee" and record["supplier_name"] in people:
        return REDACTED
    return safe_text(text)


def _date(text: str, written: DateFormat, duty: Duty) -> str:
    """The day as the template writes it; a month as it stands; blank where none can be read."""
    day = day_of(text, written)
    if day is not None:
        return day.strftime(duty.dates)
    return text if written in WITHOUT_DAY else ""


def _pounds(text: str) -> str:
    """Plain digits with two places, or the four that the publisher printed."""
    try:
        amount = parse_amount(text)
    except UnreadableAmountError:
        return safe_text(text)
    if amount is None:
        return ""
    cents = amount.quantize(_PENNY)
    return f"{cents:f}" if cents == amount else f"{amount:f}"


def _people(opened: Opened) -> frozenset[str]:
    classes = payee_classes(opened)
    return frozenset(name for name, found in classes.items() if found == PERSON)


def _hold(opened: Opened, duty: Duty, rows: Sequence[Row], account: Account) -> None:
    """Hold what was written, cell by cell, and what was set aside against what was read."""
    place = next(place for place, one in enumerate(duty.columns) if one.kind == "amount")
    written = sum((Decimal(row[place]) for row in rows), Decimal(0))
    held = written + account.all_rejected.pounds
    if held != account.published:
        raise ConservationError(
            f"{opened.name}: holds £{account.published:,} but £{held:,} was written and set aside"
        )


def _is_filled(asked: Answer, duty: Duty, filled: Sequence[bool]) -> bool:
    """Whether our declaration of the body fills what the file itself does not say."""
    wanted = next(one for one in duty.asked if one.what == asked.what)
    return any(
        is_filled and set(column.sources) & set(wanted.roles)
        for column, is_filled in zip(duty.columns, filled, strict=True)
    )


def _aside(opened: Opened) -> tuple[Row, list[Row]]:
    """Every rejected line as it stands, with its reason; the sheets that were not read too."""
    wanted = {(one.part, one.line) for one in opened.rejects if one.code != "part_not_read"}
    cells = dict(_lines(opened, wanted))
    width = max(map(len, cells.values()), default=0)
    rows = []
    for one in opened.rejects:
        stated = "" if one.amount is None else _pounds(str(one.amount))
        found = cells.get((one.part, one.line), ()) if one.code != "part_not_read" else ()
        texts = (*map(safe_text, found), *[""] * (width - len(found)))
        line = str(one.line) if one.code != "part_not_read" else ""
        rows.append((safe_text(one.part), line, one.code, one.reason, stated, *texts))
    return (*_SET_ASIDE, *(f"Cell {place + 1}" for place in range(width))), rows


def _lines(opened: Opened, wanted: set[tuple[str, int]]) -> Iterator[tuple[tuple[str, int], Row]]:
    for sheet in opened.sheets:
        numbers = enumerate(sheet.part.lines.numbers.to_pylist())
        places = [place for place, number in numbers if (sheet.part.name, number) in wanted]
        for line in sheet.part.lines.at(places):
            yield (sheet.part.name, line.number), line.cells


def _csv(headings: Row, rows: Sequence[Row]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue()

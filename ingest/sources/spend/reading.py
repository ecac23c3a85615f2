"""From one document to its payments: archives opened, sheets told apart, every table read."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.delimited import part_of
from ingest.documents import SPREADSHEETS, Member, members, refusal_of
from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.model import Context, DeliveryKey, Document, Parsed, Reject, Row, Summary
from ingest.refusals import empty, refused
from ingest.sources.spend.layouts import recognise
from ingest.sources.spend.own_headings import own_headings
from ingest.sources.spend.payments import REJECTS, TABLE, Table, table_of
from ingest.sources.spend.prompt_payment import rows_of
from ingest.specs import Publisher
from ingest.spreadsheets import parts_of
from ingest.tables import Part

_UNSAFE = frozenset(
    {"ambiguous_dates", "mixed_date_orders", "broken_quotes", "zip_bomb", "another_currency"}
)
"""Reasons that say a part holds payments and they cannot be read safely."""

_WITHOUT_PAYMENTS = frozenset({"not_a_table", "unknown_layout", "no_amount_column", "no_rows"})
_NO_DATA = ("no data", "nil return", "no payments", "no spend", "no transactions", "nothing to")
_SHORT = 1_000


@dataclass(frozen=True, slots=True)
class _Read:
    """A part that was recognised: one table, or several below one another."""

    part: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class _Promptness:
    """A part that says how promptly a body paid, and names no payment."""

    records: tuple[Row | Reject, ...]
    account: Summary


@dataclass(frozen=True, slots=True)
class _NotRead:
    part: str
    error: RefusedDocumentError


_Outcome = _Read | _Promptness | _NotRead


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Every payment of a document, every record that is none, and each part's account.

    Nothing is yielded before every part was recognised, so a refused document lands nothing.

    Raises:
        RefusedDocumentError: no part of it can be read, or a part of it holds payments that
            cannot be read safely.
        EmptyPublicationError: it was published and holds no payment.
        ValueError: the document belongs to no delivery.
    """
    delivery = document.request.delivery
    if delivery is None:
        raise ValueError(f"{document.request.url} belongs to no delivery")
    publisher = context.publishers[delivery.publisher_id]
    found = [
        outcome
        for member in members(document.path.read_bytes())
        for outcome in _outcomes(member, document.request.name, delivery, publisher)
    ]
    _refuse_unread(found)
    for outcome in found:
        yield from _said(outcome)


def _said(outcome: _Outcome) -> Iterator[Parsed]:
    match outcome:
        case _Read():
            yield from _records(outcome)
        case _Promptness():
            yield from (*outcome.records, outcome.account)
        case _NotRead():
            yield from _account(outcome)


def _outcomes(
    member: Member, name: str, delivery: DeliveryKey, publisher: Publisher
) -> Iterator[_Outcome]:
    try:
        parts = tables_in(member)
    except RefusedDocumentError as error:
        yield _NotRead(member.name, _true_reason(error, member))
        return
    for part in parts:
        try:
            promptness = None if part.hidden else rows_of(part, delivery, publisher)
            if promptness:
                yield _Promptness(*promptness)
            else:
                yield _Read(part.name, _tables(part, name, delivery, publisher))
        except RefusedDocumentError as error:
            yield _NotRead(part.name, _true_reason(error, member))


def tables_in(member: Member) -> list[Part]:
    """The tables of one file; blank sheets are none.

    Raises:
        RefusedDocumentError: it is nothing that holds tables, or it cannot be opened.
    """
    if error := refusal_of(member.kind):
        raise error
    if member.kind in SPREADSHEETS:
        return [part for part in parts_of(member.data, member.name) if part.lines]
    return [part_of(member.data, member.name)]


def _tables(
    part: Part, name: str, delivery: DeliveryKey, publisher: Publisher
) -> tuple[Table, ...]:
    if part.hidden:
        raise refused("hidden_sheet")
    hint = f"{delivery.period} {name} {part.name}"
    return tuple(
        table_of(part.name, layout, delivery, publisher, hint)
        for layout in recognise(part, own_headings(publisher))
    )


def _true_reason(error: RefusedDocumentError, member: Member) -> RefusedDocumentError:
    """A short text without payments that says there are none is an empty publication."""
    start = member.data[:_SHORT].decode("latin-1").lower()
    says_so = len(member.data) < _SHORT and any(phrase in start for phrase in _NO_DATA)
    return empty("says_no_data") if says_so and error.code in _WITHOUT_PAYMENTS else error


def _refuse_unread(found: list[_Outcome]) -> None:
    """A part that is something else is left aside; a part with unsafe payments refuses all."""
    if not found:
        raise empty("no_rows")
    errors = [outcome.error for outcome in found if isinstance(outcome, _NotRead)]
    unsafe = [error for error in errors if error.code in _UNSAFE]
    if unsafe or len(errors) == len(found):
        raise (unsafe or errors)[0]


def _records(read: _Read) -> Iterator[Parsed]:
    """The records of a part, then one account of all its tables."""
    layouts: list[str] = []
    lines, published = 0, Decimal(0)
    for table in read.tables:
        for parsed in table.records():
            if isinstance(parsed, Summary):
                layouts.append(parsed.layout)
                lines += parsed.lines
                published += parsed.published_total or 0
            else:
                yield parsed
    yield Summary(read.part, "; ".join(layouts), lines, published)


def _account(outcome: _NotRead) -> Iterator[Parsed]:
    if not isinstance(outcome.error, EmptyPublicationError):
        reason = f"{REJECTS['part_not_read']} {outcome.error.reason}"
        yield Reject(TABLE, "part_not_read", reason, line=1, part=outcome.part)
    yield Summary(outcome.part, f"not read: {outcome.error.code}", 0)

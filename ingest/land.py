"""From stored bytes to text tables, with every record landed or rejected and every penny held.

A delivery is written below ``candidate``: one Parquet file a table, its rejects, and the outcome
of each document. Nothing here decides whether it may be landed; that is gate 1.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from ingest.columns import amounts_of, total
from ingest.errors import ConservationError, EmptyPublicationError, RefusedDocumentError
from ingest.lake import DELIVERY_TABLES, Lake
from ingest.model import (
    DECLARATIONS_URL,
    Connector,
    Context,
    DeliveryKey,
    Document,
    Parsed,
    Reject,
    Row,
    Rows,
    Summary,
)
from ingest.money import UnreadableAmountError, parse_amount
from ingest.outcomes import Account, Record, check_conserved, check_unspoilt, outcome_of, provenance
from ingest.specs import SourceSpec
from ingest.writing import Block, Tables

log = logging.getLogger(__name__)

_NO_MONEY = (
    "line {line} was landed with an amount that is no money; the parser must reject such a line"
)


@dataclass(frozen=True, slots=True)
class Landing:
    """A delivery waiting below ``candidate``: its tables that have rows.

    ``outcomes`` has one record a document.
    """

    key: DeliveryKey
    tables: tuple[str, ...]
    outcomes: tuple[Record, ...]

    @property
    def has_rows(self) -> bool:
        """Return whether any document of the delivery was read."""
        return any(outcome["outcome"] == "landed" for outcome in self.outcomes)


def land(
    connector: Connector,
    context: Context,
    key: DeliveryKey,
    documents: Iterable[Document],
    lake: Lake,
    earlier: Iterable[Record] = (),
    superseded: Iterable[Document] = (),
) -> Landing:
    """Parse ``documents`` into candidate tables. ``earlier`` outcomes are kept beside theirs.

    The records of ``superseded`` documents go to the tables of earlier versions, if there are.

    Raises:
        ConservationError: a parser lost or invented money; nothing of it can be landed.
    """
    tables = Tables(lake, context.spec, key)
    outcomes = list(earlier)
    money = any(table.money_column for table in context.spec.tables.values())
    for document in documents:
        account = Account()
        outcome, code, reason = "landed", "", ""
        try:
            for item in _parse(connector, context, document):
                _take(item, context.spec, key, document, account, tables)
        except EmptyPublicationError as error:
            outcome, code, reason = "empty_publication", error.code, error.reason
        except RefusedDocumentError as error:
            outcome, code, reason = "refused", error.code, error.reason
        check_unspoilt(key, document, account, outcome)
        check_conserved(key, document, account)
        outcomes.append(outcome_of(key, document, account, outcome, code, reason, money=money))
    for document in superseded:
        _take_superseded(connector, context, key, document, tables)
    for record in outcomes:
        tables.add("outcomes", record)
    own = tuple(table for table in tables.close() if table not in DELIVERY_TABLES)
    return Landing(key, own, tuple(outcomes))


def _parse(connector: Connector, context: Context, document: Document) -> Iterable[Parsed]:
    if document.request.url == DECLARATIONS_URL and connector.declare is not None:
        return connector.declare(context)
    return connector.parse(context, document)


def _take(
    item: Parsed,
    spec: SourceSpec,
    key: DeliveryKey,
    document: Document,
    account: Account,
    tables: Tables,
) -> None:
    if isinstance(item, Summary):
        account.summaries.append(item)
        return
    if isinstance(item, Rows):
        _take_rows(item, spec, document, account, tables)
        return
    stamp = provenance(document, item.part, item.line)
    if isinstance(item, Row):
        money_column = spec.tables[item.table].money_column
        if money_column is not None:
            account.landed[item.part] += _pounds(item, money_column)
        account.rows += 1
        tables.add(item.table, {**item.values, **stamp})
        return
    if item.amount is not None:
        account.rejected[item.part] += item.amount
    account.rejects += 1
    tables.add("rejects", {**_reject(key, item), **stamp})


def _take_superseded(
    connector: Connector, context: Context, key: DeliveryKey, document: Document, tables: Tables
) -> None:
    """Keep what an earlier version said, if it can be read. It is in no account but its own."""
    homes = {
        table.earlier_versions_of: name
        for name, table in context.spec.tables.items()
        if table.earlier_versions_of
    }
    if not homes:
        return
    account = Account()
    try:
        for item in _parse(connector, context, document):
            if isinstance(item, Row | Rows) and item.table in homes:
                moved = replace(item, table=homes[item.table])
                _take(moved, context.spec, key, document, account, tables)
    except (RefusedDocumentError, EmptyPublicationError) as error:
        log.info("%s: an earlier version is not read: %s: %s", key.slug, document.sha256, error)


def _take_rows(
    rows: Rows, spec: SourceSpec, document: Document, account: Account, tables: Tables
) -> None:
    if not len(rows.lines):
        return
    money_column = spec.tables[rows.table].money_column
    if money_column is not None:
        account.landed[rows.part] += _pounds_of(rows, money_column)
    account.rows += len(rows.lines)
    columns = {**rows.columns, "_line": rows.lines.cast(pa.string())}
    constants = {**provenance(document, rows.part, None), **rows.constants}
    tables.add_block(rows.table, Block(len(rows.lines), columns, constants))


def _pounds_of(rows: Rows, money_column: str) -> Decimal:
    values = amounts_of(rows.columns[money_column]).values
    if values.null_count:
        line = rows.lines.filter(pc.is_null(values))[0].as_py()
        raise ConservationError(_NO_MONEY.format(line=line))
    return total(values)


def _pounds(row: Row, money_column: str) -> Decimal:
    text = row.values[money_column]
    try:
        amount = None if text is None else parse_amount(text)
    except UnreadableAmountError:
        amount = None
    if amount is None:
        raise ConservationError(_NO_MONEY.format(line=row.line))
    return amount


def _reject(key: DeliveryKey, reject: Reject) -> Record:
    return {
        "source_id": key.source_id,
        "publisher_id": key.publisher_id,
        "period": key.period,
        "table_name": reject.table,
        "code": reject.code,
        "reason": reject.reason,
        "excerpt": reject.excerpt,
        "amount_gbp": None if reject.amount is None else str(reject.amount),
    }

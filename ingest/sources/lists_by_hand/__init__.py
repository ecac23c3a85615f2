"""Lists that a person has copied: debarment, Living Wage, union recognition, or one of their own.

Nobody is asked for them: the list of debarred suppliers has no known form, and the others have
no terms that let a program copy them. A list that was never supplied is unknown.
"""

from collections.abc import Iterator, Set
from dataclasses import replace

from ingest.bulk import parse_table
from ingest.editions import by_hand
from ingest.model import Connector, Context, Document, Parsed, Reject, Row
from ingest.registers import PERSONAL, named_alike
from ingest.sources.lists_by_hand.rules import (
    COLUMNS,
    ENTERED_BY,
    ListName,
    contradicted,
    faults_of,
)

TABLE = "entries"
WRONG = "wrong_entry"


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row an entry; one that breaks a rule of the template is rejected, saying which.

    A name without an identifier does not land: nothing is matched by it. The whole list is read
    first: what one line says may contradict the others.

    Raises:
        RefusedDocumentError: the document has not the columns of the template.
    """
    required = [name for name in COLUMNS if name != ENTERED_BY]
    withheld = f"{PERSONAL}|enteredby"
    recognise = named_alike("list", context.spec.tables[TABLE], required, withheld=withheld)
    items = list(parse_table(TABLE, document, recognise))
    both = contradicted(_said(item) for item in items if isinstance(item, Row))
    for item in items:
        yield _judged(item, both) if isinstance(item, Row) else item


def _said(row: Row) -> dict[str, str]:
    return {name: (text or "").strip() for name, text in row.values.items()}


def _judged(row: Row, both: Set[ListName]) -> Row | Reject:
    said = _said(row)
    faults = [fault.text for fault in faults_of(said, both)]
    if faults:
        return Reject(row.table, WRONG, "; ".join(faults), row.line, row.part)
    if not said["identifier"]:
        # It is matched to nobody, and may be a person's.
        return replace(row, values={**row.values, "organisation_name": ""})
    return row


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return by_hand(parse)

"""What is bought, by the common procurement vocabulary of 2008: code and label.

An area declares the list it wants as an option, label to address.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.bulk import Layout, parse_table, positions_by, unknown_layout
from ingest.editions import by_edition
from ingest.model import Connector, Context, Document, Parsed

TABLE = "codes"
PATTERNS: Mapping[str, re.Pattern[str]] = {
    "code": re.compile(r"code|cpv code"),
    "label": re.compile(r"label|description|en"),
}


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row a code, with its check digit where the list prints it.

    Raises:
        RefusedDocumentError: the document has no code or no label.
    """
    yield from parse_table(TABLE, document, recognise)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return by_edition(parse)


def recognise(heading: Sequence[str]) -> Layout:
    """Return where code and label stand.

    Raises:
        RefusedDocumentError: one of them is not there.
    """
    found = positions_by(PATTERNS, heading)
    missing = [name for name in PATTERNS if name not in found]
    if missing:
        raise unknown_layout(missing)
    return Layout(f"vocabulary by {heading[found['code']]}", found)

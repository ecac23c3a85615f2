"""The industries of SIC 2007: the whole tree, or the condensed list of Companies House.

An area declares the lists it wants as options, label to address.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.bulk import Layout, parse_table, positions_by, unknown_layout
from ingest.editions import by_edition
from ingest.model import Connector, Context, Document, Parsed

TABLE = "codes"
PATTERNS: Mapping[str, re.Pattern[str]] = {
    "code": re.compile(r"industrial-classification-2007|sic code"),
    "description": re.compile(r"name|description"),
    "parent": re.compile(r"parent"),
}
"""What the two lists call our columns; only the tree says what an industry is part of."""


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row an industry, at whatever level.

    Raises:
        RefusedDocumentError: the document is neither list.
    """
    yield from parse_table(TABLE, document, recognise)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return by_edition(parse)


def recognise(heading: Sequence[str]) -> Layout:
    """Return where our columns stand.

    Raises:
        RefusedDocumentError: there is no code or no description.
    """
    found = positions_by(PATTERNS, heading)
    missing = [name for name in ("code", "description") if name not in found]
    if missing:
        raise unknown_layout(missing)
    return Layout(f"industries by {heading[found['code']]}", found)

"""Companies House: the live register, as one zip or several, once a month."""

import re
from collections.abc import Iterator

from ingest.bulk import named_as_declared, parse_table, stamped
from ingest.model import Connector, Context, Document, Parsed
from ingest.newest import Linked, newest_linked, period_named

TABLE = "companies"
MONTH = "snapshot_month"
"""The month that the register is named after, e.g. ``2026-03``: it stands in no row of it."""
LINKED = Linked(
    page="en_output.html",
    link=re.compile(
        r"""href\s*=\s*["']?(?P<link>[^"'>\s]*BasicCompanyData(?:AsOneFile)?-"""
        r"""(?P<period>\d{4}-\d{2})-01(?:-part(?P<part>\d+)_(?P<parts>\d+))?\.zip)""",
        re.IGNORECASE,
    ),
    what="BasicCompanyData file",
)
_MONTH = re.compile(r"\d{4}-\d{2}")


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row a company. HTML entities in names stay as they are published.

    Raises:
        RefusedDocumentError: the document is not the product in its layout.
    """
    table = context.spec.tables[TABLE]
    recognise = named_as_declared("basic company data", table, ".", MONTH)
    month = period_named(document, _MONTH)
    yield from stamped(parse_table(TABLE, document, recognise), **{MONTH: month})


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return newest_linked(parse, LINKED)

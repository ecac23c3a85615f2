"""UK local authorities, past, present and decided: one CSV, asked for once a month."""

from collections.abc import Iterator

from ingest.bulk import named_as_declared, parse_table
from ingest.editions import monthly
from ingest.model import Connector, Context, Document, Parsed

TABLE = "authorities"
FILE = "uk_local_authorities_future.csv"


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row an authority; hyphens in headings become underscores.

    Raises:
        RefusedDocumentError: the document is not the list.
    """
    recognise = named_as_declared("local authorities", context.spec.tables[TABLE], "-")
    yield from parse_table(TABLE, document, recognise)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return monthly(parse, FILE)

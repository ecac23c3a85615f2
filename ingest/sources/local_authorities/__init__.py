"""UK local authorities, past, present and decided: one CSV, asked for once a month."""

from collections.abc import Iterator

from ingest.bulk import named_as_declared, parse_table, refuse_no_table
from ingest.model import (
    Connector,
    Context,
    DeliveryKey,
    Document,
    Followed,
    Parsed,
    Request,
)

TABLE = "authorities"
FILE = "uk_local_authorities_future.csv"


def plan(context: Context) -> Iterator[Request]:
    """Ask for the list, unless it has been pulled this month."""
    source_id = context.spec.source_id
    delivery = DeliveryKey(source_id, source_id, f"{context.window.night:%Y-%m}")
    if delivery not in context.asked:
        yield Request(url=f"{context.spec.base_url}/{FILE}", delivery=delivery, name=FILE)


def follow(context: Context, request: Request, body: bytes) -> Followed:
    """Return nothing more to ask: the list is one document.

    Raises:
        RefusedDocumentError: the answer is no table: it is asked for again.
    """
    refuse_no_table(body)
    return Followed()


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row an authority; hyphens in headings become underscores.

    Raises:
        RefusedDocumentError: the document is not the list.
    """
    recognise = named_as_declared("local authorities", context.spec.tables[TABLE], "-")
    yield from parse_table(TABLE, document, recognise)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return Connector(plan, follow, parse)

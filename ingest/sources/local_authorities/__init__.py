"""UK local authorities, past, present and decided: one CSV, asked for once a month."""

from collections.abc import Iterator, Sequence

from ingest.bulk import Layout, parse_table, unknown_layout
from ingest.model import (
    EXTRA,
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
    """Return nothing more to ask: the list is one document."""
    return Followed()


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row an authority; hyphens in headings become underscores.

    Raises:
        RefusedDocumentError: the document is not the list.
    """
    columns = tuple(name for name in context.spec.tables[TABLE].columns if name != EXTRA)

    def recognise(heading: Sequence[str]) -> Layout:
        at = {name.replace("-", "_"): position for position, name in enumerate(heading)}
        missing = [name for name in columns if name not in at]
        if missing:
            raise unknown_layout(missing)
        words = f"local authorities, {len(heading)} columns"
        return Layout(words, {name: at[name] for name in columns})

    yield from parse_table(TABLE, document, recognise)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return Connector(plan, follow, parse)

"""Reference files of which an area names the editions it wants, each by its label and place.

Their addresses change with each edition, and most of them we have never asked: an area that
names none has none asked for, and a file in the inbox is read as a download would be.
"""

from collections.abc import Callable, Iterator
from functools import partial

from ingest.bulk import refuse_no_table
from ingest.model import (
    Connector,
    Context,
    DeliveryKey,
    Document,
    Followed,
    Parsed,
    Request,
)

Parse = Callable[[Context, Document], Iterator[Parsed]]


def by_edition(parse: Parse, address: str = "{}") -> Connector:
    """Return a connector that asks for every declared edition, and reads it by ``parse``.

    ``address`` makes a whole address, or one below the source's base URL, of a place.
    """
    return Connector(partial(plan, address=address), follow, parse)


def plan(context: Context, address: str = "{}") -> Iterator[Request]:
    """Ask for every edition not pulled whole before: once out, an edition does not change.

    An option of the area is a label and a place, e.g. ``"2025": imd-2025.csv``.
    """
    source_id = context.spec.source_id
    for label, place in sorted(context.options.items()):
        delivery = DeliveryKey(source_id, source_id, label)
        if delivery not in context.asked:
            url = address.format(place)
            if "://" not in url:
                url = f"{context.spec.base_url}/{url}"
            yield Request(url=url, delivery=delivery, name=place.rpartition("/")[2])


def follow(context: Context, request: Request, body: bytes) -> Followed:
    """Return nothing more to ask: an edition is one document.

    Raises:
        RefusedDocumentError: the answer is no table: it is asked for again.
    """
    refuse_no_table(body)
    return Followed()

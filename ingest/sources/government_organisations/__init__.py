"""Departments, agencies and public bodies as GOV.UK lists them, open and closed.

Pages of twenty, one after another. The shape of the answers is from memory: a page without the
list of results is refused, and a part of an organisation that is not where it should be is null.
"""

from collections.abc import Iterator

import orjson

from ingest.bulk_json import JsonRecord, objects, said, within
from ingest.editions import delivery_of, month_of, never_had
from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.model import (
    Connector,
    Context,
    DeliveryKey,
    Document,
    Followed,
    Parsed,
    Reject,
    Request,
    Row,
    Summary,
)

TABLE = "organisations"
NAMELESS = "no_title"
_NAMELESS_REASON = "The organisation has no title or no slug."
_MOST_PAGES = 500
"""Twenty times what there were: a list that is longer leads round in a circle."""


def plan(context: Context) -> Iterator[Request]:
    """Ask for the first page, unless the list has been pulled whole this month."""
    delivery = delivery_of(context, month_of(context))
    if never_had(context, delivery):
        yield _page(context, delivery, 1)


def follow(context: Context, request: Request, body: bytes) -> Followed:
    """Return a request for the next page, while the answer says that there is one.

    Raises:
        RefusedDocumentError: the answer is no page of organisations.
    """
    page = _read(body)
    number = int(dict(request.params).get("page", "1"))
    pages = said(page, "pages") or "1"
    last = min(int(pages), _MOST_PAGES) if pages.isdecimal() else 1
    found = len(objects(page, "results"))
    if request.delivery is None or number >= last:
        return Followed(found=found)
    return Followed((_page(context, request.delivery, number + 1),), found=found)


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row an organisation; the line is its number on the page.

    Raises:
        RefusedDocumentError: the document is no page of organisations.
        EmptyPublicationError: it names none.
    """
    results = objects(_read(document.path.read_bytes()), "results")
    if not results:
        raise EmptyPublicationError("no_rows", "The page names no organisation.")
    for number, record in enumerate(results, 1):
        values = _organisation(record)
        if values["slug"] and values["title"]:
            yield Row(TABLE, values, number)
        else:
            yield Reject(TABLE, NAMELESS, _NAMELESS_REASON, number)
    yield Summary("", "organisations API, results", len(results))


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return Connector(plan, follow, parse)


def _page(context: Context, delivery: DeliveryKey, number: int) -> Request:
    return Request(
        url=f"{context.spec.base_url}/organisations",
        params=(("page", str(number)),),
        delivery=delivery,
        name=f"organisations-{number:03d}.json",
    )


def _read(body: bytes) -> JsonRecord:
    try:
        page = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise RefusedDocumentError("not_json", "The answer is not JSON.") from error
    if not isinstance(page, dict) or not isinstance(page.get("results"), list):
        raise RefusedDocumentError("unknown_layout", "The answer has no list of results.")
    return page


def _organisation(record: JsonRecord) -> dict[str, str | None]:
    details = within(record, "details")
    return {
        "slug": said(details, "slug"),
        "title": said(record, "title"),
        "format": said(record, "format"),
        "abbreviation": said(details, "abbreviation"),
        "govuk_status": said(details, "govuk_status"),
        "govuk_closed_status": said(details, "govuk_closed_status"),
        "closed_at": said(details, "closed_at"),
        "content_id": said(details, "content_id"),
        "web_url": said(record, "web_url"),
        "parents": _slugs(record, "parent_organisations"),
        "superseded": _slugs(record, "superseded_organisations"),
        "superseding": _slugs(record, "superseding_organisations"),
    }


def _slugs(record: JsonRecord, key: str) -> str | None:
    """Return the last words of the addresses that a list names, joined by ``;``."""
    slugs = [(said(one, "id") or "").rstrip("/").rpartition("/")[2] for one in objects(record, key)]
    return ";".join(slug for slug in slugs if slug) or None

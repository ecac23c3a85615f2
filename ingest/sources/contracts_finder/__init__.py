"""Contracts Finder: notices below the thresholds in England, and all kinds until 2025.

The service answers a search without ``publishedTo`` with its newest hundred notices and no
link to the next page, so every request states both ends of its window; one function here
makes them all.
"""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from ingest.model import Connector, Context, DeliveryKey, Followed, Request
from ingest.ocds.flatten import parse
from ingest.ocds.documents import read_document
from ingest.ocds.windows import due_slots, halves

PAGE = 100
SEARCH = "Published/Notices/OCDS/Search"


def plan(context: Context) -> Iterator[Request]:
    """Yield one request for each window that is due (see ``ocds.windows.is_due``)."""
    for slot in due_slots(context):
        yield _search(_endpoint(context), slot.asked_from, slot.asked_to, slot.delivery)


def follow(context: Context, request: Request, body: bytes) -> Followed:
    """Return the next page, or the two halves of a window whose chain of pages broke off.

    A full page without a link, or one that links to itself, may be a chain cut short; the
    halves then hold all of the window again, and releases that earlier pages held land
    twice. They are one release wherever they have the same ocid and release id.
    """
    page = read_document(body)
    published_from, published_to = _window(request)
    if page.next_link:
        url = _own_url(context, page.next_link)
        following = _search(url, published_from, published_to, request.delivery)
        if following != request:
            return Followed((following,))
    elif len(page.entries) < PAGE:
        return Followed()
    cut = halves(published_from, published_to)
    endpoint = _endpoint(context)
    return Followed(tuple(_search(endpoint, *half, request.delivery) for half in cut), keep=not cut)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return Connector(plan, follow, parse)


def _search(
    url: str, published_from: str, published_to: str, delivery: DeliveryKey | None
) -> Request:
    """Return a search that states its whole window: the only maker of requests here.

    What a link to a further page already states is left as the service wrote it.
    """
    stated = dict(parse_qsl(urlsplit(url).query))
    window = {
        "limit": str(PAGE),
        "publishedFrom": published_from,
        "publishedTo": published_to,
    }
    params = tuple((name, value) for name, value in window.items() if not stated.get(name))
    return Request(url, params, delivery)


def _endpoint(context: Context) -> str:
    return f"{context.spec.base_url}/{SEARCH}"


def _own_url(context: Context, link: str) -> str:
    """Return the link as it is, or its query on our own endpoint if it leads elsewhere."""
    endpoint = _endpoint(context)
    if link.startswith(f"{endpoint}?"):
        return link
    return f"{endpoint}?{urlsplit(link).query}"


def _window(request: Request) -> tuple[str, str]:
    stated = dict(parse_qsl(urlsplit(request.url).query)) | dict(request.params)
    return stated["publishedFrom"], stated["publishedTo"]

"""Contracts Finder: notices below the thresholds in England, and all kinds until 2025.

The service answers a search without ``publishedTo`` with its newest hundred notices and no
link to the next page, so every search states both ends of its window; one function here
makes them all. What the search does not show is had elsewhere: the releases that an edit took
the place of (``records``), the years before it can be trusted (``archive``), and, where it is
wanted, what a second count of a day brings to light (``days``).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from ingest.model import Connector, Context, DeliveryKey, Document, Followed, Parsed, Request
from ingest.ocds import flatten
from ingest.ocds.documents import Reading, read_document
from ingest.ocds.windows import due_slots, halves, is_settled
from ingest.sources.contracts_finder import archive, days, records

PAGE = 100
SEARCH = "Published/Notices/OCDS/Search"
LONG_PAST = dt.timedelta(days=30)
PAST_DAYS = 15
"""The widest window that other readers found whole (open-contracting/kingfisher-collect)."""


def plan(context: Context) -> Iterator[Request]:
    """Yield the archive's months, and the windows of each delivery that is due.

    See ``ocds.windows.is_due``. Wide windows show only a part of what they hold: recent days
    are asked for one by one, and deliveries that are long past in halves of a month, as other
    readers of the service do.
    """
    yield from archive.plan(context)
    for slot in due_slots(context):
        if slot.last >= archive.TRUSTED_FROM:
            is_past = context.window.night.date() - slot.last > LONG_PAST
            for window in slot.portions(PAST_DAYS if is_past else 1):
                yield _search(_endpoint(context), *window, slot.delivery)


def follow(context: Context, request: Request, body: bytes) -> Followed:
    """Return the next page, or the two halves of a window whose chain of pages broke off.

    A full page without a link, or one that links to itself, may be a chain cut short; the
    halves then hold all of the window again, and releases that earlier pages held land
    twice. They are one release wherever they have the same ocid and release id.
    """
    if archive.is_archive(request):
        return archive.follow(context, request, body)
    if days.is_count(context, request):
        return days.follow(context, request, body)
    if records.is_record(context, request):
        return Followed()
    return _follow_search(context, request, read_document(body))


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield what a document holds, whichever way it was had (see ``ocds.flatten.parse``)."""
    archive.ensure_files(context, document.request)
    return flatten.parse(context, document)


def settled(context: Context, request: Request, asked: dt.datetime) -> bool:
    """Return whether the answer of the night that ``asked`` still stands."""
    if archive.is_archive(request):
        return archive.is_settled(context, asked)
    if records.is_record(context, request):
        return records.is_settled(request, asked)
    if days.is_count(context, request):
        return days.is_settled(context, request, asked)
    last = dt.datetime.fromisoformat(_window(request)[1]).date()
    return is_settled(context, last, asked)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return Connector(plan, follow, parse, settled=settled)


def _follow_search(context: Context, request: Request, page: Reading) -> Followed:
    published_from, published_to = _window(request)
    edits = records.histories(context, request, page)
    if page.next_link:
        url = _own_url(context, page.next_link)
        following = _search(url, published_from, published_to, request.delivery)
        if following != replace(request, hint=""):
            hint = days.seen(request, page) if days.is_wanted(context) else ""
            return Followed((*edits, replace(following, hint=hint)))
    elif len(page.entries) < PAGE:
        window = (published_from, published_to)
        return Followed((*edits, *days.second_count(context, request, window, page)))
    cut = halves(published_from, published_to)
    if not cut:
        return Followed(tuple(edits))
    endpoint = _endpoint(context)
    requests = (_search(endpoint, *half, request.delivery) for half in cut)
    return Followed(tuple(requests), keep=False)


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

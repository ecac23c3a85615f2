"""GOV.UK as it is asked: a search for an organisation's pages, and the content of each page.

The search refuses a parameter it does not know (422). How deep it may be paged is not known,
so it is asked for a slice of dates at a time. Content answers 303 where a page has moved and
410 where it was withdrawn; a file that is replaced comes back at a new address.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from pydantic import BaseModel, Field

from ingest.model import Context, Request
from ingest.sources.spend.links import Index, Link, absolute_links, page_links
from ingest.sources.spend.options import count_option
from ingest.specs import Publisher

SEARCH = "https://www.gov.uk/api/search.json"
_SEARCH_PATH, _CONTENT_PATH = "/api/search.json", "/api/content"
_PAGE_SIZE = 100
"""Pages of 1,500 have been answered; how large one may be is not documented."""
_SLICE_DAYS = 366
"""No slice this long is known to be cut short; how deep one may be paged is not documented."""


class _Result(BaseModel):
    title: str = ""
    link: str


class _Results(BaseModel):
    """What is read of a search answer; the rest of it is passed over."""

    results: tuple[_Result, ...]
    total: int = Field(ge=0)


class _Attachment(BaseModel):
    attachment_type: str | None = None
    url: str = ""
    title: str | None = None
    filename: str | None = None


class _Details(BaseModel):
    attachments: tuple[_Attachment, ...] | None = None
    documents: tuple[str, ...] | None = None


class _Page(BaseModel):
    title: str = ""
    base_path: str = ""


class _Links(BaseModel):
    documents: tuple[_Page, ...] = ()


class _Content(BaseModel):
    """What is read of a content answer. A collection's pages are its ``links.documents``."""

    title: str = ""
    details: _Details | None = None
    links: _Links | None = None


def search_requests(context: Context, publisher: Publisher, url: str) -> Iterator[Request]:
    """The first page of a search for each slice of days, up to the one that holds the night.

    The slices are counted from the window's first day, so that every night asks the same.
    """
    days = dt.timedelta(days=count_option(context, "govuk_slice_days", _SLICE_DAYS))
    first, night = context.window.first, context.window.night.date()
    while first <= night:
        last = first + days - dt.timedelta(days=1)
        params = {
            "q": publisher.find.query,
            "filter_organisations": publisher.find.organisation,
            "filter_content_store_document_type": "transparency",
            "filter_public_timestamp": f"from:{first},to:{last}",
            "fields": "title,link,public_timestamp",
            "order": "-public_timestamp",
            "count": str(count_option(context, "govuk_page_size", _PAGE_SIZE)),
            "start": "0",
        }
        yield Request(url, tuple(params.items()), name=publisher.publisher_id)
        first = last + dt.timedelta(days=1)


def read_govuk(request: Request, body: bytes) -> Index:
    """What a search answer or a content answer leads to.

    Raises:
        ValueError: the answer is not JSON, or not of that shape.
    """
    if request.url.endswith(_SEARCH_PATH):
        return _found(request, _Results.model_validate_json(body))
    return _content(request, _Content.model_validate_json(body))


def _found(request: Request, answer: _Results) -> Index:
    pages = ((one.link, one.title) for one in answer.results if one.link.startswith("/"))
    params = dict(request.params)
    start = int(params["start"]) + len(answer.results)
    rest: tuple[Request, ...] = ()
    if answer.results and start < answer.total:
        rest = (replace(request, params=tuple({**params, "start": str(start)}.items())),)
    return Index(pages=_pages(request, pages), rest=rest)


def _content(request: Request, content: _Content) -> Index:
    details = content.details or _Details()
    attached = [
        (item.url, item.title or item.filename or "")
        for item in details.attachments or ()
        if item.url and item.attachment_type != "html"
    ]
    links = absolute_links(request.url, attached, (content.title,))
    if not links:  # older pages hold their attachments only as HTML
        links = page_links("".join(details.documents or ()), request.url, (content.title,))
    members = content.links.documents if content.links else ()
    pages = ((one.base_path, one.title) for one in members if one.base_path.startswith("/"))
    return Index(links, _pages(request, pages))


def _pages(request: Request, found: Iterator[tuple[str, str]]) -> tuple[Link, ...]:
    root = request.url.partition("/api/")[0]
    return tuple(Link(f"{root}{_CONTENT_PATH}{path}", title) for path, title in found)

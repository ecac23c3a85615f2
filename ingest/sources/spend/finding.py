"""What to ask each body for, and which files the answers lead to."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from ingest.errors import FetchError
from ingest.model import Context, DeliveryKey, Followed, Request
from ingest.patterns import compiled
from ingest.sources.spend.ckan import catalogue_requests, read_ckan
from ingest.sources.spend.govuk import SEARCH, read_govuk, search_requests
from ingest.sources.spend.links import Index, Link, page_links, page_title
from ingest.sources.spend.periods import MONTHS, months_in, overlaps, period_named
from ingest.specs import Finding, Publisher

SOURCE = "spend"

_TWINS = (".csv", ".xlsx", ".xls", ".ods", ".zip")
"""Of a file published in several forms one is asked for: the first of these."""


def plan(context: Context) -> Iterator[Request]:
    """One index a body or more, or one file a period where the address itself says the period.

    An index request carries the body's id as its name.
    """
    for publisher in sorted(context.publishers.values(), key=lambda one: one.publisher_id):
        yield from _first_requests(context, publisher)


def follow(context: Context, request: Request, body: bytes) -> Followed:
    """The files and further pages an index leads to. A file is kept and leads nowhere.

    All files of one period are documents of one delivery, in the order of their names: they
    are replaced together, so that a file which is withdrawn or renamed is not counted beside
    the one that took its place. A file that names no period is a delivery of its own name.

    Raises:
        FetchError: the index is not what its publisher declared, or nothing in it matches.
    """
    if request.delivery is not None:
        return Followed()
    publisher = context.publishers[request.name]
    index = _read(publisher, request, body)
    finding = publisher.find
    files = list(_matching(index.links, finding.link_pattern, finding.page_pattern))
    pages = list(_matching(index.pages, finding.page_pattern))
    if not (files or pages or index.rest) and _must_lead_on(context, publisher, request):
        raise FetchError(
            f"none of the {len(index.links)} links of {request.url} matches what is declared of "
            f"{publisher.publisher_id}; look whether the page has changed"
        )
    further = (Request(link.url, name=request.name) for link, _ in _within(pages, context))
    asked = [_file_request(publisher, *file) for file in _plainest(_within(files, context))]
    asked.sort(key=lambda one: (one.name, one.url))
    return Followed((*further, *index.rest, *asked), keep=False)


def _first_requests(context: Context, publisher: Publisher) -> Iterator[Request]:
    finding = publisher.find
    url = _absolute(context, finding.url)
    match finding.kind:
        case "page" | "govuk_content":
            yield Request(url, name=publisher.publisher_id)
        case "govuk_search":
            yield from search_requests(context, publisher, url if finding.url else SEARCH)
        case "ckan":
            yield from catalogue_requests(context, publisher, url)
        case "url_template":
            yield from _templated(context, publisher, url)
        case "inbox":
            return


def _must_lead_on(context: Context, publisher: Publisher, request: Request) -> bool:
    """Whether a request is for an index that is declared; a search may rightly find nothing."""
    if publisher.find.kind == "govuk_search":
        return False
    return request in _first_requests(context, publisher)


def _absolute(context: Context, url: str) -> str:
    base = context.spec.base_url
    return urljoin(base.rstrip("/") + "/", url) if base else url


def _templated(context: Context, publisher: Publisher, template: str) -> Iterator[Request]:
    asked = set()
    for day in months_in(context.window):
        quarter = (day.month + 2) // 3
        period = f"{day.year}-Q{quarter}" if "{quarter}" in template else f"{day:%Y-%m}"
        if period in asked:
            continue
        asked.add(period)
        url = template.format(
            year=day.year,
            yy=f"{day.year % 100:02}",
            month=f"{day.month:02}",
            month_name=MONTHS[day.month - 1],
            quarter=quarter,
        )
        yield _file_request(publisher, Link(url, ""), period)


def _read(publisher: Publisher, request: Request, body: bytes) -> Index:
    if publisher.find.kind == "page":
        return _read_page(publisher.find, request, body)
    try:
        if publisher.find.kind == "ckan":
            return read_ckan(publisher, request, body)
        return read_govuk(request, body)
    except ValueError as error:
        raise FetchError(f"{request.url} did not answer with JSON as it is known to") from error


def _read_page(finding: Finding, request: Request, body: bytes) -> Index:
    """The links of a page; those to its own site may be further pages, where any are declared."""
    html = body.decode("utf-8", errors="replace")
    here = urlsplit(request.url)
    links = page_links(html, request.url, (unquote(here.path), page_title(html)))
    own = (link for link in links if urlsplit(link.url).netloc == here.netloc)
    return Index(links, tuple(own) if finding.page_pattern else ())


def _matching(
    links: Iterable[Link], pattern: str, of_page: str = ""
) -> Iterator[tuple[Link, str | None]]:
    """The links that match, each with its period, with the help of what its page is called."""
    for link in links:
        parts = urlsplit(link.url)
        query = f"{parts.path}?{parts.query}" if parts.query else parts.path
        where = dict.fromkeys((unquote(parts.path), unquote(query), link.text))
        if said := _said(pattern, where):
            of = {name: text for one in _said(of_page, link.of) for name, text in one.items()}
            named = (period_named(of | one) for one in (*filter(None, said), {}))
            yield link, next(filter(None, named), None)


def _said(pattern: str, where: Iterable[str]) -> list[dict[str, str]]:
    """The named groups of each match of a pattern that say anything."""
    matches = (compiled(pattern).search(text) for text in where)
    return [
        {name: text for name, text in match.groupdict().items() if text}
        for match in matches
        if match
    ]


def _within(
    found: Iterable[tuple[Link, str | None]], context: Context
) -> Iterator[tuple[Link, str | None]]:
    for link, period in found:
        if period is None or overlaps(period, context.window):
            yield link, period


def _plainest(
    found: Iterable[tuple[Link, str | None]],
) -> Iterator[tuple[Link, str | None]]:
    """One form of each file. The same address, with or without TLS, is one link."""
    forms: dict[tuple[str | None, str], dict[str, Link]] = {}
    for link, period in found:
        twins = forms.setdefault((period, PurePosixPath(_file_name(link.url)).stem), {})
        twins.setdefault(urlsplit(link.url)._replace(scheme="").geturl(), link)
    for (period, _), twins in forms.items():
        plainest = min(map(_form, twins.values()))
        yield from ((link, period) for link in twins.values() if _form(link) == plainest)


def _form(link: Link) -> int:
    suffix = PurePosixPath(_file_name(link.url)).suffix.lower()
    return _TWINS.index(suffix) if suffix in _TWINS else len(_TWINS)


def _file_request(publisher: Publisher, link: Link, period: str | None) -> Request:
    name = _file_name(link.url)
    key = DeliveryKey(SOURCE, publisher.publisher_id, period or PurePosixPath(name).stem)
    return Request(link.url, delivery=key, name=name)


def _file_name(url: str) -> str:
    """The last part of an address, or what a parameter of it names like a file."""
    parts = urlsplit(url)
    name = unquote(parts.path.rstrip("/").rsplit("/", 1)[-1])
    if PurePosixPath(name).suffix.lower() not in _TWINS:
        asked = (value for _, value in parse_qsl(parts.query))
        named = (one for one in asked if PurePosixPath(one).suffix.lower() in _TWINS)
        name = next(named, name)
    return name or parts.netloc

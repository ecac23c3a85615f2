"""What to ask each body for, and which files its index page leads to."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from ingest.errors import FetchError
from ingest.model import Context, DeliveryKey, Followed, Publisher, Request
from ingest.sources.spend.links import Link, govuk_links, page_links
from ingest.sources.spend.periods import MONTHS, months_in, overlaps, period_named

SOURCE = "spend"

_TWINS = (".csv", ".xlsx", ".xls", ".ods", ".zip")
"""Of a file published in several forms one is asked for: the first of these."""


def plan(context: Context) -> Iterator[Request]:
    """One index a body, or one file a period where the address itself says the period.

    An index request carries the body's id as its name.
    """
    for publisher in sorted(context.publishers.values(), key=lambda one: one.publisher_id):
        finding = publisher.find
        if finding.kind in {"page", "govuk_content"}:
            yield Request(_absolute(context, finding.url), name=publisher.publisher_id)
        elif finding.kind == "url_template":
            yield from _templated(context, publisher)


def follow(context: Context, request: Request, body: bytes) -> Followed:
    """The files an index leads to. A file that was asked for is kept and leads nowhere.

    Two files of one period are two deliveries: the first keeps the period's name, the others
    add their own.

    Raises:
        FetchError: the index is not what its publisher declared.
    """
    if request.delivery is not None:
        return Followed()
    publisher = context.publishers[request.name]
    requests: dict[DeliveryKey, Request] = {}
    for link, period in _files(_links(publisher, request.url, body), publisher, context):
        name = _file_name(link.url)
        stem = PurePosixPath(name).stem
        first = period or stem
        names = (first, f"{first}.{stem}", f"{first}.{urlsplit(link.url).path}", link.url)
        keys = (DeliveryKey(SOURCE, publisher.publisher_id, one) for one in names)
        key = next(one for one in keys if one not in requests)
        requests[key] = Request(link.url, delivery=key, name=name)
    return Followed(tuple(requests.values()), keep=False)


def _absolute(context: Context, url: str) -> str:
    base = context.spec.base_url
    return urljoin(base.rstrip("/") + "/", url) if base else url


def _templated(context: Context, publisher: Publisher) -> Iterator[Request]:
    template = publisher.find.url
    asked = set()
    for day in months_in(context.window):
        quarter = (day.month + 2) // 3
        period = f"{day.year}-Q{quarter}" if "{quarter}" in template else f"{day:%Y-%m}"
        if period in asked:
            continue
        asked.add(period)
        url = _absolute(context, template).format(
            year=day.year,
            yy=f"{day.year % 100:02}",
            month=f"{day.month:02}",
            month_name=MONTHS[day.month - 1],
            quarter=quarter,
        )
        key = DeliveryKey(SOURCE, publisher.publisher_id, period)
        yield Request(url, delivery=key, name=_file_name(url))


def _links(publisher: Publisher, url: str, body: bytes) -> list[Link]:
    if publisher.find.kind == "page":
        return page_links(body.decode("utf-8", errors="replace"), url)
    try:
        return govuk_links(body, url)
    except ValueError as error:
        raise FetchError(f"{url} did not answer with JSON as GOV.UK sends it") from error


def _files(
    links: list[Link], publisher: Publisher, context: Context
) -> Iterator[tuple[Link, str | None]]:
    """The links that match, each with its period, one form of each file, window kept."""
    forms: dict[tuple[str | None, str], dict[str, Link]] = {}
    for link in links:
        matches = _matches(publisher.find.link_pattern, link)
        if not matches:
            continue
        period = next(filter(None, (period_named(match.groupdict()) for match in matches)), None)
        if period and not overlaps(period, context.window):
            continue
        twins = forms.setdefault((period, PurePosixPath(_file_name(link.url)).stem), {})
        twins.setdefault(urlsplit(link.url)._replace(scheme="", fragment="").geturl(), link)
    for (period, _), twins in forms.items():
        plainest = min(map(_form, twins.values()))
        yield from ((link, period) for link in twins.values() if _form(link) == plainest)


def _matches(pattern: str, link: Link) -> list[re.Match[str]]:
    where = (unquote(urlsplit(link.url).path), link.text)
    found = (re.search(pattern, text, re.IGNORECASE) for text in where)
    return [match for match in found if match]


def _form(link: Link) -> int:
    suffix = PurePosixPath(_file_name(link.url)).suffix.lower()
    return _TWINS.index(suffix) if suffix in _TWINS else len(_TWINS)


def _file_name(url: str) -> str:
    parts = urlsplit(url)
    return unquote(parts.path.rstrip("/").rsplit("/", 1)[-1]) or parts.netloc

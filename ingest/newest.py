"""A register whose page links to its newest edition: one file of all, or several that make one.

How many parts there are changes, so a page is read anew each month. An edition of which a part is
not there yet is none.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urljoin

from ingest.bulk import refuse_no_table
from ingest.editions import Parse, delivery_of, month_of
from ingest.errors import RefusedDocumentError
from ingest.model import Connector, Context, Document, Followed, Request


@dataclass(frozen=True, slots=True)
class Linked:
    """Where a page links to editions.

    ``page`` is below the source's base URL. ``link`` finds an address and has groups: ``link``
    itself; ``period``, a month or a day; ``part`` and ``parts`` where it is one of several.
    ``what`` a refusal calls them. ``prefers_parts`` where parts are taken rather than a whole.
    """

    page: str
    link: re.Pattern[str]
    what: str
    prefers_parts: bool = False


def newest_linked(parse: Parse, linked: Linked) -> Connector:
    """Return a connector that asks for the newest edition once it is there whole."""
    return Connector(partial(_plan, linked), partial(_follow, linked), parse)


def period_named(document: Document, pattern: re.Pattern[str]) -> str | None:
    """Return the month or day that a document is named after: it stands in no row of it."""
    delivery = document.request.delivery
    found = pattern.search(delivery.period if delivery else "")
    return found[0] if found else None


def _plan(linked: Linked, context: Context) -> Iterator[Request]:
    """Ask for the page, until an edition of this month has been pulled whole."""
    of_this_month = re.compile(rf"{month_of(context)}(-\d\d)?")
    if not any(of_this_month.fullmatch(key.period) for key in context.asked):
        yield Request(url=f"{context.spec.base_url}/{linked.page}")


def _follow(linked: Linked, context: Context, request: Request, body: bytes) -> Followed:
    """Return requests for the files of the newest whole edition.

    Raises:
        RefusedDocumentError: the page links to none, or a file is no table.
    """
    if request.delivery is not None:
        refuse_no_table(body)
        return Followed()
    editions = _editions(linked, body.decode("utf-8", errors="replace"))
    if not editions:
        raise RefusedDocumentError(
            "unknown_layout", f"{request.url} links to no {linked.what}: read the page"
        )
    newest = max(editions)
    delivery = delivery_of(context, newest)
    if delivery in context.asked:
        return Followed(keep=False)
    wanted = (
        Request(urljoin(request.url, link), delivery=delivery, name=link.rpartition("/")[2])
        for link in editions[newest]
    )
    return Followed(tuple(wanted), keep=False)


def _editions(linked: Linked, page: str) -> dict[str, list[str]]:
    """Return the links of each edition that is there whole."""
    whole: dict[str, list[str]] = {}
    parts: dict[tuple[str, int], dict[int, str]] = defaultdict(dict)
    for match in linked.link.finditer(page):
        if match["part"] is None:
            whole[match["period"]] = [match["link"]]
        else:
            parts[match["period"], int(match["parts"])][int(match["part"])] = match["link"]
    complete = {
        period: [links[number] for number in sorted(links)]
        for (period, count), links in parts.items()
        if set(links) == set(range(1, count + 1))
    }
    return whole | complete if linked.prefers_parts else complete | whole

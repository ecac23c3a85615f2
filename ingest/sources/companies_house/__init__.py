"""Companies House: the live register, as one zip or several, once a month."""

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urljoin

from ingest.bulk import named_as_declared, parse_table, refuse_no_table, stamped
from ingest.errors import RefusedDocumentError
from ingest.model import (
    Connector,
    Context,
    DeliveryKey,
    Document,
    Followed,
    Parsed,
    Request,
)

TABLE = "companies"
MONTH = "snapshot_month"
"""The month that the register is named after, e.g. ``2026-03``: it stands in no row of it."""
LINK = re.compile(
    r"""href\s*=\s*["']?(?P<link>[^"'>\s]*BasicCompanyData(?:AsOneFile)?-(?P<month>\d{4}-\d{2})"""
    r"""-01(?:-part(?P<part>\d+)_(?P<parts>\d+))?\.zip)""",
    re.IGNORECASE,
)


def plan(context: Context) -> Iterator[Request]:
    """Ask for the page of downloads, until this month's register has been pulled whole."""
    if _delivery(context, f"{context.window.night:%Y-%m}") not in context.asked:
        yield Request(url=f"{context.spec.base_url}/en_output.html")


def follow(context: Context, request: Request, body: bytes) -> Followed:
    """Return requests for the newest month whose every part is on the page.

    The whole register in one file is preferred; how many parts there are changes.

    Raises:
        RefusedDocumentError: the page names no register, or a file is no table.
    """
    if request.delivery is not None:
        refuse_no_table(body)
        return Followed()
    months = _months(body.decode("utf-8", errors="replace"))
    if not months:
        raise RefusedDocumentError(
            "unknown_layout", f"{request.url} links to no BasicCompanyData file: read the page"
        )
    month = max(months)
    delivery = _delivery(context, month)
    if delivery in context.asked:
        return Followed(keep=False)
    wanted = (
        Request(urljoin(request.url, link), delivery=delivery, name=link.rpartition("/")[2])
        for link in months[month]
    )
    return Followed(tuple(wanted), keep=False)


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row a company. HTML entities in names stay as they are published.

    Raises:
        RefusedDocumentError: the document is not the product in its layout.
    """
    table = context.spec.tables[TABLE]
    recognise = named_as_declared("basic company data", table, ".", MONTH)
    delivery = document.request.delivery
    month = re.search(r"\d{4}-\d{2}", delivery.period if delivery else "")
    yield from stamped(
        parse_table(TABLE, document, recognise), **{MONTH: month[0] if month else None}
    )


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return Connector(plan, follow, parse)


def _delivery(context: Context, month: str) -> DeliveryKey:
    return DeliveryKey(context.spec.source_id, context.spec.source_id, month)


def _months(page: str) -> dict[str, list[str]]:
    """Return the links of each month that is there whole."""
    whole: dict[str, str] = {}
    parts: dict[tuple[str, int], dict[int, str]] = defaultdict(dict)
    for match in LINK.finditer(page):
        if match["part"] is None:
            whole[match["month"]] = match["link"]
        else:
            parts[match["month"], int(match["parts"])][int(match["part"])] = match["link"]
    complete = {
        month: [links[number] for number in sorted(links)]
        for (month, count), links in parts.items()
        if set(links) == set(range(1, count + 1))
    }
    return complete | {month: [link] for month, link in whole.items()}

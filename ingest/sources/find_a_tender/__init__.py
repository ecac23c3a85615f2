"""Find a Tender: every notice above the thresholds since 2021, and nearly all since 2025.

The service's own paging loses releases without saying so (its cursor holds a hidden key
that is not in the order the rows are listed in: 152 releases of 7 May 2021 came as 103).
A first page has never been seen to be wrong, so no cursor is ever sent: a window that may
hold more than one page is cut in two until each part fits on one.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from ingest.model import Connector, Context, Followed, Request
from ingest.ocds.flatten import parse
from ingest.ocds.documents import read_document
from ingest.ocds.windows import due_slots, halves

PAGE = 100


def plan(context: Context) -> Iterator[Request]:
    """Yield one request for each window that is due (see ``ocds.windows.is_due``)."""
    for slot in due_slots(context):
        yield Request(
            url=f"{context.spec.base_url}/ocdsReleasePackages",
            params=_params(slot.asked_from, slot.asked_to),
            delivery=slot.delivery,
        )


def follow(context: Context, request: Request, body: bytes) -> Followed:
    """Return the two halves of a window whose page is full or says there is more.

    A window too narrow to be cut is kept as far as it was answered, and every process seen
    in it is asked for by its ocid. The same release may so land twice; it is one release
    wherever it has the same ocid and release id.
    """
    asked = dict(request.params)
    if "updatedFrom" not in asked:
        return Followed()
    page = read_document(body)
    if len(page.entries) < PAGE and not page.next_link:
        return Followed()
    cut = halves(asked["updatedFrom"], asked["updatedTo"])
    if not cut:
        return Followed(tuple(_processes(context, request, page.ocids())))
    return Followed(
        tuple(Request(request.url, _params(*half), request.delivery) for half in cut), keep=False
    )


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return Connector(plan, follow, parse)


def _params(updated_from: str, updated_to: str) -> tuple[tuple[str, str], ...]:
    return (("limit", str(PAGE)), ("updatedFrom", updated_from), ("updatedTo", updated_to))


def _processes(context: Context, request: Request, ocids: Iterable[str]) -> Iterator[Request]:
    for ocid in ocids:
        url = f"{context.spec.base_url}/ocdsReleasePackages/{quote(ocid, safe='')}"
        yield Request(url, delivery=request.delivery)

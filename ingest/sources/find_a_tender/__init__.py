"""Find a Tender: every notice above the thresholds since 2021, and nearly all since 2025.

The service's own paging loses releases without saying so (its cursor holds a hidden key
that is not in the order the rows are listed in: 152 releases of 7 May 2021 came as 103).
A first page has never been seen to be wrong, so no cursor is ever sent: a delivery is walked
in windows that each fit on one page (see ``walk``).
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from ingest.model import Connector, Context, DeliveryKey, Followed, Request
from ingest.ocds.documents import Reading, read_document
from ingest.ocds.flatten import parse
from ingest.ocds.json_text import text_at
from ingest.ocds.windows import SECOND, due_slots, is_settled
from ingest.sources.find_a_tender import gaps
from ingest.sources.find_a_tender.walk import (
    PAGE,
    Pace,
    Span,
    local,
    next_span,
    shorter,
)


def plan(context: Context) -> Iterator[Request]:
    """Yield the first window of each delivery that is due, and the numbers nobody has shown.

    See ``ocds.windows.is_due`` and ``gaps``.
    """
    for slot in due_slots(context):
        start = dt.datetime.fromisoformat(slot.asked_from)
        limit = dt.datetime.fromisoformat(slot.asked_to)
        first = next_span(start, limit, Pace.usual(start), ())
        if first is not None:
            yield _search(context, slot.delivery, first, Pace.usual(start))
    yield from gaps.plan(context)


def follow(context: Context, request: Request, body: bytes) -> Followed:
    """Return the window after this one; the same one made shorter, where its page is full.

    A window too narrow to be cut is kept as far as it was answered, and each notice seen in it
    is asked for by its number: one number can stand for several processes, and a page that
    breaks off may show only some of them. The numbers it does not show are gaps in the
    sequence, which are asked for later. The same release may so land twice; it is one release
    wherever it has the same ocid and release id.
    """
    page = read_document(body)
    found = len(page.entries)
    span = _span(request)
    if span is None:
        return Followed(keep=bool(found), found=found)
    pace = Pace.read(request.hint)
    if found < PAGE and not page.next_link:
        pace = pace.after(span, found)
        return Followed(tuple(_onward(context, request, span, pace)), found=found)
    if not span.is_narrow:
        cut = shorter(span, _published(page))
        return Followed((_search(context, request.delivery, cut, pace),), keep=False)
    beyond = _notices(context, request, page)
    return Followed((*beyond, *_onward(context, request, span, pace)), found=found)


def past(context: Context, request: Request) -> tuple[Request, ...]:
    """Return the window after one that failed: it holds up no other."""
    span = _span(request)
    if span is None:
        return ()
    return tuple(_onward(context, request, span, Pace.read(request.hint)))


def settled(context: Context, request: Request, asked: dt.datetime) -> bool:
    """Return whether an answer will stay what it was.

    A window's when it was asked late enough (``is_settled``), a missing number's when it has
    been asked often enough; a notice never changes.
    """
    span = _span(request)
    if span is not None:
        return is_settled(context, span.end.date(), asked)
    return not gaps.is_block(request.delivery) or gaps.is_settled(context, request.name)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return Connector(plan, follow, parse, settled=settled, past=past, lacks=gaps.lacking)


def _search(context: Context, delivery: DeliveryKey | None, span: Span, pace: Pace) -> Request:
    return Request(
        url=f"{context.spec.base_url}/ocdsReleasePackages",
        params=(
            ("limit", str(PAGE)),
            ("updatedFrom", span.start.isoformat()),
            ("updatedTo", span.end.isoformat()),
        ),
        delivery=delivery,
        hint=str(pace),
    )


def _span(request: Request) -> Span | None:
    """Return the window that a request asks for; None where it asks for one notice."""
    asked = dict(request.params)
    if "updatedFrom" not in asked:
        return None
    return Span(
        dt.datetime.fromisoformat(asked["updatedFrom"]),
        dt.datetime.fromisoformat(asked["updatedTo"]),
    )


def _onward(context: Context, request: Request, span: Span, pace: Pace) -> Iterator[Request]:
    last = _last_day(context, request.delivery)
    limit = dt.datetime.combine(last, dt.time(23, 59, 59))
    former = [known for known in map(_span, context.former) if known is not None]
    following = next_span(span.end + SECOND, limit, pace, former)
    if following is not None:
        yield _search(context, request.delivery, following, pace)


def _last_day(context: Context, delivery: DeliveryKey | None) -> dt.date:
    """Return the last day that is asked for in a delivery named after its days."""
    if delivery is None:
        raise ValueError("a window of Find a Tender belongs to a delivery")
    return min(dt.date.fromisoformat(delivery.period.partition("--")[2]), context.window.last)


def _published(page: Reading) -> Iterator[dt.datetime]:
    """The dates of a page's releases; an edit may have moved some of them out of its window."""
    for entry in page.entries:
        said = text_at(entry.release, "date") if isinstance(entry.release, dict) else None
        at = local(said) if said else None
        if at is not None:
            yield at


def _notices(context: Context, request: Request, page: Reading) -> Iterator[Request]:
    for notice_id in _release_ids(page):
        yield gaps.by_number(context, notice_id, request.delivery)


def _release_ids(page: Reading) -> Iterable[str]:
    named = (text_at(e.release, "id") for e in page.entries if isinstance(e.release, dict))
    return dict.fromkeys(name for name in named if name)

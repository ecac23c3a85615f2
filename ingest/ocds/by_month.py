"""Public Contracts Scotland and Sell2Wales: one platform, which gives a month of one type at once.

What stands here was read in the services' documentation and in other people's readers; nobody
has tried it from here. Readers have met, in 2026, an answer 500 ("Error converting data type
nvarchar to float") to documented requests, certificates that had expired or came without their
intermediate (a reader that checks them then has a failure, and must be given the intermediate),
and packages without a list of releases where a month has none of a type. Whether an answer can
be cut short is not known: nobody describes pages.

An area may set ``notice_types`` (numbers, with spaces between) and ``locale`` (1106 is Welsh).
"""

import datetime as dt
from collections.abc import Iterator

from ingest.errors import DeclarationError, RefusedDocumentError
from ingest.model import Connector, Context, DeliveryKey, Document, Followed, Parsed, Request
from ingest.ocds import flatten
from ingest.ocds.json_text import decode
from ingest.ocds.windows import is_due, is_settled
from ingest.refusals import empty

COMMON_TYPES = (*range(1, 8), *range(12, 16), *range(20, 26))
"""The forms of the European rules: prior information, contract, award, and so on."""
ENGLISH = "2057"
OCDS_OUTPUT = "0"
PACKAGE_KEYS = frozenset(
    {"uri", "version", "publishedDate", "publisher", "license", "publicationPolicy", "extensions"}
)


def connector(own_types: tuple[int, ...]) -> Connector:
    """Return the connector of a service that has ``own_types`` beside the common ones."""
    types = (*COMMON_TYPES, *own_types)

    def plan(context: Context) -> Iterator[Request]:
        for delivery, first, last in _months(context):
            if is_due(context, delivery, last):
                for notice_type in _types(context, types):
                    yield _notices(context, delivery, first, notice_type)

    return Connector(plan, follow, parse, settled=settled)


def follow(context: Context, request: Request, body: bytes) -> Followed:
    """Return nothing: an answer leads nowhere."""
    return Followed()


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield what a document holds (see ``ocds.flatten.parse``).

    Raises:
        EmptyPublicationError: it is a package that lists no releases (``no_releases``).
        RefusedDocumentError: it holds no releases that could be read.
    """
    try:
        yield from flatten.parse(context, document)
    except RefusedDocumentError as refused:
        if refused.code == "not_ocds" and _is_bare_package(document.path.read_bytes()):
            raise empty("no_releases") from refused
        raise


def settled(context: Context, request: Request, asked: dt.datetime) -> bool:
    """Return whether a month is as it was when it was asked (see ``ocds.windows.is_settled``)."""
    month = dict(request.params)["dateFrom"]
    return is_settled(context, _last_day(int(month[3:]), int(month[:2])), asked)


def _months(context: Context) -> Iterator[tuple[DeliveryKey, dt.date, dt.date]]:
    """Yield each month that the period touches: its delivery, its first day and its last."""
    source_id = context.spec.source_id
    first = context.window.first.replace(day=1)
    while first <= context.window.last:
        last = _last_day(first.year, first.month)
        yield DeliveryKey(source_id, source_id, f"{first:%Y-%m}"), first, last
        first = last + dt.timedelta(days=1)


def _last_day(year: int, month: int) -> dt.date:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def _types(context: Context, usual: tuple[int, ...]) -> tuple[int, ...]:
    said = context.options.get("notice_types")
    if said is None:
        return usual
    if not said.split() or not all(one.isdecimal() for one in said.split()):
        raise DeclarationError(
            f"options.{context.spec.source_id}.notice_types is {said!r}; "
            "give numbers with spaces between"
        )
    return tuple(int(one) for one in said.split())


def _notices(context: Context, delivery: DeliveryKey, month: dt.date, notice_type: int) -> Request:
    return Request(
        url=f"{context.spec.base_url}/Notices",
        params=(
            ("dateFrom", f"{month:%m-%Y}"),
            ("noticeType", str(notice_type)),
            ("outputType", OCDS_OUTPUT),
            ("locale", context.options.get("locale", ENGLISH)),
        ),
        delivery=delivery,
        name=f"{month:%Y-%m} type {notice_type:03}",
    )


def _is_bare_package(body: bytes) -> bool:
    tree = decode(body.decode("utf-8-sig"))
    return isinstance(tree, dict) and bool(tree.keys() & PACKAGE_KEYS)

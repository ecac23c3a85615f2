"""Files that come whole, edition by edition: which there are, and when one is due.

A source says its editions, and by when one it had is due again; asking for them is the same for
all. A register whose page says which edition is the newest is ``ingest/newest.py``.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from ingest.bulk import refuse_no_table
from ingest.model import Connector, Context, DeliveryKey, Document, Followed, Parsed, Request


class Edition(NamedTuple):
    """A file of one period, at an address or below the source's own; what the file is called."""

    period: str
    place: str
    name: str


Parse = Callable[[Context, Document], Iterator[Parsed]]
Editions = Callable[[Context], Iterable[Edition]]
Due = Callable[[Context, DeliveryKey], bool]
Check = Callable[[bytes], object]
"""Raises RefusedDocumentError where an answer cannot be an edition: it is asked for again."""


def by_edition(parse: Parse, address: str = "{}", check: Check = refuse_no_table) -> Connector:
    """Return a connector that asks once for every edition that an area declares.

    An option of the area is a label and a place, e.g. ``"2025": imd-2025.csv``; ``address`` makes
    a whole address, or one below the source's base URL, of a place. Addresses change with each
    edition, and most of them we have never asked: an area that names none has none asked for,
    and a file in the inbox is read as a download would be.
    """
    return _connector(parse, partial(_declared, address=address), never_had, check)


def monthly(parse: Parse, file: str) -> Connector:
    """Return a connector for a register under one name, which is another each month."""
    return _connector(parse, lambda context: [Edition(month_of(context), file, file)], never_had)


def renewed(parse: Parse, edition: Edition) -> Connector:
    """Return a connector for the one file of everything ever filed, asked for once a month."""
    return _connector(parse, lambda _: [edition], not_this_month)


def yearly(
    parse: Parse, place: str, first_year: int, last_year: Callable[[dt.date], int]
) -> Connector:
    """Return a connector for a file a year, once a month: figures are filed late and filed again.

    ``place`` holds ``{year}``; ``last_year`` is that of the newest file on the night's day. Asked
    are the years of the window, and the one before its first: of that the window's first day
    knows the whole.
    """

    def editions(context: Context) -> Iterator[Edition]:
        newest = last_year(context.window.night.date())
        for year in range(max(first_year, context.window.first.year - 1), newest + 1):
            yield Edition(str(year), place.format(year=year), f"{year}.csv")

    return _connector(parse, editions, not_this_month)


def by_hand(parse: Parse) -> Connector:
    """Return a connector that asks nobody: the inbox brings what there is."""
    return _connector(parse, lambda _: (), never_had)


def month_of(context: Context) -> str:
    """Return the month of the night as a period, e.g. ``2026-03``."""
    return f"{context.window.night:%Y-%m}"


def delivery_of(context: Context, period: str) -> DeliveryKey:
    """Return the delivery of a period, of a source that is its own publisher."""
    return DeliveryKey(context.spec.source_id, context.spec.source_id, period)


def never_had(context: Context, delivery: DeliveryKey) -> bool:
    """Return whether a delivery was not pulled whole before: once out, it does not change."""
    return delivery not in context.asked


def not_this_month(context: Context, delivery: DeliveryKey) -> bool:
    """Return whether a delivery has not been pulled whole in the month of the night."""
    asked = context.asked.get(delivery)
    night = context.window.night
    return asked is None or (asked.year, asked.month) != (night.year, night.month)


def _connector(
    parse: Parse, editions: Editions, due: Due, check: Check = refuse_no_table
) -> Connector:
    def plan(context: Context) -> Iterator[Request]:
        for period, place, name in editions(context):
            delivery = delivery_of(context, period)
            if due(context, delivery):
                url = place if "://" in place else f"{context.spec.base_url}/{place}"
                yield Request(url=url, delivery=delivery, name=name)

    def follow(context: Context, request: Request, body: bytes) -> Followed:
        check(body)
        return Followed()

    return Connector(plan, follow, parse)


def _declared(context: Context, address: str) -> Iterator[Edition]:
    for label, place in sorted(context.options.items()):
        yield Edition(label, address.format(place), place.rpartition("/")[2])

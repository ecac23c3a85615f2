"""The number that each notice is given when it appears."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from replay.procurement import Process, guid
from replay.purchases.model import Notice, Purchase
from replay.timelines import Event

Appeared = tuple[dt.datetime, str, str]
"""When a notice appeared, the process it belongs to and its type."""


def number_notices(
    processes: tuple[Process, ...], purchases: tuple[Purchase, ...]
) -> tuple[tuple[Process, ...], tuple[Purchase, ...]]:
    """Return both with a release id on every notice.

    Find a Tender numbers the notices of each year in the order in which they appear, and
    leaves gaps; Contracts Finder gives each notice a GUID and each edition of it a number.
    """
    numbers = _numbers(
        [(event.at, one.ocid, event.notice)
         for one in processes if one.source_id == "find_a_tender" for event in one.events]
        + [(notice.at, one.ocid, notice.code)
           for one in purchases if one.source_id == "find_a_tender" for notice in one.notices]
    )  # fmt: skip
    return (
        tuple(_numbered_process(one, numbers) for one in processes),
        tuple(_numbered_purchase(one, at, numbers) for at, one in enumerate(purchases)),
    )


def _numbers(appeared: Iterable[Appeared]) -> Mapping[Appeared, str]:
    return {
        notice: f"{11000 + rank * 3:06d}-{notice[0].year}"
        for rank, notice in enumerate(sorted(appeared))
    }


def _numbered_process(process: Process, numbers: Mapping[Appeared, str]) -> Process:
    def numbered(position: int, event: Event) -> Event:
        if process.source_id == "find_a_tender":
            return replace(event, release_id=numbers[event.at, process.ocid, event.notice])
        name = guid(process.number, "notice", event.notice.removesuffix(" edited"))
        return replace(event, release_id=f"{name}-{600000 + process.number * 10 + position}")

    events = tuple(numbered(position, event) for position, event in enumerate(process.events))
    return replace(process, events=events)


def _numbered_purchase(purchase: Purchase, at: int, numbers: Mapping[Appeared, str]) -> Purchase:
    def numbered(position: int, notice: Notice) -> Notice:
        if purchase.source_id == "find_a_tender":
            return replace(notice, release_id=numbers[notice.at, purchase.ocid, notice.code])
        name = guid(at, "notice", purchase.ocid, notice.code.removesuffix(" edited"))
        return replace(notice, release_id=f"{name}-{700000 + at * 10 + position}")

    notices = tuple(numbered(position, notice) for position, notice in enumerate(purchase.notices))
    return replace(purchase, notices=notices)

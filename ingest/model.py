"""The types that cross a boundary inside ``ingest``: what we made ourselves and trust."""

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pyarrow as pa

from ingest.specs import Publisher, SourceSpec

PROVENANCE = ("_source_url", "_raw_sha256", "_fetched_at", "_part", "_line")
EXTRA = "_extra"
INDEX = "_index"
"""Stands in the place of a publisher for pages that say what else to ask for."""
DECLARED = "_declarations"
"""Stands in the place of a publisher for what our own YAML says of the publishers."""
DECLARATIONS_URL = "declarations:publishers"


@dataclass(frozen=True, slots=True, order=True)
class DeliveryKey:
    """What one publisher delivers for one period: the unit of landing and of replacement."""

    source_id: str
    publisher_id: str
    period: str

    @property
    def slug(self) -> str:
        """The key as a file name, e.g. ``example_council__2025-04``; no two keys share one.

        It never begins with ``_`` or ``.``: Spark passes over such files without a word.
        """
        name = f"{self.publisher_id}__{self.period}"
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).lstrip("_.-")[:120]
        if plain == name and name.split("__") == [self.publisher_id, self.period]:
            return name
        both = f"{self.publisher_id}\0{self.period}"
        return f"{plain}-{hashlib.sha256(both.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Request:
    """One document to ask for.

    A request without a ``delivery`` asks for an index: a page that says what else to ask for.
    ``name`` is what the publisher calls the document, where it has a name. ``hint`` is what its
    maker wants to know again when the answer is followed; the publisher never sees it, and two
    requests that differ in nothing else are one. ``is_probe`` where nobody knows whether there
    is such a document: that there is none is then no outcome of the delivery.
    """

    url: str
    params: tuple[tuple[str, str], ...] = ()
    delivery: DeliveryKey | None = None
    name: str = ""
    hint: str = ""
    is_probe: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as they were received, already stored under their SHA-256 and never changed again.

    ``fetched_at`` is the instant of the night (UTC) that first received these bytes in answer
    to this request: every document of one night carries the same one, so a night that was
    interrupted and taken up again publishes the same bytes as one that was not.
    """

    request: Request
    path: Path
    sha256: str
    fetched_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Followed:
    """What an answer leads to. ``keep`` is false when the answer was only a signpost.

    ``found`` is how many records it holds, where somebody counted, for a screen to show.
    """

    requests: tuple[Request, ...] = ()
    keep: bool = True
    found: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One record ready to land; every value is still the publisher's text.

    ``line`` is the physical line (or the record number, in JSON) inside ``part``: the sheet
    or archive member, empty where a document holds one table.
    """

    table: str
    values: Mapping[str, str | None]
    line: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Many records of one table and part, in columns of the publisher's text.

    ``columns`` have one entry a record, ``constants`` one value for all of them; a column of the
    table that is in neither is null. ``lines`` (int64) are as the ``line`` of a Row.
    """

    table: str
    columns: Mapping[str, pa.Array]
    constants: Mapping[str, str]
    lines: pa.Array
    part: str = ""


@dataclass(frozen=True, slots=True)
class Reject:
    """One record that is not landed. ``code`` is from the closed list of its source.

    ``amount`` is the money on the record, where it can be read: it stays in every account.
    """

    table: str
    code: str
    reason: str
    line: int
    part: str = ""
    excerpt: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a parser says of one part of a document when it has read it.

    ``published_total`` is added up from the part's cells before any of them was judged,
    so that landing can hold it against Σ landed + Σ rejected. None where there is no money.
    """

    part: str
    layout: str
    lines: int
    published_total: Decimal | None = None


Parsed = Row | Rows | Reject | Summary


@dataclass(frozen=True, slots=True)
class Window:
    """A closed period of days, and the night that asks: ``first <= day <= last``."""

    first: dt.date
    last: dt.date
    night: dt.datetime


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of asking for one thing by its name: the last answer, its night, and how often.

    ``empty`` is a document that holds nothing of what was asked for, and ``times`` the nights
    on which there was an answer.
    """

    outcome: Literal["received", "empty", "no_publication", "failed"]
    night: dt.datetime
    times: int
    url: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """A number of a notice service's sequence that no window has shown.

    It was given out between the days of the numbers around it. ``status`` is ``recovered``,
    ``no_publication`` or ``empty`` (asked for, and nothing stands for it), ``failed``,
    ``not_landed`` (it came, and the gate held it) or ``not_asked``; ``asked`` says the rest of
    what came of asking.
    """

    notice_id: str
    day_from: dt.date
    day_to: dt.date
    is_above_highest: bool
    status: str
    asked: Tried | None


@dataclass(frozen=True, slots=True)
class Context:
    """What a connector may know when it plans, follows and parses.

    ``options`` are the area's own settings for the source. ``asked`` says, for each delivery
    pulled whole before, the night of its last whole pull. ``former`` are the requests by which
    the delivery at hand was had before: who asks in parts asks in the same parts again, so that
    an answer that is settled is known for one. ``held`` are the notices landed, each with the
    day it is dated, and ``tried`` what was asked for by its name in each delivery, where the
    connector can say what it ``lacks``. ``backfill`` are the days that a backfill goes through,
    without the caps that a connector keeps for a night's sake; None on a night.
    """

    spec: SourceSpec
    window: Window
    publishers: Mapping[str, Publisher] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[DeliveryKey, dt.datetime] = field(default_factory=dict)
    former: tuple[Request, ...] = ()
    held: Mapping[str, dt.date] = field(default_factory=dict)
    tried: Mapping[DeliveryKey, Mapping[str, Tried]] = field(default_factory=dict)
    backfill: tuple[dt.date, dt.date] | None = None


def never_settled(context: Context, request: Request, asked: dt.datetime) -> bool:
    """Return that an answer may always change: what is due is asked for each time."""
    return False


def nothing_more(context: Context, request: Request) -> tuple[Request, ...]:
    """Return that a request which failed leads nowhere."""
    return ()


@dataclass(frozen=True, slots=True)
class Connector:
    """The pure functions that make a source. None of them asks the network.

    ``parse`` reads the document it is given: a company register does not fit in memory.
    It raises RefusedDocumentError, before its first row, when the document is not what it
    should be.
    """

    plan: Callable[[Context], Iterable[Request]]
    follow: Callable[[Context, Request, bytes], Followed]
    parse: Callable[[Context, Document], Iterator[Parsed]]
    declare: Callable[[Context], Iterator[Parsed]] | None = None
    """Rows that our own declarations of the publishers make, where the source has such tables."""
    settled: Callable[[Context, Request, dt.datetime], bool] = never_settled
    """Whether the answer of the night that asked last still stands, so that nobody is asked."""
    past: Callable[[Context, Request], tuple[Request, ...]] = nothing_more
    """What to ask for beyond a request that failed, where each answer leads to the next."""
    lacks: Callable[[Context], Iterator[Lacking]] | None = None
    """What is known to be missing, where what is landed can be held against what there must be."""

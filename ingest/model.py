"""The types that cross a boundary inside ``ingest``.

Pydantic models check what a stranger wrote: YAML declarations.
Frozen dataclasses carry what we made ourselves and already trust.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
ColumnName = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]

PROVENANCE = ("_source_url", "_raw_sha256", "_fetched_at", "_part", "_line")
EXTRA = "_extra"
INDEX = "_index"
"""Stands in the place of a publisher for pages that say what else to ask for."""
DECLARED = "_declarations"
"""Stands in the place of a publisher for what our own YAML says of the publishers."""
DECLARATIONS_URL = "declarations:publishers"


class Declaration(BaseModel):
    """Something read from YAML: an unknown key is a mistake, not an extra."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Licence(Declaration):
    """The terms under which a publisher lets us republish."""

    name: str
    url: str
    attribution: str


class TableSpec(Declaration):
    """A landed table: its columns (all text) and which of them holds money, if one does.

    Unknown columns of a delivery are kept as JSON text in ``_extra``.
    """

    columns: tuple[ColumnName, ...] = Field(min_length=1)
    money_column: ColumnName | None = None


class Pacing(Declaration):
    """How politely a host is asked, and what to do when it says no. Seconds."""

    min_interval_seconds: float = Field(ge=0)
    retry_statuses: Mapping[int, float]
    """HTTP status to the wait when the answer has no ``Retry-After``."""
    max_attempts: int = Field(default=5, ge=1)
    max_bytes: int = Field(default=4_000_000_000, ge=1)


class SourceSpec(Declaration):
    """What ``ingest/sources/<source_id>/source.yml`` declares."""

    source_id: Identifier
    title: str
    publisher: str
    homepage: str
    base_url: str
    licence: Licence
    cadence: Literal["daily", "monthly", "quarterly"]
    starts_on: dt.date
    window_days: int = Field(default=1, ge=1)
    pacing: Pacing
    tables: Mapping[Identifier, TableSpec]


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
    ``name`` is what the publisher calls the document, where it has a name.
    """

    url: str
    params: tuple[tuple[str, str], ...] = ()
    delivery: DeliveryKey | None = None
    name: str = ""


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
    """What an answer leads to. ``keep`` is false when the answer was only a signpost."""

    requests: tuple[Request, ...] = ()
    keep: bool = True


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


Parsed = Row | Reject | Summary


@dataclass(frozen=True, slots=True)
class Window:
    """A closed period of days, and the night that asks: ``first <= day <= last``."""

    first: dt.date
    last: dt.date
    night: dt.datetime


class Finding(Declaration):
    """How a body's files are found. ``url`` is absolute, or relative to the source's base URL.

    ``link_pattern`` is matched against the end of each link and its text; its named groups
    ``year`` and ``month`` (or ``quarter``) give the period of the delivery.
    """

    kind: Literal["page", "govuk_content", "url_template", "inbox"]
    url: str = ""
    link_pattern: str = ""


class Publisher(Declaration):
    """A public body that publishes spend files: what its files cannot say for themselves.

    ``area_codes`` are the districts that count as the body's own area.
    ``date_order`` settles a column that could be read both ways; without it such a column
    is refused. ``vat_basis`` stays ``unknown`` until somebody has read the publisher's word.
    """

    publisher_id: Identifier
    title: str
    body_type: str = "unknown"
    ons_code: str = ""
    area_codes: tuple[str, ...] = ()
    organisation_scheme: str = ""
    organisation_id: str = ""
    vat_basis: Literal["net", "gross", "unknown"] = "unknown"
    threshold_gbp: Decimal | None = None
    frequency: Literal["monthly", "quarterly", "yearly", "unknown"] = "unknown"
    date_order: Literal["day_first", "month_first"] | None = None
    date_meaning: Literal["payment", "invoice", "unknown"] = "unknown"
    find: Finding = Finding(kind="inbox")
    is_declared: bool = True
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a connector may know when it plans, follows and parses.

    ``options`` are the area's own settings for the source. ``asked`` says, for each delivery
    pulled whole before, the night of its last whole pull.
    """

    spec: SourceSpec
    window: Window
    publishers: Mapping[str, Publisher] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[DeliveryKey, dt.datetime] = field(default_factory=dict)


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

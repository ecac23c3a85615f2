"""Tables that say how promptly a body pays its invoices, told from lists of payments.

Contracting authorities publish, once a year, the share of invoices paid on time and the interest
that late payment made them liable for. The interest is money of another kind than payments: it
is in no account of them.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

import yaml
from pydantic import Field

from ingest.dates import DateOrder, format_of, order_of
from ingest.model import EXTRA, DeliveryKey, Reject, Row, Summary
from ingest.specs import Declaration, Publisher
from ingest.tables import Line, Part

TABLE = "prompt_payments"

REJECTS: Mapping[str, str] = MappingProxyType(
    {
        "no_period": "The line does not say which year or period it is of.",
        "no_figure": "The line names a period and states nothing about it.",
    }
)
"""The closed list of reasons for which one record of such a table is rejected."""

HEADER_ROWS = 15
"""How far down the headings are looked for: these tables are short."""

PERIODS = frozenset({"financial_year", "period_end"})
PROMPTNESS = frozenset({"share_paid_on_time", "invoices_paid_on_time", "invoices_not_paid_on_time"})
FIGURES = PROMPTNESS | {"invoices_paid", "interest_paid", "interest_liable"}

SAYS_PAID = re.compile("paid|within", re.IGNORECASE)
"""Every wording of promptness has one of these: other rows need no closer look."""

_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
_EXCERPT = 200


class Wording(Declaration):
    """Phrases that a heading has, and phrases that it must not have."""

    has: tuple[str, ...] = Field(min_length=1)
    lacks: tuple[str, ...] = ()

    def fits(self, words: str) -> bool:
        """Whether this wording is that of a heading, given in small letters."""
        lacking = not any(_pattern(phrase).search(words) for phrase in self.lacks)
        return lacking and all(_pattern(phrase).search(words) for phrase in self.has)


class Roles(Declaration):
    """The whole of ``prompt_payment.yml``."""

    roles: Mapping[str, tuple[Wording, ...]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the headings are, and which column plays which role."""

    index: int
    headings: tuple[str, ...]
    columns: Mapping[str, int]

    @property
    def description(self) -> str:
        """The layout in a few words, for whoever checks what was read."""
        shown = (f"{role}={self.headings[column][:40]}" for role, column in self.columns.items())
        return f"prompt payment: {', '.join(shown)}"


def rows_of(
    part: Part, delivery: DeliveryKey, publisher: Publisher
) -> tuple[tuple[Row | Reject, ...], Summary] | None:
    """Every line of a prompt-payment table and its account, or None when it is no such table.

    Raises:
        RefusedDocumentError: ``ambiguous_dates`` or ``mixed_date_orders``, where only a date
            says which period a line is of.
    """
    layout = recognise(part)
    if layout is None:
        return None
    lines = tuple(part.lines[layout.index + 1 :])
    order = _order(layout, lines, publisher)
    scale = _scale(_texts(lines, layout, "share_paid_on_time"))
    records = tuple(
        _judged(line, layout, part.name, _constants(layout, delivery, scale), order)
        for line in lines
    )
    return records, Summary(part.name, layout.description, len(records))


def recognise(part: Part) -> Layout | None:
    """The layout of a prompt-payment table: it names a period and a share or number on time."""
    for index, line in enumerate(part.lines[:HEADER_ROWS]):
        if not SAYS_PAID.search(" ".join(line.cells)):
            continue
        columns = _columns(line.cells)
        if PERIODS & columns.keys() and PROMPTNESS & columns.keys():
            headings = tuple(" ".join(text.split()) for text in line.cells)
            return Layout(index, headings, columns)
    return None


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """The column of each role: the one whose heading has the earliest wording."""
    fits = sorted(
        (rank, column, role)
        for column, text in enumerate(cells)
        for role, rank in [role_of(text)]
        if role
    )
    chosen: dict[str, int] = {}
    for _, column, role in fits:
        chosen.setdefault(role, column)
    return {role: chosen[role] for role in known_roles() if role in chosen}


def role_of(heading: str) -> tuple[str, int]:
    """The role of a heading and the rank of its wording; an empty role when it has none."""
    apart = _RUN_TOGETHER.sub(" ", heading.replace("%", " percentage "))
    words = _NOT_A_WORD.sub(" ", apart.lower())
    for role, wordings in known_roles().items():
        for rank, wording in enumerate(wordings):
            if wording.fits(words):
                return role, rank
    return "", 0


@cache
def known_roles() -> Mapping[str, tuple[Wording, ...]]:
    """The roles of ``prompt_payment.yml`` in their order, with their wordings."""
    text = files("ingest.sources.spend").joinpath("prompt_payment.yml").read_text(encoding="utf-8")
    return Roles.model_validate(yaml.safe_load(text)).roles


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(phrase).replace(re.escape('#'), '[0-9]+')}\b")


def _order(layout: Layout, lines: Sequence[Line], publisher: Publisher) -> DateOrder | None:
    """How the dates are to be read; a table that names its years needs none of them."""
    if "financial_year" in layout.columns:
        return publisher.date_order
    return order_of(Counter(_texts(lines, layout, "period_end")), publisher.date_order, "")


def _scale(texts: Sequence[str]) -> Literal["percent", "fraction"]:
    """Spreadsheets keep 91 % as 0.91: a column with nothing above one is of fractions."""
    if any("%" in text or _number(text) > 1 for text in texts):
        return "percent"
    return "fraction"


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)


def _constants(layout: Layout, delivery: DeliveryKey, scale: str) -> dict[str, str | None]:
    column = layout.columns.get("share_paid_on_time")
    if column is None:
        column = layout.columns.get("invoices_paid_on_time")
    return {
        "publisher_id": delivery.publisher_id,
        "period": delivery.period,
        "layout": layout.description,
        "on_time_heading": None if column is None else layout.headings[column],
        "share_scale": scale,
    }


def _judged(
    line: Line,
    layout: Layout,
    part: str,
    constants: Mapping[str, str | None],
    order: DateOrder | None,
) -> Row | Reject:
    told = {role: _cell(line, column) for role, column in layout.columns.items()}
    problem = _problem({role for role, text in told.items() if text})
    if problem:
        excerpt = " | ".join(text.strip() for text in line.cells if text.strip())[:_EXCERPT]
        return Reject(TABLE, problem, REJECTS[problem], line.number, part, excerpt)
    extra = dict(_extra(line, layout))
    values = {
        **constants,
        **told,
        "date_format": format_of(told.get("period_end") or "", order).value,
        EXTRA: _AS_JSON(extra) if extra else None,
    }
    return Row(TABLE, values, line.number, part)


def _problem(filled: set[str]) -> str | None:
    if not PERIODS & filled:
        return "no_period"
    return None if FIGURES & filled else "no_figure"


def _extra(line: Line, layout: Layout) -> Iterator[tuple[str, str]]:
    """Every cell that plays no role, below its heading."""
    taken = set(layout.columns.values())
    for column, text in enumerate(line.cells):
        if column not in taken and text.strip():
            heading = layout.headings[column] if column < len(layout.headings) else ""
            yield heading or f"column {column + 1}", text


def _texts(lines: Sequence[Line], layout: Layout, role: str) -> list[str]:
    column = layout.columns.get(role)
    if column is None:
        return []
    return [text for line in lines if (text := (_cell(line, column) or "").strip())]


def _cell(line: Line, column: int) -> str | None:
    text = line.cells[column] if column < len(line.cells) else ""
    return text if text.strip() else None

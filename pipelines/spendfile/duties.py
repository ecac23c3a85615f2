"""The two duties under which most bodies publish, as data: what they ask and in which columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Literal

import pyarrow.compute as pc
import yaml
from pydantic import Field

from ingest.columns import amounts_of
from ingest.sources.spend.headings import fold
from ingest.sources.spend.layouts import unheaded
from ingest.specs import Declaration
from pipelines.spendfile.names import DutyId, Vat
from pipelines.spendfile.opened import Opened
from pipelines.spendfile.rules import Finding, Place


class Asked(Declaration):
    """Something that must be published. Any of the roles, or of the headings, will do."""

    what: str
    roles: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


class State(StrEnum):
    """Whether something that is asked for is there."""

    HERE = "here"
    BLANK = "blank on every line"
    MISSING = "not in the file"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the file has for one thing that is asked for: the headings, and whether they say it."""

    what: str
    headings: tuple[str, ...]
    state: State


class Column(Declaration):
    """One column of a template. ``kind`` says how its cells are written.

    ``date`` is the payment's, ``day`` any other.
    """

    heading: str
    sources: tuple[str, ...] = Field(default=(), alias="from")
    kind: Literal["text", "payee", "date", "day", "amount", "tax"] = "text"
    by_vat: Mapping[str, str] = Field(default_factory=dict)
    by_date: Mapping[str, str] = Field(default_factory=dict)


class Duty(Declaration):
    """A duty to publish payments: whose it is, what it asks, and its template."""

    title: str
    whom: str
    body_types: frozenset[str]
    threshold_gbp: Decimal
    net_only: bool
    dates: str
    """How dates are written, as ``strftime`` takes it."""
    asked: tuple[Asked, ...]
    columns: tuple[Column, ...]


@cache
def duties() -> Mapping[DutyId, Duty]:
    """Both duties as declared."""
    text = files("pipelines.spendfile").joinpath("duties.yml").read_text("utf-8")
    declared = yaml.safe_load(text)
    return {name: Duty.model_validate(declared[name]) for name in DutyId}


def duty_of(opened: Opened) -> DutyId:
    """The duty a file falls under: by its body where that is declared, else by what it holds.

    Where nobody has declared the body, a list with a department family, or in which half of the
    lines reach the Treasury's threshold, is taken for one by its template.
    """
    declared = opened.publisher.body_type
    for name, duty in duties().items():
        if declared in duty.body_types:
            return name
    treasury = duties()[DutyId.HMT_25K]
    amounts = amounts_of(opened.payments["amount"].combine_chunks()).values
    large = pc.sum(pc.greater_equal(amounts, treasury.threshold_gbp)).as_py() or 0
    has_family = next(answers_of(opened, treasury)).state is State.HERE
    is_treasury = has_family or large * 2 > len(amounts)
    return DutyId.HMT_25K if is_treasury else DutyId.TRANSPARENCY_CODE


def answers_of(opened: Opened, duty: Duty) -> Iterator[Answer]:
    """Whether each thing that the duty asks for is in the file, and under which headings."""
    headed = {fold(text): text for _, layout in opened.layouts for text in layout.headings}
    for one in duty.asked:
        found = [headed[fold(text)] for text in one.headings if fold(text) in headed]
        roles = [role for role in one.roles if _plays(opened, role)]
        names = dict.fromkeys((*found, *(name for role in roles for name in _names(opened, role))))
        yield Answer(one.what, tuple(names), _state(opened, found, roles))


def vat_of(opened: Opened) -> Vat:
    """Whether VAT is in the amounts: as declared for the body, else as headed in every table."""
    if opened.publisher.vat_basis != "unknown":
        return Vat(opened.publisher.vat_basis)
    headed = {Vat(layout.vat) for _, layout in opened.layouts}
    return headed.pop() if len(headed) == 1 else Vat.UNKNOWN


def amounts_as_asked(opened: Opened, duty: Duty) -> Iterator[Finding]:
    """Whether the file says what its amounts are, and whether they are what the duty asks."""
    basis = vat_of(opened)
    if basis is Vat.UNKNOWN:
        yield Finding("vat_unstated", (Place(),))
    if basis is Vat.GROSS and duty.net_only:
        yield Finding("gross_amounts", (Place(),))


def _plays(opened: Opened, role: str) -> bool:
    return any(role in layout.columns for _, layout in opened.layouts)


def _names(opened: Opened, role: str) -> Iterator[str]:
    """What the columns of a role are called."""
    for _, layout in opened.layouts:
        if role in layout.columns:
            column = layout.columns[role]
            yield layout.names[column] if column < len(layout.names) else unheaded(column)


def _state(opened: Opened, found: Sequence[str], roles: Sequence[str]) -> State:
    """Blank only where every column that would do says nothing on any payment."""
    if not found and not roles:
        return State.MISSING
    columns = [opened.payments[role] for role in roles]
    is_blank = not found and all(column.null_count == len(column) for column in columns)
    return State.BLANK if is_blank and len(opened.payments) else State.HERE

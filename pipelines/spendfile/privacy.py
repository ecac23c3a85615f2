"""What must not be published: numbers and addresses of people, and people among the payees.

Only where something stands is told, never what.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

import pyarrow.compute as pc

from ingest.sources.spend.layouts import Layout, unheaded
from ingest.tables import Part
from pipelines.spendfile.opened import LINE, PART, Opened
from pipelines.spendfile.protecting import PERSON, REDACTED, classes_of, kinds_of
from pipelines.spendfile.rules import Finding, Place

_KINDS = ("national_insurance", "bank_details", "phone_number", "email_address")
_NUMBERED = frozenset(
    {"transaction_number", "supplier_reference", "contract_reference", "amount", "paid_on"}
)
"""Columns of numbers that may look like any other number: no phone or account is seen in them."""

_NUMBERS = frozenset({"bank_details", "phone_number"})
_FINDINGS = {PERSON: "person_payee", REDACTED: "redacted"}


def personal_data(opened: Opened) -> Iterator[Finding]:
    """Every cell that looks like it holds a number or an address of somebody's."""
    found: dict[str, list[Place]] = {kind: [] for kind in _KINDS}
    for part, layout in opened.layouts:
        for kind, place in _cells(part, layout):
            found[kind].append(place)
    for kind, places in found.items():
        yield Finding(kind, tuple(sorted(places, key=lambda one: (one.part, one.line or 0))))


def payees(opened: Opened) -> Iterator[Finding]:
    """Payees whom the warehouse takes for a person, and payees who are withheld already."""
    found: dict[str, list[Place]] = {code: [] for code in _FINDINGS.values()}
    classes = payee_classes(opened)
    columns = (opened.payments[name].to_pylist() for name in (PART, LINE, "supplier_name"))
    for part, line, name in zip(*columns, strict=True):
        if code := _FINDINGS.get(classes.get(name or "", "")):
            found[code].append(Place(part, line))
    for code, places in found.items():
        yield Finding(code, tuple(places))


def payee_classes(opened: Opened) -> Mapping[str, str]:
    """The class of every payee of a file."""
    return _classes(frozenset(opened.payments["supplier_name"].to_pylist()) - {None})


@lru_cache(maxsize=4)
def _classes(names: frozenset[str]) -> Mapping[str, str]:
    return classes_of(names)


def _cells(part: Part, layout: Layout) -> Iterator[tuple[str, Place]]:
    numbered = {layout.columns[role] for role in _NUMBERED & layout.columns.keys()}
    lines = layout.lines.numbers.to_pylist()
    columns = [layout.lines.texts(column) for column in range(len(layout.lines.columns))]
    kinds = kinds_of(text for texts in columns for text in pc.unique(texts).to_pylist())
    for column, texts in enumerate(columns):
        name = layout.names[column] if column < len(layout.names) else unheaded(column)
        for text, line in zip(texts.to_pylist(), lines, strict=True):
            for kind in kinds.get(text, frozenset()):
                if kind not in _NUMBERS or column not in numbered:
                    yield kind, Place(part.name, line, name)

"""What a table is: where its headings are, and which column is what.

Headings propose, values decide: a column is taken for an amount only when amounts stand in it.
Nothing is guessed from position, except where a table without headings can only be one of the
orders that are known. A table that names no supplier and no amount is refused.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.errors import RefusedDocumentError
from ingest.refusals import empty, refused
from ingest.sources.spend.choosing import Chosen, agrees, choose
from ingest.sources.spend.headers import (
    cell,
    enough,
    header_index,
    joined_headings,
    later_headers,
    meanings_of,
    was_sorted,
)
from ingest.sources.spend.headings import How, Meaning, fold, is_family, understood
from ingest.sources.spend.own_headings import (
    NO_OWN,
    Own,
    meaning_of_role,
    own_header,
    own_meanings,
)
from ingest.sources.spend.shapes import Shape, shape_of
from ingest.sources.spend.values import Sample, is_amount, is_foreign_amount
from ingest.tables import Grid, Line, Part

__all__ = ["Confidence", "Layout", "cell", "is_amount", "recognise", "unheaded"]

_SHOWN = {"supplier_name": "supplier", "amount": "amount", "paid_on": "date"}
_NEEDED = ("supplier_name", "amount", "paid_on")
_TOLD = {
    "supplier_name": "who was paid",
    "amount": "what was paid",
    "paid_on": "when it was paid",
    "transaction_number": "the publisher's number of the payment",
    "entity_name": "which body paid",
    "department": "which part of the body paid",
    "category": "the kind of spending",
    "purpose": "what it was for",
    "vat_amount": "the VAT on it",
    "irrecoverable_vat": "the VAT that the body cannot recover",
    "company_number": "the supplier's company number",
    "charity_number": "the supplier's charity number",
    "supplier_reference": "the publisher's own number of the supplier",
    "supplier_postcode": "the supplier's postcode",
    "contract_reference": "the contract",
    "card": "whether it was paid by card",
    "merchant_category": "the merchant's category",
}


class Confidence(StrEnum):
    """How sure it is which column is what; the reasons of a layout say why."""

    HIGH = "high"
    """The headings of supplier, amount and date were met before, and the values agree."""

    MEDIUM = "medium"
    """One of the three was understood from its words or its spelling, is missing, or holds
    values that agree with its heading only in part."""

    LOW = "low"
    """There are no headings: the order of the columns is a known one and every value fits it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the headings are and which column plays which role.

    ``lines`` are the records: those below the headings, or all others where the file was
    sorted and the headings with it. ``width`` is how many cells a record should have.
    ``names`` tells headed columns apart where a heading stands twice or is blank;
    ``description`` says the layout in a few words, for whoever checks what was read, and
    ``reasons`` in sentences. ``header_row`` is the row of the (lower) headings as its lines are
    numbered, None where there is none. ``vat`` is what the heading says the amounts are.
    """

    headings: tuple[str, ...]
    names: tuple[str, ...]
    columns: Mapping[str, int]
    date_meaning: str
    lines: Grid
    width: int
    description: str
    header_row: int | None
    vat: str
    confidence: Confidence
    reasons: tuple[str, ...]


def recognise(part: Part, own: Own = NO_OWN) -> list[Layout]:
    """The layouts of one part: one, or several where tables stand below one another.

    ``own`` are the headings that the body declares; a part that has them is one table.

    Raises:
        RefusedDocumentError: ``not_payments``, ``unknown_layout``, ``no_amount_column`` or
            ``another_currency``.
        EmptyPublicationError: ``no_rows``, headings with nothing under them.
    """
    lines = part.lines
    if (declared := own_header(lines, own)) is not None:
        records = lines[declared + 1 :]
        return [_layout(lines, declared, records, own)] if len(records) else _raise_no_rows()
    index = header_index(lines)
    if index is None:
        return [_without_headings(lines)]
    if was_sorted(lines, index):
        others = [place for place in range(len(lines)) if place != index]
        return [_layout(lines, index, lines.at(others))]
    starts = [index, *_later_starts(lines, index)]
    ends = [*starts[1:], len(lines)]
    tables = [
        _layout(lines, start, lines[start + 1 : end])
        for start, end in zip(starts, ends, strict=True)
        if end > start + 1
    ]
    return tables or _raise_no_rows()


def _later_starts(lines: Grid, index: int) -> list[int]:
    """Where further tables begin. Words like headings in a note have no amounts under them."""
    found = later_headers(lines, index)
    ends = [*found, len(lines)][1:]
    return [
        start
        for start, end in zip(found, ends, strict=True)
        if enough(set(_chosen(lines, start, lines[start + 1 : end])))
    ]


def unheaded(column: int) -> str:
    """What a column without a heading is called."""
    return f"column {column + 1}"


def _raise_no_rows() -> list[Layout]:
    raise empty("no_rows")


def _layout(lines: Grid, index: int, records: Grid, own: Own = NO_OWN) -> Layout:
    headings = joined_headings(lines, index, understood)
    chosen = _chosen(lines, index, records, own)
    if not enough(set(chosen)):
        found = _found(lines[index].cells, headings, own)
        raise _without_amounts(lines[index], found, Sample(records))
    number = lines[index].number
    width = max(column + 1 for column, text in enumerate(headings) if fold(text))
    where = f"The headings stand in row {number}" + (
        f", below {index} other rows." if index else "."
    )
    return _made(records, chosen, headings, width, number, f"header row {number}", [where])


def _chosen(lines: Grid, index: int, records: Grid, own: Own = NO_OWN) -> dict[str, Chosen]:
    headings = joined_headings(lines, index, understood)
    return choose(headings, _found(lines[index].cells, headings, own), Sample(records))


def _found(cells: Sequence[str], headings: Sequence[str], own: Own) -> dict[int, Meaning]:
    """What each heading means, alone or with the word above it, and beside its neighbour."""
    found = meanings_of(cells, understood) | meanings_of(headings, understood)
    found |= own_meanings(cells, own)
    entities = {column for column, meaning in found.items() if meaning.role == "entity_name"}
    return {
        column: meaning
        for column, meaning in found.items()
        if not (column + 1 in entities and is_family(headings[column]))
    }


def _without_headings(lines: Grid) -> Layout:
    shape = shape_of(lines)
    if shape is None:
        raise refused("unknown_layout")
    sample = Sample(lines)
    chosen = {
        role: Chosen(column, meaning_of_role(role, How.ORDER),
                     sample.share(role, column), not sample.texts(column))
        for role, column in shape.roles.items()
    }  # fmt: skip
    where = f"There are no headings; the columns are in the order of {shape.name}."
    return _made(lines, chosen, (), _width(lines, shape), None, "no header row", [where])


def _width(lines: Grid, shape: Shape) -> int:
    """As wide as the widest column that is filled, for no heading says where the table ends."""
    return max(len(shape.columns), len(lines.columns))


def _made(
    records: Grid,
    chosen: Mapping[str, Chosen],
    headings: tuple[str, ...],
    width: int,
    header_row: int | None,
    where: str,
    reasons: Sequence[str],
) -> Layout:
    columns = {role: one.column for role, one in chosen.items()}
    dated = chosen.get("paid_on")
    return Layout(
        headings=headings,
        names=_names(headings),
        columns=columns,
        date_meaning=dated.meaning.group if dated else "",
        lines=records,
        width=width,
        description=f"{where}: {_shown(headings, columns)}",
        header_row=header_row,
        vat=chosen["amount"].meaning.group,
        confidence=_confidence(chosen),
        reasons=(*reasons, *(_reason(headings, role, one) for role, one in chosen.items())),
    )


def _names(headings: Sequence[str]) -> tuple[str, ...]:
    names: list[str] = []
    seen: Counter[str] = Counter()
    for column, heading in enumerate(headings):
        name = heading or unheaded(column)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def _name(headings: Sequence[str], column: int) -> str:
    return headings[column] if column < len(headings) else ""


def _shown(headings: Sequence[str], columns: Mapping[str, int]) -> str:
    shown = [(word, columns[role]) for role, word in _SHOWN.items() if role in columns]
    if not headings:
        return ", ".join(f"{word}={unheaded(column)}" for word, column in shown)
    return ", ".join(f"{word}={_name(headings, column)}" for word, column in shown)


def _confidence(chosen: Mapping[str, Chosen]) -> Confidence:
    needed = [chosen.get(role) for role in _NEEDED]
    if any(one and one.meaning.how is How.ORDER for one in needed):
        return Confidence.LOW
    sure = all(one and one.meaning.how.is_certain and agrees(one) for one in needed)
    return Confidence.HIGH if sure else Confidence.MEDIUM


def _reason(headings: Sequence[str], role: str, one: Chosen) -> str:
    heading = _name(headings, one.column)
    name = f"Column {one.column + 1}" + (f", {heading!r}," if heading else "")
    told = f"{name} says {_TOLD[role]}"
    if one.is_blank:
        return f"{told}; it is blank."
    known = {
        How.DECLARED: "the body's declaration says so",
        How.MET: "its heading was met before",
        How.WORDS: "its heading was understood from its words",
        How.SPELLING: "its heading is one slip of the pen away from one that was met",
        How.VALUES: "its heading says something else",
        How.ORDER: "it stands where such tables have it",
    }
    return f"{told}: {known[one.meaning.how]}, and {one.share:.0%} of its filled cells agree."


def _without_amounts(
    header: Line, found: Mapping[int, Meaning], sample: Sample
) -> RefusedDocumentError:
    """Why no column was taken for the amounts, with what stands in one that is headed so."""
    columns = [column for column, meaning in found.items() if meaning.role == "amount"]
    for column in columns:
        if 2 * sum(map(is_foreign_amount, sample.texts(column))) > len(sample.texts(column)):
            return refused("another_currency", _seen(header, column, sample))
    seen = _seen(header, columns[0], sample) if columns else f"headings of row {header.number}"
    return refused("no_amount_column", seen)


def _seen(header: Line, column: int, sample: Sample) -> str:
    """What stands in a column. Words are not repeated: one may be a person's name."""
    text = next(iter(sample.texts(column)), "")
    seen = "words" if any(map(str.isalpha, text)) else repr(text[:40])
    return f"under {cell(header, column)!r} stands {seen}"

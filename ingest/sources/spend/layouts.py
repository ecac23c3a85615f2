"""Finding the row of headings and what each column is.

Headings propose, values decide: a column is taken for an amount only when amounts stand in it.
Nothing is guessed from position, so a table that names no supplier and no amount is refused.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.dates import looks_like_date
from ingest.money import UnreadableAmountError, parse_amount
from ingest.refusals import empty, refused
from ingest.sources.spend.headings import Meaning, fold, meaning_of, other_table
from ingest.tables import Line, Part

HEADER_ROWS = 120
"""Title rows, SQL or pages of examples can stand above the headings."""

_SAMPLE_ROWS = 1_000
_MOSTLY = 0.5
_CARD_LIST = frozenset({"paid_on", "merchant_category"})
_SHOWN = {"supplier_name": "supplier", "amount": "amount", "paid_on": "date"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the headings are and which column plays which role.

    ``lines`` are the records: those below the headings, or all others where the file was
    sorted and the headings with it. ``width`` is how many cells a record should have.
    ``names`` tells headed columns apart where a heading stands twice or is blank;
    ``description`` says the layout in a few words, for whoever checks what was read.
    """

    headings: tuple[str, ...]
    names: tuple[str, ...]
    columns: Mapping[str, int]
    date_meaning: str
    lines: Sequence[Line]
    width: int
    description: str


def cell(line: Line, column: int | None) -> str:
    """The text of a cell, stripped; empty where a line is shorter than its header."""
    if column is None or column >= len(line.cells):
        return ""
    return line.cells[column].strip()


def is_amount(text: str) -> bool:
    """Whether a cell states an amount."""
    try:
        return parse_amount(text) is not None
    except UnreadableAmountError:
        return False


def recognise(part: Part) -> list[Layout]:
    """The layouts of one part: one, or several where tables stand below one another.

    Raises:
        RefusedDocumentError: ``not_payments``, ``unknown_layout`` or ``no_amount_column``.
        EmptyPublicationError: ``no_rows``, headings with nothing under them.
    """
    lines = part.lines
    index = _header_index(lines)
    others = [*lines[:index], *lines[index + 1 :]]
    if _was_sorted(lines, index):
        return [_layout(lines, index, others)]
    starts = [index, *_later_headers(lines, index)]
    ends = [*starts[1:], len(lines)]
    tables = [
        _layout(lines, start, lines[start + 1 : end])
        for start, end in zip(starts, ends, strict=True)
        if end > start + 1
    ]
    return tables or _raise_no_rows()


def _was_sorted(lines: Sequence[Line], index: int) -> bool:
    """Whether payments stand above the headings: the publisher sorted the headings with them."""
    if index >= HEADER_ROWS:
        return True
    headings = _meanings(_joined_headings(lines, index))
    roles = {meaning.role: column for column, meaning in headings.items()}
    return "paid_on" in roles and any(
        is_amount(cell(line, roles["amount"])) and looks_like_date(cell(line, roles["paid_on"]))
        for line in lines[:index]
    )


def _raise_no_rows() -> list[Layout]:
    raise empty("no_rows")


def _layout(lines: Sequence[Line], index: int, records: Sequence[Line]) -> Layout:
    headings = _joined_headings(lines, index)
    found = _meanings(lines[index].cells) | _meanings(headings)
    chosen = _choose(found, records)
    if "amount" not in chosen:
        raise refused("no_amount_column", _seen_instead(lines[index], found, records))
    date = chosen.get("paid_on")
    columns = {role: column for role, (column, _) in chosen.items()}
    return Layout(
        headings=headings,
        names=_names(headings),
        columns=columns,
        date_meaning=date[1].group if date else "",
        lines=records,
        width=max(column + 1 for column, text in enumerate(headings) if fold(text)),
        description=_description(lines[index].number, headings, columns),
    )


def unheaded(column: int) -> str:
    """What a column without a heading is called."""
    return f"column {column + 1}"


def _names(headings: Sequence[str]) -> tuple[str, ...]:
    names: list[str] = []
    seen: Counter[str] = Counter()
    for column, heading in enumerate(headings):
        name = heading or unheaded(column)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def _description(number: int, headings: Sequence[str], columns: Mapping[str, int]) -> str:
    shown = [
        f"{word}={headings[columns[role]] if columns[role] < len(headings) else ''}"
        for role, word in _SHOWN.items()
        if role in columns
    ]
    return f"header row {number}: {', '.join(shown)}"


def _seen_instead(header: Line, found: Mapping[int, Meaning], records: Sequence[Line]) -> str:
    """What stands in the column that is headed as an amount and holds none.

    Words are not repeated: a reason is published, and a word may be a person's name.
    """
    for column, meaning in found.items():
        if meaning.role == "amount":
            text = next((cell(line, column) for line in records if cell(line, column)), "")
            seen = "words" if any(map(str.isalpha, text)) else repr(text[:40])
            return f"under {cell(header, column)!r} stands {seen}"
    return f"headings of row {header.number}"


def _later_headers(lines: Sequence[Line], index: int) -> list[int]:
    """Where another table begins. Headings that only repeat the first ones begin none."""
    first = [fold(text) for text in lines[index].cells]
    amounts = [
        column
        for column, meaning in _meanings(lines[index].cells).items()
        if meaning.role == "amount"
    ]
    return [
        later
        for later in range(index + 1, len(lines))
        if not any(is_amount(cell(lines[later], column)) for column in amounts)
        and _enough(_roles(lines[later].cells))
        and [fold(text) for text in lines[later].cells] != first
    ]


def _header_index(lines: Sequence[Line]) -> int:
    """The best row of headings: near the top, split over two rows, or anywhere if sorted."""
    top = range(min(HEADER_ROWS, len(lines)))
    for line in lines[:HEADER_ROWS]:
        _refuse_other_table(line)
    own = [_roles(line.cells) for line in lines[:HEADER_ROWS]]
    joined = (_roles(_joined_headings(lines, index)) for index in top)
    anywhere = (_roles(line.cells) for line in lines)
    for candidates in (own, joined, anywhere):
        scores = [len(roles) if _enough(roles) else 0 for roles in candidates]
        if any(scores):
            return scores.index(max(scores))
    if any("supplier_name" in roles and len(roles) > 2 for roles in own):
        raise refused("no_amount_column")
    raise refused("unknown_layout")


def _enough(roles: set[str]) -> bool:
    """A payment says how much and to whom; a card list without payees when and what for."""
    return "amount" in roles and ("supplier_name" in roles or roles >= _CARD_LIST)


def _roles(cells: Sequence[str]) -> set[str]:
    return {meaning.role for meaning in _meanings(cells).values()}


def _refuse_other_table(line: Line) -> None:
    if what := other_table(line.cells):
        raise refused("not_payments", what)


def _meanings(cells: Sequence[str]) -> dict[int, Meaning]:
    found = ((column, meaning_of(text)) for column, text in enumerate(cells) if text.strip())
    return {column: meaning for column, meaning in found if meaning}


def _joined_headings(lines: Sequence[Line], index: int) -> tuple[str, ...]:
    """The headings, each with the word above it where together they make a known heading."""
    above = lines[index - 1] if index else Line(0, ())
    joined = []
    for column, text in enumerate(lines[index].cells):
        both = f"{cell(above, column)} {text.strip()}".strip()
        heading = both if cell(above, column) and meaning_of(both) else text
        joined.append(" ".join(heading.split()))
    return tuple(joined)


def _choose(found: Mapping[int, Meaning], lines: Sequence[Line]) -> dict[str, tuple[int, Meaning]]:
    """One column a role: the best-ranked whose values fit, beside it where it is blank."""
    sample = lines[:: max(1, len(lines) // _SAMPLE_ROWS)]
    chosen: dict[str, tuple[int, Meaning]] = {}
    for column, meaning in sorted(found.items(), key=lambda item: (item[1].rank, item[0])):
        if meaning.role in chosen and _fits(meaning.role, chosen[meaning.role][0], sample):
            continue
        place = _place(meaning.role, column, found, sample)
        if meaning.role not in chosen or _fits(meaning.role, place, sample):
            chosen[meaning.role] = (place, meaning)
    amount = chosen.get("amount")
    if amount and not _fits("amount", amount[0], sample):
        del chosen["amount"]
    return chosen


def _place(role: str, column: int, found: Mapping[int, Meaning], sample: Sequence[Line]) -> int:
    """The column itself, or a neighbour without a heading when the column is blank."""
    if any(cell(line, column) for line in sample):
        return column
    neighbours = [near for near in (column + 1, column - 1) if near >= 0 and near not in found]
    filled = (near for near in neighbours if any(cell(line, near) for line in sample))
    return next((near for near in filled if _fits(role, near, sample)), column)


def _fits(role: str, column: int, sample: Sequence[Line]) -> bool:
    texts = [text for line in sample if (text := cell(line, column))]
    if not texts:
        return False
    tests = {
        "amount": is_amount,
        "paid_on": looks_like_date,
        "supplier_name": _has_letter,
    }
    test = tests.get(role)
    return test is None or sum(map(test, texts)) >= _MOSTLY * len(texts)


def _has_letter(text: str) -> bool:
    return any(char.isalpha() or char == "*" for char in text)

"""Finding the row of headings of a table, wherever its publisher put it.

Headings that were met are looked for first: near the top, split over two rows, or anywhere if
the publisher sorted them in among the payments. Only where there are none are the words and the
spelling of headings nobody has met believed, and only near the top.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from ingest.dates import looks_like_date
from ingest.refusals import refused
from ingest.sources.spend.headings import Meaning, fold, meaning_of, other_table, understood
from ingest.sources.spend.values import is_amount
from ingest.tables import Grid, Line

HEADER_ROWS = 120
"""Title rows, SQL or pages of examples can stand above the headings."""

_PLAINLY = 5
"""So many headings that were met stand in no row by chance."""

_CARD_LIST = frozenset({"paid_on", "merchant_category"})
_NO_DIGITS = r"^[^0-9]{1,60}$"
_NOT_AN_AMOUNT = r"^[^0-9]*$|[A-Za-z]{3}"
Understand = Callable[[str], Meaning | None]


def cell(line: Line, column: int | None) -> str:
    """The text of a cell, stripped; empty where a line is shorter than its header."""
    if column is None or column >= len(line.cells):
        return ""
    return line.cells[column].strip()


def header_index(lines: Grid) -> int | None:
    """The best row of headings, or None when there is none.

    Raises:
        RefusedDocumentError: ``not_payments``, or ``no_amount_column`` when there are headings
            and none of them is of an amount.
    """
    head = list(lines[:HEADER_ROWS])
    own = list(_roles_until_plain(head))
    for candidates in (own, _joined(head, meaning_of)):
        if (index := _best(candidates)) is not None:
            return index
    sorted_in = (row for row in _rows_of_headings(lines) if enough(roles_of(lines[row].cells)))
    if (index := next(sorted_in, None)) is not None:
        return index
    for candidates in (
        (roles_of(line.cells, understood) for line in head),
        _joined(head, understood),
    ):
        if (index := _best(candidates)) is not None:
            return index
    if any("supplier_name" in roles and len(roles) > 2 for roles in own):
        raise refused("no_amount_column")
    return None


def was_sorted(lines: Grid, index: int) -> bool:
    """Whether payments stand above the headings: the publisher sorted the headings with them."""
    if index >= HEADER_ROWS:
        return True
    meanings = meanings_of(joined_headings(lines, index), understood)
    roles = {meaning.role: column for column, meaning in meanings.items()}
    return roles.keys() >= {"paid_on", "amount"} and any(
        is_amount(cell(line, roles["amount"])) and looks_like_date(cell(line, roles["paid_on"]))
        for line in lines[:index]
    )


def later_headers(lines: Grid, index: int) -> list[int]:
    """Where another table begins. Headings that only repeat the first ones begin none."""
    first = [fold(text) for text in lines[index].cells]
    meanings = meanings_of(lines[index].cells, understood)
    amounts = [column for column, meaning in meanings.items() if meaning.role == "amount"]
    below = lines[index + 1 :]
    odd: list[int] = pc.indices_nonzero(_all_match(below, amounts, _NOT_AN_AMOUNT)).to_pylist()
    found = []
    for place in _rows_of_headings(below.at(odd)) if odd else ():
        row = index + 1 + odd[place]
        cells = lines[row].cells
        if enough(roles_of(cells)) and [fold(text) for text in cells] != first:
            found.append(row)
    return found


def enough(roles: set[str]) -> bool:
    """A payment says how much and to whom; a card list without payees when and what for."""
    return "amount" in roles and ("supplier_name" in roles or roles >= _CARD_LIST)


def roles_of(cells: Sequence[str], understand: Understand = meaning_of) -> set[str]:
    """The roles that a row has headings for."""
    return {meaning.role for meaning in meanings_of(cells, understand).values()}


def meanings_of(cells: Sequence[str], understand: Understand = meaning_of) -> dict[int, Meaning]:
    """What the headings of a row mean, by column."""
    found = ((column, understand(text)) for column, text in enumerate(cells) if text.strip())
    return {column: meaning for column, meaning in found if meaning}


def joined_headings(
    lines: Sequence[Line], index: int, understand: Understand = meaning_of
) -> tuple[str, ...]:
    """The headings, each with the word above it where together they make a known heading."""
    above = lines[index - 1] if index else Line(0, ())
    joined = []
    for column, text in enumerate(lines[index].cells):
        upper = cell(above, column)
        both = f"{upper} {text.strip()}".strip()
        can_be = any(map(str.isalpha, upper)) and not any(map(str.isdigit, upper))
        belongs = can_be and (meaning_of(both) or (understand(both) and not understand(text)))
        joined.append(" ".join((both if belongs else text).split()))
    return tuple(joined)


def _joined(head: Sequence[Line], understand: Understand) -> Iterable[set[str]]:
    return (
        roles_of(joined_headings(head, index, understand), understand) for index in range(len(head))
    )


def _best(candidates: Iterable[set[str]]) -> int | None:
    scores = [len(roles) if enough(roles) else 0 for roles in candidates]
    return scores.index(max(scores)) if any(scores) else None


def _roles_until_plain(head: Sequence[Line]) -> Iterator[set[str]]:
    """The roles of each row, up to the first that is plainly the row of headings."""
    for line in head:
        if what := other_table(line.cells):
            raise refused("not_payments", what)
        roles = roles_of(line.cells)
        yield roles
        if enough(roles) and len(roles) >= _PLAINLY:
            return


def _rows_of_headings(lines: Grid) -> list[int]:
    """The rows with two headings that were met, or more; rows below the top may be any."""
    counts = pa.repeat(pa.scalar(0, pa.int16()), len(lines))
    for column in range(len(lines.columns)):
        texts = pc.utf8_trim_whitespace(lines.texts(column))
        wordy = texts.filter(pc.match_substring_regex(texts, _NO_DIGITS))
        met = [text for text in pc.unique(wordy).to_pylist() if meaning_of(text)]
        if met:
            found = pc.is_in(texts, pa.array(met, pa.string()))
            counts = pc.add(counts, pc.cast(found, pa.int16()))
    rows: list[int] = pc.indices_nonzero(pc.greater(counts, 1)).to_pylist()
    return rows


def _all_match(lines: Grid, columns: Sequence[int], pattern: str) -> pa.Array:
    matched = pa.repeat(True, len(lines))
    for column in columns:
        matched = pc.and_(matched, pc.match_substring_regex(lines.texts(column), pattern))
    return matched

"""Delimited text taken apart by Arrow, several times as fast as Python's csv reader.

The answer is the csv reader's own, cell for cell and line for line, or there is none: whatever
the two might see differently is left to the slower one.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from ingest.tables import Grid, grid_of_columns

_LINE_END = r"\r\n|\r|\n"
"""What ends a line of csv; Python's ``splitlines`` knows more marks than these."""

_MOST_ODD = 2_000
"""Records of another width are taken apart one by one; of more than these Arrow is no help."""

_LONGEST_CELL = 100_000
"""Bytes; the csv reader refuses a cell somewhat longer, and says on which line."""

_MOST_LINE_ENDS = 100
"""Inside one record; a quotation mark that is never closed makes more."""

Odd = Mapping[int, Sequence[str]]
"""The records of another width: their place among all records, and their cells."""


def quick_grid(text: bytes, delimiter: str, width: int, first: int) -> Grid | None:
    """The grid of a text whose records mostly have ``width`` cells; None if csv must decide.

    ``text`` is in UTF-8; ``first`` is the number of its first line.
    """
    odd: dict[int, str] = {}

    def keep(row: pacsv.InvalidRow) -> str:
        odd[row.number - 1] = row.text
        return "skip" if len(odd) <= _MOST_ODD else "error"

    names = [str(column) for column in range(width)]
    parsing = pacsv.ParseOptions(
        delimiter=delimiter,
        newlines_in_values=True,
        ignore_empty_lines=False,
        invalid_row_handler=keep,
    )
    texts = pacsv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
    )
    reading = pacsv.ReadOptions(column_names=names, use_threads=False)
    try:
        table = pacsv.read_csv(
            io.BytesIO(text),
            read_options=reading,
            parse_options=parsing,
            convert_options=texts,
        )
    except pa.ArrowInvalid:
        return None
    columns = []
    while table.num_columns:
        columns.append(pc.fill_null(table.column(0).combine_chunks(), ""))
        table = table.remove_column(0)
    found = {place: _cells(raw, delimiter) for place, raw in sorted(odd.items())}
    apart = {place: cells for place, cells in found.items() if cells is not None}
    if not _within_reason(columns) or len(apart) < len(found):
        return None
    line_ends = _line_ends(columns, expected=_line_ends_of(text) - len(columns[0]) - len(odd))
    if line_ends is None:
        return None
    ends_of_odd = [_ends_inside(raw) for _, raw in sorted(odd.items())]
    lengths = pc.add(_merged(line_ends, pa.array(ends_of_odd, pa.int64()), tuple(apart)), 1)
    numbers = pc.add(pc.subtract(pc.cumulative_sum(lengths), lengths), first)
    return grid_of_columns(numbers, list(_with_odd(columns, apart)))


def _cells(raw: str, delimiter: str) -> list[str] | None:
    """The cells of one record; None where it is beyond reason, or a quotation mark stays open."""
    if len(raw) > _LONGEST_CELL or _ends_inside(raw) > _MOST_LINE_ENDS:
        return None
    followed = csv.reader(io.StringIO(f"{raw}\nend", newline=""), delimiter=delimiter)
    cells = next(followed)
    return cells if next(followed, None) == ["end"] else None


def _ends_inside(raw: str) -> int:
    return len(re.findall(_LINE_END, raw))


def _within_reason(columns: Sequence[pa.Array]) -> bool:
    longest = (pc.max(pc.binary_length(column)).as_py() for column in columns)
    return all((length or 0) <= _LONGEST_CELL for length in longest)


def _line_ends_of(text: bytes) -> int:
    windows = text.count(b"\r\n")
    return text.count(b"\n") + text.count(b"\r") - windows + (not text.endswith((b"\r", b"\n")))


def _line_ends(columns: Sequence[pa.Array], expected: int) -> pa.Array | None:
    """How many line ends stand inside each record; None where one holds too many.

    Nobody looks where the text has no more line ends than it has records.
    """
    found = pa.repeat(pa.scalar(0, pa.int64()), len(columns[0]))
    if not expected:
        return found
    for column in columns:
        inside = pc.count_substring_regex(column, _LINE_END)
        found = pc.add(found, inside.cast(pa.int64()))
    return found if (pc.max(found).as_py() or 0) <= _MOST_LINE_ENDS else None


def _with_odd(columns: Sequence[pa.Array], odd: Odd) -> Iterator[pa.Array]:
    widest = max([len(columns), *(len(cells) for cells in odd.values())])
    length = len(columns[0])
    for number in range(widest):
        usual = columns[number] if number < len(columns) else pa.nulls(length, pa.string())
        texts = [cells[number] if number < len(cells) else None for cells in odd.values()]
        yield _merged(usual, pa.array(texts, pa.string()), tuple(odd))


def _merged(usual: pa.Array, odd: pa.Array, places: Sequence[int]) -> pa.Array:
    """Both in the order of the text; ``places`` are where the odd ones stand among all."""
    pieces: list[pa.Array] = []
    taken = 0
    for count, place in enumerate(places):
        pieces += [usual.slice(taken, place - count - taken), odd.slice(count, 1)]
        taken = place - count
    return pa.concat_arrays([*pieces, usual.slice(taken)])

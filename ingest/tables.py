"""From bytes to a grid of text: every record with its physical line, in columns.

A document becomes parts (a sheet, a member of an archive), a part becomes a grid. Records are
kept however ragged they are: what a record means is for the source to judge. Blank lines are
dropped, and blank cells at the end of a line, because some publishers save a million of them.
Columns, because a year of payments is judged a column at a time; single lines, because what is
odd is judged one by one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import overload

import pyarrow as pa
import pyarrow.compute as pc

CHUNK = 50_000
"""Records turned into columns at once: enough to be quick, few enough to hold as objects."""

_WIDE = 64
"""Wider than any list of payments: such records are looked at for blank cells at their end."""


@dataclass(frozen=True, slots=True)
class Line:
    """One record: where it starts in its part, counted from 1, and its cells as text."""

    number: int
    cells: tuple[str, ...]


class Grid(Sequence[Line]):
    """The records of a part. As a sequence its items are lines, made when asked for.

    ``numbers`` (int64) and every column have one entry a record; a cell is null where its
    record is shorter than the widest.
    """

    __slots__ = ("columns", "numbers")

    def __init__(self, numbers: pa.Array, columns: Sequence[pa.Array]) -> None:
        self.numbers = numbers
        self.columns = tuple(columns)

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> "Grid": ...
    def __getitem__(self, index: int | slice) -> "Line | Grid":
        if isinstance(index, slice):
            return self._sliced(index)
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        position = index % len(self)
        cells = [column[position].as_py() or "" for column in self.columns]
        while cells and not cells[-1].strip():
            cells.pop()
        return Line(self.numbers[position].as_py(), tuple(cells))

    def __iter__(self) -> Iterator[Line]:
        numbers = self.numbers.to_pylist()
        rows = zip(*(self.texts(n).to_pylist() for n in range(len(self.columns))), strict=True)
        for number, cells in zip(numbers, rows, strict=True):
            yield Line(number, tuple(_trimmed(cells)))

    def _sliced(self, index: slice) -> "Grid":
        start, stop, step = index.indices(len(self))
        if step == 1:
            length = max(0, stop - start)
            return Grid(
                self.numbers.slice(start, length),
                [column.slice(start, length) for column in self.columns],
            )
        return self.at(range(start, stop, step))

    def at(self, positions: Iterable[int]) -> "Grid":
        """The records at these positions, in this order."""
        taken = pa.array(positions, pa.int64())
        return Grid(self.numbers.take(taken), [column.take(taken) for column in self.columns])

    def where(self, mask: pa.Array) -> "Grid":
        """The records that a boolean column marks."""
        return Grid(self.numbers.filter(mask), [column.filter(mask) for column in self.columns])

    def texts(self, column: int | None) -> pa.Array:
        """The cells of a column as they stand; blank text where there are none."""
        if column is None or column >= len(self.columns):
            return pa.repeat("", len(self))
        return pc.fill_null(self.columns[column], "")

    def distinct(self, column: int) -> Mapping[str, int]:
        """Each text of a column, stripped, with how often it stands there; blanks left out."""
        counted = pc.value_counts(pc.utf8_trim_whitespace(self.texts(column)))
        found = ((entry["values"], entry["counts"]) for entry in counted.to_pylist())
        return {text: count for text, count in found if text}

    def replaced(self, cells: Mapping[int, Sequence[str]]) -> "Grid":
        """The same records, those at the given positions with other cells."""
        if not cells:
            return self
        positions = sorted(cells)
        mask = pc.is_in(pa.array(range(len(self)), pa.int64()), pa.array(positions, pa.int64()))
        columns = []
        for number, column in enumerate(self.columns):
            texts = [
                cells[position][number] if number < len(cells[position]) else None
                for position in positions
            ]
            columns.append(pc.replace_with_mask(column, mask, pa.array(texts, pa.string())))
        return Grid(self.numbers, columns)


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a document. ``hidden`` sheets are kept apart: no reader was shown them."""

    name: str
    lines: Grid
    hidden: bool = False


def grid_of(records: Iterable[tuple[int, Sequence[str]]]) -> Grid:
    """The grid of numbered records, blank ones left out."""
    numbers: list[int] = []
    rows: list[Sequence[str]] = []
    chunks: list[list[pa.Array]] = []
    for number, cells in records:
        if not cells or (not cells[0].strip() and not "".join(cells).strip()):
            continue
        numbers.append(number)
        rows.append(_trimmed(cells) if len(cells) > _WIDE else cells)
        if len(rows) >= CHUNK:
            chunks.append(_columns(rows))
            rows = []
    chunks.append(_columns(rows))
    return Grid(pa.array(numbers, pa.int64()), _without_blank_end(list(_whole(chunks))))


def grid_of_columns(numbers: pa.Array, columns: Sequence[pa.Array]) -> Grid:
    """The grid of records that already stand in columns, blank ones left out."""
    held = pa.repeat(pa.scalar(value=False), len(numbers))
    for column in columns:
        held = pc.or_(held, pc.not_equal(pc.utf8_trim_whitespace(pc.fill_null(column, "")), ""))
        if pc.all(held).as_py():
            return Grid(numbers, _without_blank_end(columns))
    return Grid(numbers, _without_blank_end(columns)).where(held)


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return cells[:width]


def _columns(rows: Sequence[Sequence[str]]) -> list[pa.Array]:
    """The rows on their side. A flat list is sliced faster than many short ones are walked."""
    width = max(map(len, rows), default=0)
    padded = (row if len(row) == width else _padded(row, width) for row in rows)
    flat = list(chain.from_iterable(padded))
    return [pa.array(flat[column::width], pa.string()) for column in range(width)]


def _padded(row: Sequence[str], width: int) -> list[str | None]:
    return [*row, *repeat(None, width - len(row))]


def _whole(chunks: Sequence[Sequence[pa.Array]]) -> Iterator[pa.Array]:
    for column in range(max(map(len, chunks))):
        yield pa.concat_arrays(
            columns[column] if column < len(columns) else pa.nulls(len(columns[0]), pa.string())
            for columns in chunks
            if columns
        )


def _without_blank_end(columns: Sequence[pa.Array]) -> list[pa.Array]:
    width = len(columns)
    while (
        width and not pc.any(pc.not_equal(pc.utf8_trim_whitespace(columns[width - 1]), "")).as_py()
    ):
        width -= 1
    return list(columns[:width])

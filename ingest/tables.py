"""From bytes to rows of text, each with its physical line.

A document becomes parts (a sheet, a member of an archive), a part becomes lines. Rows are kept
however ragged they are: what a row means is for the source to judge. Blank lines are dropped,
and blank cells at the end of a line, because some publishers save a million of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One record: where it starts in its part, counted from 1, and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a document. ``hidden`` sheets are kept apart: no reader was shown them."""

    name: str
    lines: Sequence[Line]
    hidden: bool = False


def kept(numbered: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Line]:
    """The lines that hold anything, without the blank cells at their end."""
    for number, cells in numbered:
        width = len(cells)
        while width and not cells[width - 1].strip():
            width -= 1
        if width:
            yield Line(number, tuple(cells[:width]))

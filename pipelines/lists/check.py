"""What a list would come to in a night, line by line, and what to put right before."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.documents import kind_of, refusal_of
from ingest.registers import plain
from ingest.sources.lists_by_hand.rules import (
    COLUMNS,
    NONE_LISTED,
    Fault,
    ListFileError,
    contradicted,
    faults_of,
)

_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to be said of one line of the file."""

    line: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Checked:
    """A list that was read: how many lines stand, and what is wrong with the others.

    ``named_only`` are lines without an identifier: they are counted, and matched to nobody.
    """

    entries: int
    named_only: tuple[int, ...]
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Return whether every line would be taken in."""
        return not self.findings


def check_list(path: Path) -> Checked:
    """Return what is wrong with a list.

    Raises:
        ListFileError: the file is no CSV in the columns of the template.
    """
    with path.open("rb") as stream:
        refusal = refusal_of(kind_of(stream.read(_HEAD)))
    if refusal:
        raise ListFileError(f"{path}: {refusal.reason}")
    try:
        return _checked(path, path.read_text("utf-8-sig"))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ListFileError(f"{path} is no CSV in UTF-8 ({error}); save it as one") from error


def _checked(path: Path, text: str) -> Checked:
    records = _records(text)
    heading = [plain(name) for name in next(records, (1, []))[1]]
    missing = [name for name in COLUMNS if plain(name) not in heading]
    if missing:
        raise ListFileError(
            f"{path}:1 has no column {', '.join(missing)}; begin with "
            "`goldenthread list-template` and keep its first line"
        )
    at = {name: heading.index(plain(name)) for name in COLUMNS}
    lines = {line: cells for line, cells in records if any(cell.strip() for cell in cells)}
    said = {
        line: {name: cells[place].strip() for name, place in at.items()}
        for line, cells in lines.items()
        if len(cells) == len(heading)
    }
    both = contradicted(said.values())
    findings = tuple(
        Finding(line, fault)
        for line, cells in lines.items()
        for fault in (
            faults_of(said[line], both)
            if line in said
            else [_of_another_width(cells, len(heading))]
        )
    )
    standing = said.keys() - {one.line for one in findings}
    named_only = (
        line
        for line in sorted(standing)
        if said[line]["fact"] != NONE_LISTED and not said[line]["identifier"]
    )
    return Checked(len(standing), tuple(named_only), findings)


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each record with the line on which it begins."""
    reader = csv.reader(text.splitlines(keepends=True))
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _of_another_width(cells: Sequence[str], width: int) -> Fault:
    what = f"has {len(cells)} cells and the heading {width}"
    return Fault("the line", what, "put a cell that holds a comma in quotation marks")

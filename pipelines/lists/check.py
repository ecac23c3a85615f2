"""What a list would come to in a night, line by line, and what to put right before."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.documents import kind_of, refusal_of
from ingest.registers import plain
from ingest.sources.lists_by_hand.rules import (
    COLUMNS,
    NONE_LISTED,
    Fault,
    ListFileError,
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
    reader = csv.reader(text.splitlines(keepends=True))
    heading = [plain(name) for name in next(reader, [])]
    missing = [name for name in COLUMNS if plain(name) not in heading]
    if missing:
        raise ListFileError(
            f"{path}:1 has no column {', '.join(missing)}; begin with "
            "`goldenthread list-template` and keep its first line"
        )
    at = {name: heading.index(plain(name)) for name in COLUMNS}
    entries, named_only, findings = 0, [], []
    begins = reader.line_num + 1
    for cells in reader:
        line, begins = begins, reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        faults = _faults(cells, at, len(heading))
        findings += [Finding(line, fault) for fault in faults]
        if not faults:
            entries += 1
            says = {name: cells[place].strip() for name, place in at.items()}
            if says["fact"] != NONE_LISTED and not says["identifier"]:
                named_only.append(line)
    return Checked(entries, tuple(named_only), tuple(findings))


def _faults(cells: Sequence[str], at: dict[str, int], width: int) -> list[Fault]:
    if len(cells) != width:
        what = f"has {len(cells)} cells and the heading {width}"
        return [Fault("the line", what, "put a cell that holds a comma in quotation marks")]
    return list(faults_of({name: cells[place].strip() for name, place in at.items()}))

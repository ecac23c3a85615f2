"""Reference tables too large for memory: CSV, bare or packed, read as a stream.

A document is read through once before its first row is yielded, so that a damaged archive, a
web page or an unknown layout refuses all of it and not the second half.
"""

import codecs
import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from typing import IO

from ingest.documents import DAMAGED, kind_of, refusal_of
from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.model import EXTRA, Document, Parsed, Reject, Row, Summary
from ingest.specs import TableSpec

MAX_UNPACKED_BYTES = 12_000_000_000
"""Four times the company register of 2026. Nothing unpacked is ever kept."""

REJECTS: Mapping[str, str] = {
    "short_row": "The row has fewer cells than the heading.",
    "surplus_cells": "The row has more cells than the heading: whose they are nobody can tell.",
    "unreadable_row": "The row cannot be read as CSV.",
}
SURPLUS = "surplus"
"""Under this name ``_extra`` keeps cells beyond the last heading."""

_CHUNK = 1 << 20
_HEAD = 4096
_EXCERPT = 200
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z][A-Za-z0-9.-]*")
_WITHHELD = "[e-mail withheld]"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where in a heading our columns stand, and what to call such a heading.

    ``has_heading`` is false where the first line is a record already. ``table`` names the table
    where a source has several and the heading tells which of them a document holds.
    ``withheld`` are the columns that never land, None where the table says nothing of people.
    Where it does, no e-mail address lands either, and a row whose cells do not stand under the
    headings is rejected without a word of it: a name may be in any of them.
    """

    words: str
    positions: Mapping[str, int]
    has_heading: bool = True
    table: str = ""
    withheld: frozenset[int] | None = None


Recognise = Callable[[Sequence[str]], Layout]
"""Returns the layout of the first line, or raises what ``unknown_layout`` returns."""

Choose = Callable[[Sequence[str]], Sequence[str]]
"""Returns which of an archive's members hold the table."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file that holds records: the document itself, or a member of its archive."""

    name: str
    open: Callable[[], IO[bytes]]


def every_csv(names: Sequence[str]) -> list[str]:
    """Return the members that are CSV by name, in the order of their names."""
    return sorted(name for name in names if name.casefold().endswith(".csv"))


def positions_by(patterns: Mapping[str, re.Pattern[str]], heading: Sequence[str]) -> dict[str, int]:
    """Return where columns stand whose names change with each edition.

    A name is matched whole and in small letters. The first group of a pattern is a vintage: of
    several columns that match, the newest is taken.
    """
    found = {}
    for column, pattern in patterns.items():
        matches = ((pattern.fullmatch(name.casefold()), at) for at, name in enumerate(heading))
        vintages = [
            ((match[1] if pattern.groups else None) or "", at) for match, at in matches if match
        ]
        if vintages:
            found[column] = max(vintages)[1]
    return found


def unknown_layout(missing: Sequence[str]) -> RefusedDocumentError:
    """Return the error for a heading without the columns ``missing``."""
    return RefusedDocumentError(
        "unknown_layout",
        f"The heading has no column for {', '.join(missing)}: it is not the table we know.",
    )


def named_as_declared(what: str, table: TableSpec, mark: str, *ours: str) -> Recognise:
    """Recognise a heading whose names are our columns but for a ``mark``, which we write ``_``.

    The columns ``ours`` are in no heading: we fill them ourselves.
    """
    columns = [name for name in table.columns if name not in {EXTRA, *ours}]

    def recognise(heading: Sequence[str]) -> Layout:
        at = {name.replace(mark, "_"): position for position, name in enumerate(heading)}
        missing = [name for name in columns if name not in at]
        if missing:
            raise unknown_layout(missing)
        return Layout(f"{what}, {len(heading)} columns", {name: at[name] for name in columns})

    return recognise


def refuse_no_table(body: bytes) -> None:
    """Refuse an answer that no table begins like: it counts as not had, and is asked for again.

    A service that is busy or has moved sends a page or a JSON message, and says 200 to it.
    ``body`` is empty where the answer is too large for such a message.

    Raises:
        RefusedDocumentError: it is a web page, a message or another kind of file.
    """
    head = body[:_HEAD]
    if not head or head.startswith(b"PK"):
        return
    if refusal := refusal_of(kind_of(head)):
        raise refusal
    if head.lstrip()[:1] in (b"{", b"["):
        raise RefusedDocumentError("not_a_table", "The answer is a JSON message, not a table.")


def parse_table(
    table: str, document: Document, recognise: Recognise, choose: Choose = every_csv
) -> Iterator[Parsed]:
    """Yield every record of a document's table; blank lines are none.

    Columns the layout does not name are kept in ``_extra``, where they hold something.

    Raises:
        RefusedDocumentError: before the first row, when the document is not the table.
        EmptyPublicationError: there is a heading and no record.
    """
    records = 0
    with parts_of(document.path, choose) as parts:
        ready = [
            (part, encoding := encoding_of(part), heading_of(part, encoding)) for part in parts
        ]
        layouts = [recognise(heading) for _, _, heading in ready]
        for (part, encoding, heading), layout in zip(ready, layouts, strict=True):
            lines = 0
            for item in _records(layout.table or table, part, encoding, heading, layout):
                lines += 1
                yield item
            yield Summary(part=part.name, layout=layout.words, lines=lines)
            records += lines
    if not records:
        raise EmptyPublicationError("no_rows", "The table has a heading and no row under it.")


def stamped(items: Iterable[Parsed], **ours: str | None) -> Iterator[Parsed]:
    """Yield the records with the columns that we fill ourselves, the same on each."""
    for item in items:
        yield replace(item, values={**item.values, **ours}) if isinstance(item, Row) else item


@contextmanager
def parts_of(path: Path, choose: Choose) -> Iterator[list[Part]]:
    """Open the files of a document that ``choose`` picks.

    Raises:
        RefusedDocumentError: the archive is damaged, locked, too large, or holds none of them.
    """
    with path.open("rb") as stream:
        is_archive = stream.read(2) == b"PK"
    if not is_archive:
        yield [Part("", lambda: path.open("rb"))]
        return
    try:
        archive = zipfile.ZipFile(path)
    except DAMAGED as error:
        raise RefusedDocumentError(
            "unreadable_archive", f"The archive is damaged: {error}."
        ) from error
    with archive:
        yield [_member(archive, name) for name in _chosen(archive, choose)]


def _chosen(archive: zipfile.ZipFile, choose: Choose) -> Sequence[str]:
    chosen = choose(archive.namelist())
    if not chosen:
        raise RefusedDocumentError("not_a_table", "The archive holds no table we know as CSV.")
    if sum(archive.getinfo(name).file_size for name in chosen) > MAX_UNPACKED_BYTES:
        raise RefusedDocumentError("zip_bomb", "The archive unpacks to far more than the table.")
    if any(archive.getinfo(name).flag_bits & 0x1 for name in chosen):
        raise RefusedDocumentError("locked_archive", "The archive needs a password.")
    return chosen


def _member(archive: zipfile.ZipFile, name: str) -> Part:
    return Part(name, lambda: archive.open(name))


def encoding_of(part: Part) -> str:
    """Read the whole part once: its check sum is right, and it is UTF-8 or it is cp1252.

    Raises:
        RefusedDocumentError: its check sum is wrong.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding = "utf-8-sig"
    try:
        with part.open() as stream:
            while chunk := stream.read(_CHUNK):
                if encoding == "utf-8-sig" and not _decodes(decoder, chunk):
                    encoding = "cp1252"
    except DAMAGED as error:
        raise RefusedDocumentError("unreadable_archive", f"{part.name}: {error}") from error
    return encoding


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def heading_of(part: Part, encoding: str) -> list[str]:
    """Return the cells of the first record, without the spaces around them.

    Raises:
        RefusedDocumentError: the part is another kind of file, or no CSV.
    """
    with part.open() as stream:
        refusal = refusal_of(kind_of(stream.read(_HEAD)))
    if refusal:
        raise refusal
    try:
        with _text(part, encoding) as text:
            return [name.strip() for name in next(csv.reader(text, delimiter=_delimiter(text)), [])]
    except csv.Error as error:
        raise RefusedDocumentError("not_a_table", f"The heading is not CSV: {error}.") from error


def _text(part: Part, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(part.open(), encoding=encoding, errors="replace", newline="")


def _delimiter(text: io.TextIOWrapper) -> str:
    """Return the tab where the first line has tabs and no comma, else the comma."""
    first = text.readline(_HEAD)
    text.seek(0)
    return "\t" if "\t" in first and "," not in first else ","


def _records(
    table: str, part: Part, encoding: str, heading: Sequence[str], layout: Layout
) -> Iterator[Row | Reject]:
    width = len(heading)
    columns = (*layout.positions, EXTRA)
    pick = itemgetter(*layout.positions.values())
    known = {*layout.positions.values(), *(layout.withheld or ())}
    others = {name: at for at, name in enumerate(heading) if at not in known}
    guarded = layout.withheld is not None
    for line, cells in lines_of(part, encoding, has_heading=layout.has_heading):
        if isinstance(cells, str):
            yield Reject(table, "unreadable_row", cells, line, part.name)
        elif len(cells) < width or (guarded and len(cells) > width):
            yield _misplaced(table, cells, width, line, part.name, guarded=guarded)
        else:
            if guarded:
                cells = [_EMAIL.sub(_WITHHELD, cell) if "@" in cell else cell for cell in cells]
            extra: dict[str, object] = {name: cells[at] for name, at in others.items() if cells[at]}
            if len(cells) > width:
                extra[SURPLUS] = cells[width:]
            kept = json.dumps(extra, ensure_ascii=False) if extra else None
            yield Row(table, dict(zip(columns, (*pick(cells), kept), strict=True)), line, part.name)


def _misplaced(
    table: str, cells: Sequence[str], width: int, line: int, part: str, *, guarded: bool
) -> Reject:
    code = "short_row" if len(cells) < width else "surplus_cells"
    reason = f"{REJECTS[code]} ({len(cells)} of {width})"
    return Reject(table, code, reason, line, part, "" if guarded else ",".join(cells)[:_EXCERPT])


def lines_of(
    part: Part, encoding: str, *, has_heading: bool = True
) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each record below the heading with its first line, or why it cannot be read."""
    with _text(part, encoding) as text:
        reader = csv.reader(text, delimiter=_delimiter(text))
        if has_heading:
            next(reader)
        before = reader.line_num
        while True:
            try:
                for cells in reader:
                    if cells:
                        yield before + 1, cells
                    before = reader.line_num
            except csv.Error as error:
                yield before + 1, f"{REJECTS['unreadable_row']} ({error})"
                before = reader.line_num
            else:
                return

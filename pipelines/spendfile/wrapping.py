"""What is amiss with the file as a whole: its name, its letters, its headings, its blanks."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

import pyarrow.compute as pc

from ingest.delimited import DELIMITERS
from ingest.documents import SPREADSHEETS, Kind
from ingest.encodings import decoded
from ingest.sources.spend.layouts import Confidence, Layout, unheaded
from ingest.tables import Part
from pipelines.release.export import FORMULA_STARTS
from pipelines.spendfile.opened import Opened
from pipelines.spendfile.rules import Finding, Place

_ENDINGS = {
    Kind.TEXT: {".csv", ".txt", ".tsv"},
    Kind.XLS: {".xls"},
    Kind.XLSX: {".xlsx", ".xlsm"},
    Kind.ODS: {".ods"},
    Kind.ZIP: {".zip"},
    Kind.PDF: {".pdf"},
    Kind.HTML: {".html", ".htm"},
}
_SAID = {
    Kind.TEXT: "text, such as CSV",
    Kind.XLS: "an old Excel workbook",
    Kind.XLSX: "an Excel workbook",
    Kind.ODS: "an OpenDocument workbook",
    Kind.ZIP: "an archive of files",
    Kind.PDF: "a PDF",
    Kind.HTML: "a web page",
    Kind.IMAGE: "a picture",
    Kind.EMPTY: "nothing at all",
    Kind.BINARY: "neither text nor a workbook",
}
_MARK = codecs.BOM_UTF8
_DAMAGED = "\ufffd"
_LOOKED_AT = 4_000_000
"""Characters of a text in which damage and separators are looked for."""

_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}


def said_kind(kind: Kind | None) -> str:
    """What a file is, in words."""
    return _SAID[kind] if kind else "an archive that cannot be opened"


def wrapping(opened: Opened) -> Iterator[Finding]:
    """What can be said of the file before its lines are looked at."""
    ending = PurePath(opened.name).suffix.lower()
    if opened.kind in _ENDINGS and ending not in _ENDINGS[opened.kind]:
        seen = f"{ending or 'no ending'}, and it is {said_kind(opened.kind)}"
        yield Finding("wrong_name", (Place(seen=seen),))
    if opened.kind in SPREADSHEETS:
        yield Finding("only_spreadsheet", (Place(seen=said_kind(opened.kind)),))
    if opened.kind is Kind.TEXT:
        yield from _letters(opened.data)
        yield from _separators(opened)
    yield Finding("other_table", tuple(Place(seen=table) for table in opened.others))
    if len(opened.layouts) > 1:
        rows = ((part, layout.header_row) for part, layout in opened.layouts)
        named = (
            Place(part.name, seen=f"headings in row {row}" if row else "") for part, row in rows
        )
        yield Finding("several_tables", tuple(named))


def headings(opened: Opened) -> Iterator[Finding]:
    """What can be said of the rows of headings and of the columns under them."""
    found: dict[str, list[Place]] = {}
    begun: set[str] = set()
    for part, layout in opened.layouts:
        for code, place in _of_layout(part, layout, is_first=part.name not in begun):
            found.setdefault(code, []).append(place)
        begun.add(part.name)
    for code, places in found.items():
        yield Finding(code, tuple(places))


def formulas(opened: Opened) -> Finding:
    """Cells of text that a spreadsheet would run."""
    starts = "^[" + "".join(f"\\x{ord(sign):02x}" for sign in FORMULA_STARTS) + "][^0-9£. -]"
    places = []
    for part, layout in opened.layouts:
        for column in range(len(layout.lines.columns)):
            hits = pc.match_substring_regex(layout.lines.texts(column), starts)
            numbers = layout.lines.numbers.filter(hits).to_pylist()
            name = layout.names[column] if column < len(layout.names) else unheaded(column)
            places += [Place(part.name, number, name) for number in numbers]
    return Finding("formula", tuple(sorted(places, key=lambda one: (one.part, one.line or 0))))


def _letters(data: bytes) -> Iterator[Finding]:
    if data.startswith(_MARK * 2):
        yield Finding("doubled_mark", (Place(),))
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield Finding("not_utf_8", (Place(seen="it is UTF-16, Excel's “Unicode Text”"),))
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield Finding(
            "not_utf_8", (Place(seen=f"the first letter that is not UTF-8 is on line {line}"),)
        )
    damaged = [
        Place(line=number)
        for number, text in enumerate(decoded(data)[:_LOOKED_AT].splitlines(), 1)
        if _DAMAGED in text
    ]
    yield Finding("damaged_letters", tuple(damaged))


def _separators(opened: Opened) -> Iterator[Finding]:
    """The sign that takes the row of headings apart into the cells that were read."""
    if not opened.layouts or opened.layouts[0][1].header_row is None:
        return
    _, layout = opened.layouts[0]
    rows = decoded(opened.data)[:_LOOKED_AT].splitlines()
    header = next(iter(rows[(layout.header_row or 1) - 1 :]), "")
    pieces = {sign: len(next(csv.reader([header], delimiter=sign), [])) for sign in DELIMITERS}
    sign = max(pieces, key=lambda one: pieces[one])
    if sign != ",":
        yield Finding("not_commas", (Place(seen=f"by {_NAMES[sign]}"),))
    spare = pieces[sign] - len(layout.headings)
    if spare > 0:
        seen = f"{spare} to the right of the last heading"
        yield Finding("empty_columns", (Place(seen=seen),))


def _of_layout(part: Part, layout: Layout, *, is_first: bool) -> Iterator[tuple[str, Place]]:
    if layout.header_row is None:
        yield "no_headings", Place(part.name)
        return
    above = sum(1 for number in part.lines.numbers.to_pylist() if number < layout.header_row)
    if above and is_first and layout.header_row < layout.lines.numbers[0].as_py():
        yield "rows_above_headings", Place(part.name, seen=f"{above} above row {layout.header_row}")
    if layout.confidence is not Confidence.HIGH:
        seen = f"the headings of row {layout.header_row}"
        yield "unsure_headings", Place(part.name, seen=seen)
    for heading, count in Counter(text for text in layout.headings if text).items():
        if count > 1:
            seen = f"“{heading}” stands {count} times"
            yield "repeated_names", Place(part.name, seen=seen)
    for column in range(len(layout.lines.columns)):
        if column >= len(layout.headings) or not layout.headings[column].strip():
            is_filled = bool(layout.lines.distinct(column))
            code = "unheaded_column" if is_filled else "empty_columns"
            yield code, Place(part.name, None, unheaded(column))

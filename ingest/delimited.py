"""Delimited text: which characters, which separator, which rows.

The order of the encodings is the order in which being wrong is noticed: a byte-order mark
cannot lie, strict UTF-8 rarely accepts anything else, and cp1252 accepts nearly everything.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from ingest.refusals import refused
from ingest.tables import Line, Part, kept

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 200
_MAX_RECORD_LINES = 200
"""A cell may hold a paragraph; a record this long is a quote that was never closed."""

_SEP_LINE = re.compile(r"\Asep=(.)\r?\n?", re.IGNORECASE)
_BOM_AS_TEXT = "\u00ef\u00bb\u00bf"


def part_of(data: bytes, name: str = "") -> Part:
    """The one table of a text file.

    Raises:
        RefusedDocumentError: ``not_a_table`` or ``broken_quotes``.
    """
    text = decoded(data)
    declared = _SEP_LINE.match(text)
    skipped = 0
    if declared:
        text, skipped = text[declared.end() :], 1
    delimiter = declared[1] if declared else delimiter_of(text)
    lines = [Line(line.number + skipped, line.cells) for line in kept(_records(text, delimiter))]
    return Part(name, lines)


def decoded(data: bytes) -> str:
    """The text of the bytes; a mark at the start is dropped, twice if it was put twice."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[2:].decode(encoding, errors="replace")
    if data[1:400:2].count(0) > len(data[1:400:2]) // 2:
        return data.decode("utf-16-le", errors="replace")
    while data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    return _eight_bit(data).removeprefix(_BOM_AS_TEXT).removeprefix("\ufeff")


def _eight_bit(data: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def delimiter_of(text: str) -> str:
    """The separator under which most rows of the sample have the same width above one.

    Raises:
        RefusedDocumentError: ``not_a_table``, when every row has one cell under each of them.
    """
    best = max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))
    if _evenness(text, best) == (0, 0):
        raise refused("not_a_table", "no separator of columns was found")
    return best


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    sample = islice(_records(text, delimiter), _SAMPLE_ROWS)
    widths = Counter(len(cells) for _, cells in sample if len(cells) > 1)
    if not widths:
        return (0, 0)
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (rows, width)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = 1
    try:
        for cells in reader:
            if reader.line_num - start > _MAX_RECORD_LINES:
                raise refused("broken_quotes", f"from line {start}")
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise refused("broken_quotes", f"from line {start}: {error}") from error

"""Delimited text: which separator, which rows.

The text is never copied to be read row by row: a hundred megabytes of it are nothing unusual.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from ingest.encodings import as_utf_8
from ingest.quick import quick_grid
from ingest.refusals import refused
from ingest.tables import Part, grid_of

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 400_000
_SAMPLE_ROWS = 200
_MAX_RECORD_LINES = 200
"""A cell may hold a paragraph; a record this long is a quote that was never closed."""

_SEP_LINE = re.compile(rb'\A"?sep=([,;|\t:~^])"?[,;|\t:~^]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)


def part_of(data: bytes, name: str = "") -> Part:
    """The one table of a text file.

    Raises:
        RefusedDocumentError: ``not_a_table`` or ``broken_quotes``.
    """
    text = as_utf_8(data)
    declared = _SEP_LINE.match(text)
    skipped = 0
    if declared:
        text, skipped = text[declared.end() :], 1
    sample = text[:_SAMPLE].decode("utf-8", errors="replace")
    candidates = (declared[1].decode(),) if declared else DELIMITERS
    shapes = [_shape(sample, delimiter) for delimiter in candidates]
    rows, width, delimiter = max(shapes, key=lambda shape: shape[:2])
    if not rows:
        raise refused("not_a_table", "no separator of columns was found")
    first = skipped + 1
    quick = quick_grid(text, delimiter, width, first)
    return Part(name, quick or grid_of(_records(_lines(text), delimiter, first)))


def _shape(sample: str, delimiter: str) -> tuple[int, int, str]:
    """How many records of the sample agree in width under a separator, and in which width."""
    if delimiter not in sample:
        return (0, 0, delimiter)
    records = islice(_records(io.StringIO(sample, newline=""), delimiter), _SAMPLE_ROWS)
    widths = Counter(len(cells) for _, cells in records if len(cells) > 1)
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (rows, width, delimiter)


def _lines(text: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(text), encoding="utf-8", newline="")


def _records(
    lines: Iterable[str], delimiter: str, first: int = 1
) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=delimiter)
    start = first
    try:
        for cells in reader:
            end = reader.line_num + first
            if end - start > _MAX_RECORD_LINES + 1:
                raise refused("broken_quotes", f"from line {start}")
            yield start, cells
            start = end
    except csv.Error as error:
        raise refused("broken_quotes", f"from line {start}: {error}") from error

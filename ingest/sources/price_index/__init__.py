"""GDP deflators: rows of titles, then a block by financial year beside one by calendar year.

An area declares the releases it wants as options, label to address: ``"2026-03": <address>``.
The base year and every value of the past move with each release, so all are kept side by side.
The live layout has not been seen. What is read is what its form leaves no doubt of: a financial
year, the number after it, and the year that somewhere above is said to be 100.
"""

import json
import re
from collections.abc import Iterator, Sequence

from ingest.bulk import refuse_no_table
from ingest.delimited import part_of
from ingest.editions import by_edition
from ingest.errors import RefusedDocumentError
from ingest.model import EXTRA, Connector, Context, Document, Parsed, Reject, Row, Summary
from ingest.tables import Line

TABLE = "deflators"
_YEAR = re.compile(r"(\d{4})[-/](?:\d{2}|\d{4})")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BASE = re.compile(r"(\d{4}[-/]\d{2,4})\s*=\s*100\b")


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row a financial year, with the base year and the title of its release.

    Raises:
        RefusedDocumentError: no line has a financial year and an index, or not one year is said
            to be 100: an index without its base says nothing.
    """
    body = document.path.read_bytes()
    refuse_no_table(body)
    if body.startswith(b"PK"):
        raise RefusedDocumentError(
            "not_a_table", "The file is packed or a workbook: save its table as CSV."
        )
    lines = list(part_of(body).lines)
    starts = [at for at, line in enumerate(lines) if _year_at(line.cells) is not None]
    if not starts:
        raise RefusedDocumentError("unknown_layout", "No line has a financial year such as 2016-17")
    titles = [" ".join(filter(None, line.cells)) for line in lines[: starts[0]]]
    bases = {match[1] for title in titles for match in _BASE.finditer(title)}
    if len(bases) != 1:
        raise RefusedDocumentError(
            "unknown_base",
            f"{len(bases)} years above the table are said to be 100: one is wanted, as in "
            "`2016-17 = 100`.",
        )
    yield from _rows((lines[at] for at in starts), bases.pop(), titles[0] if titles else "")
    yield Summary(part="", layout="deflators by financial year", lines=len(starts))


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return by_edition(parse)


def _rows(lines: Iterator[Line], base: str, title: str) -> Iterator[Parsed]:
    for line in lines:
        at = _year_at(line.cells)
        after = [cell.strip() for cell in line.cells[(at or 0) + 1 :]]
        index, others = (after[0], after[1:]) if after else ("", [])
        if at is None or not _NUMBER.fullmatch(index):
            text = ",".join(line.cells)[:200]
            yield Reject(TABLE, "no_index", "No number after the year.", line.number, excerpt=text)
            continue
        values = {
            "financial_year": line.cells[at].strip(),
            "index_value": index,
            "base_year": base,
            "title": title,
            EXTRA: json.dumps(others, ensure_ascii=False) if any(others) else None,
        }
        yield Row(TABLE, values, line.number)


def _year_at(cells: Sequence[str]) -> int | None:
    """Return where the first financial year of a line stands; a calendar year is none."""
    for at, cell in enumerate(cells):
        if _YEAR.fullmatch(cell.strip()):
            return at
    return None

"""The rows that releases become, table by table, until they are asked for as columns."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from ingest.model import Rows
from ingest.ocds.json_text import JsonObject
from ingest.ocds.tables import TABLES

Record = list[Any]
"""The cells of a row, each text or None, and its line."""


class TableRows:
    """The rows of every table, begun one by one, handed out as columns."""

    def __init__(self) -> None:
        self._records: dict[str, list[Record]] = {table: [] for table in TABLES}
        self._ocid: str | None = None
        self._release_id: str | None = None
        self._line = 0
        self._lines: dict[int, int] = {}

    def turn_to(
        self, ocid: str | None, release_id: str | None, line: int, lines: dict[int, int]
    ) -> None:
        """Say of which release the rows to come are, and on which line it stands.

        ``lines`` has the line of each object, by its identity, that has another one.
        """
        self._ocid, self._release_id = ocid, release_id
        self._line, self._lines = line, lines

    def new(self, table: str, thing: JsonObject) -> Record:
        """Begin the row of a thing: the release it is of, and its line at the end."""
        record = _BLANK[table].copy()
        record[0], record[1] = self._ocid, self._release_id
        record[-1] = self._lines.get(id(thing), self._line)
        self._records[table].append(record)
        return record

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return len(self._records[table])

    def since(self, table: str, count: int) -> list[Record]:
        """Return the rows of a table that were begun after its first ``count``."""
        return self._records[table][count:]

    def sort(self) -> None:
        """Put the rows in the order of their lines."""
        for records in self._records.values():
            records.sort(key=_line)

    def columns(self) -> Iterator[Rows]:
        """Yield the rows as columns, and forget them. A column that is all null is not."""
        for table, records in self._records.items():
            if records:
                self._records[table] = []
                yield _in_columns(table, records)


def _in_columns(table: str, records: list[Record]) -> Rows:
    """Return a table's rows as columns, each a part of one array: that is the cheapest to make."""
    *columns, lines = zip(*records, strict=True)
    names: list[str] = []
    cells: list[object] = []
    for name, column in zip(TABLES[table].columns, columns, strict=True):
        if _says_anything(column):
            names.append(name)
            cells += column
    whole = pa.array(cells, pa.string())
    count = len(records)
    parts = {name: whole.slice(place * count, count) for place, name in enumerate(names)}
    return Rows(table, parts, {}, pa.array(lines, pa.int64()))


def _says_anything(column: tuple[object, ...]) -> bool:
    return any(cell is not None for cell in column)


def _line(record: Record) -> int:
    line: int = record[-1]
    return line


_BLANK: dict[str, Record] = {
    table: [None] * (len(spec.columns) + 1) for table, spec in TABLES.items()
}

"""Landed rows on their way to disk: gathered as columns, written as Parquet a batch at a time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.files import sync_file
from ingest.lake import DELIVERY_TABLES, Lake, text_schema
from ingest.model import DeliveryKey
from ingest.outcomes import Record
from ingest.specs import SourceSpec

BATCH_ROWS = 20_000
BATCH_BYTES = 8_000_000
"""What waits in memory to be written: records, and columns of a table."""
NEVER_ALIKE = frozenset({"_line", "release_json"})
"""Columns whose texts differ from row to row: nothing is saved by listing each once."""


class Block(NamedTuple):
    """Rows of a table: what stands in columns, and what is the same in every row."""

    length: int
    columns: Mapping[str, pa.Array]
    constants: Mapping[str, str | None]


class Tables:
    """Parquet writers for the tables of one delivery, opened when first needed."""

    def __init__(self, lake: Lake, spec: SourceSpec, key: DeliveryKey) -> None:
        self._columns = {name: table.columns for name, table in spec.tables.items()}
        self._columns |= DELIVERY_TABLES
        self._lake = lake
        self._key = key
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._waiting: dict[str, list[Record]] = defaultdict(list)
        self._blocks: dict[str, list[Block]] = defaultdict(list)
        self._bytes: dict[str, int] = defaultdict(int)

    def add(self, table: str, record: Record) -> None:
        """Write one record, sooner or later."""
        waiting = self._waiting[table]
        waiting.append(record)
        if len(waiting) >= BATCH_ROWS:
            self._flush(table)

    def add_block(self, table: str, block: Block) -> None:
        """Write many records that already stand in columns, sooner or later.

        Raises:
            ValueError: the table does not declare one of their columns.
        """
        self._flush(table)
        if undeclared := {*block.columns, *block.constants}.difference(self._names(table)):
            raise ValueError(f"{table} declares no column {', '.join(sorted(undeclared))}")
        self._blocks[table].append(block)
        self._bytes[table] += sum(column.nbytes for column in block.columns.values())
        if self._bytes[table] >= BATCH_BYTES:
            self._write_blocks(table)

    def close(self) -> tuple[str, ...]:
        """Finish every table that has rows, and return which they are."""
        for table in self._columns:
            self._write_blocks(table)
            self._flush(table)
        for table, writer in self._writers.items():
            writer.close()
            sync_file(self._lake.candidate_path(self._key, table))
        return tuple(table for table in self._columns if table in self._writers)

    def _names(self, table: str) -> Sequence[str]:
        names: Sequence[str] = text_schema(self._columns[table]).names
        return names

    def _flush(self, table: str) -> None:
        """Write the records that wait: after the columns that came before them."""
        rows = self._waiting.pop(table, [])
        if rows:
            columns = {
                name: pa.array([row.get(name) for row in rows], pa.string())
                for name in self._names(table)
            }
            self._blocks[table].append(Block(len(rows), columns, {}))
            self._write_blocks(table)

    def _write_blocks(self, table: str) -> None:
        blocks = self._blocks.pop(table, [])
        self._bytes[table] = 0
        if not blocks:
            return
        schema = text_schema(self._columns[table])
        if table not in self._writers:
            path = self._lake.candidate_path(self._key, table)
            path.parent.mkdir(parents=True, exist_ok=True)
            repeated = [name for name in schema.names if name not in NEVER_ALIKE]
            self._writers[table] = pq.ParquetWriter(
                path, schema, use_dictionary=repeated, write_statistics=False
            )
        self._writers[table].write_table(together(blocks, schema))


def together(blocks: Sequence[Block], schema: pa.Schema) -> pa.Table:
    """Return the rows of all blocks, one after the other; what a block does not have is null."""
    own = np.repeat(np.arange(len(blocks)), [block.length for block in blocks])

    def column(name: str) -> pa.Array | pa.ChunkedArray:
        if any(name in block.columns for block in blocks):
            return pa.chunked_array([_piece(block, name) for block in blocks], pa.string())
        constants = [block.constants.get(name) for block in blocks]
        if constants.count(None) == len(constants):
            return pa.nulls(len(own), pa.string())
        return pa.array(constants, pa.string()).take(pa.array(own))

    return pa.Table.from_arrays([column(name) for name in schema.names], schema=schema)


def _piece(block: Block, name: str) -> pa.Array:
    if name in block.columns:
        return block.columns[name]
    return pa.repeat(pa.scalar(block.constants.get(name), pa.string()), block.length)

"""From the releases of all services to the state of every process, as tables of text.

Processes are compiled by the month of their first release. A month is compiled anew when a
release of one of its processes came, changed or went, and not otherwise.
"""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.files import sync_file
from ingest.lake import Lake, text_schema
from ingest.model import DeliveryKey, Rows
from ingest.ocds.flatten import Flattener
from ingest.ocds.gather import Month, Received, gathering, holds_releases, read_month
from ingest.ocds.json_text import JsonObject
from ingest.ocds.merge import Merge
from ingest.ocds.tables import COMPILED, COMPILED_TABLES, PROCESSES
from ingest.readers import spread
from ingest.specs import SourceSpec

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Compiled:
    """What compiling came to."""

    months: int
    unchanged: int
    releases: int


def compile_processes(
    lake: Lake, specs: Mapping[str, SourceSpec], code: str, workers: int
) -> Compiled:
    """Bring the compiled tables to what is landed; ``code`` is a digest of what makes them."""
    lake.clear_candidates(COMPILED)
    sources = [source_id for source_id, spec in specs.items() if holds_releases(spec)]
    with gathering(lake, sources, workers) as landed:
        keys = {_key(month): month for month in landed.months}
        changed = [
            key for key, month in keys.items() if lake.landed_from(key) != _made_of(month, code)
        ]
        landed.set_apart([keys[key].name for key in changed])
        one = partial(_compile_month, lake, landed.folder)
        sizes = [keys[key].releases * _BYTES_A_RELEASE for key in changed]
        for key, _ in zip(changed, spread(one, changed, sizes, workers), strict=True):
            lake.open([key])
            lake.replace([key], COMPILED_TABLES)
            lake.close(key, _made_of(keys[key], code), [])
            log.info("compiled: processes begun in %s, %s releases", key.period, keys[key].releases)
    _forget(lake, lake.closed(COMPILED) - {key.slug for key in keys})
    return Compiled(
        len(changed), len(keys) - len(changed), sum(keys[key].releases for key in changed)
    )


def _forget(lake: Lake, gone: set[str]) -> None:
    """Take away the months of which nothing is landed any more."""
    for slug in sorted(gone):
        key = DeliveryKey(COMPILED, COMPILED, slug.removeprefix(f"{COMPILED}__"))
        lake.open([key])
        lake.replace([key], COMPILED_TABLES)


def _key(month: Month) -> DeliveryKey:
    return DeliveryKey(COMPILED, COMPILED, month.name)


def _made_of(month: Month, code: str) -> str:
    return hashlib.sha256(f"{code} {month.fingerprint}".encode()).hexdigest()


_BYTES_A_RELEASE = 5_000
"""On average, to tell whether a second process is worth its start."""


def _compile_month(lake: Lake, folder: Path, key: DeliveryKey) -> None:
    for table, block in compiled_tables(read_month(folder, key.period)):
        path = lake.candidate_path(key, table)
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(block, path, write_statistics=False)
        sync_file(path)


def compiled_tables(received: Received) -> Iterator[tuple[str, pa.Table]]:
    """Yield the compiled tables of processes.

    A row carries the release that states it, and where that release stands: the last one that
    states its money, or else the last one that states it at all.
    """
    flattener = Flattener()
    first = 0
    numbered = zip(received.processes, received.places, strict=True)
    for _, releases in groupby(numbered, itemgetter(0)):
        texts = (received.texts[place] for _, place in releases)
        decoded = (orjson.loads(memoryview(text.as_buffer())) for text in texts)
        first += add_process(flattener, decoded, first)
    for rows in flattener.rows():
        yield _table(rows, received)


def add_process(flattener: Flattener, releases: Iterable[JsonObject], first: int) -> int:
    """Add the rows of the state of one process; return how many releases it has.

    A row's line is the number of the release that states it; those of this process are
    numbered from ``first``.
    """
    merged = Merge()
    count = 0
    for release in releases:
        merged.apply(release)
        count += 1
    origins = merged.touched | merged.valued
    lines = {thing: first + number for thing, number in origins.items()}
    flattener.add(merged.state, None, {}, first, lines)
    return count


def _table(rows: Rows, received: Received) -> tuple[str, pa.Table]:
    table = PROCESSES if rows.table == "releases" else rows.table
    schema = text_schema(COMPILED_TABLES[table])
    stands = {name: column.take(rows.lines) for name, column in received.stands.items()}
    known = {**rows.columns, **stands}
    empty = pa.nulls(len(rows.lines), pa.string())
    columns = [known.get(name, empty) for name in schema.names]
    return table, pa.Table.from_arrays(columns, schema=schema)

"""All landed releases of a process, gathered from the deliveries in which they came.

Landing goes by delivery, compiling by process. What lies between is one sorting of the landed
releases by the month in which their process began, done on disk: the releases of a country do
not fit in memory.
"""

import datetime as dt
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.files import quoted
from ingest.lake import Lake
from ingest.model import PROVENANCE
from ingest.ocds.tables import COMPILED, TABLES
from ingest.specs import SourceSpec

UNDATED = "undated"
MEMORY = "2GB"

_INDEX = """
create temp table releases as
with received as ({received}),
latest as (
    select * from received
    qualify row_number() over (
        partition by source_id, ocid, release_id
        order by _fetched_at desc, _raw_sha256, _part, _line, filename
    ) = 1
)
select *, coalesce(nullif(regexp_extract(
    min(published_at) over (partition by source_id, ocid), '^[0-9]{{4}}-[0-9]{{2}}'
), ''), '{undated}') as month
from latest
"""
_ONE_SOURCE = """
select '{source_id}' as source_id, ocid, release_id, published_at,
    _raw_sha256, _part, _line, _fetched_at, filename, file_row_number
from read_parquet('{files}', filename = true, file_row_number = true)
"""
_MONTHS = """
select month, count(*), sha256(string_agg(
    concat_ws('|', source_id, ocid, release_id, _raw_sha256, _part, _line),
    '\n' order by source_id, ocid, release_id
))
from releases group by month order by month
"""
_FILES = "select distinct filename from releases where month in (select unnest(?)) order by 1"
_APART = """
copy (
    select
        releases.month, releases.source_id, releases.ocid, releases.release_id,
        releases.published_at, landed._source_url, releases._raw_sha256, releases._fetched_at,
        releases._part, releases._line, landed.release_json
    from read_parquet($files, filename = true, file_row_number = true) as landed
    inner join releases using (filename, file_row_number)
    where list_contains($months, releases.month)
) to '{folder}' (format parquet, compression uncompressed, partition_by (month))
"""
_WRITTEN = re.compile(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2})?)")
_SUMMER_TIME = "+01:00"


@dataclass(frozen=True, slots=True)
class Month:
    """The processes that began in one month: how many releases they have, and which."""

    name: str
    releases: int
    fingerprint: str


STANDS = ("source_id", "release_id", *PROVENANCE)
"""What a compiled row takes over from the release that states it."""


@dataclass(frozen=True, slots=True)
class Received:
    """The landed releases of a month's processes, process by process, in the order they apply.

    ``processes`` says what each is of, ``places`` where its text is among ``texts``, and
    ``stands`` where it stands.
    """

    processes: Sequence[tuple[str, str]]
    places: Sequence[int]
    texts: pa.ChunkedArray
    stands: Mapping[str, pa.Array]


def holds_releases(spec: SourceSpec) -> bool:
    """Return whether a source lands OCDS releases."""
    return spec.tables.keys() >= TABLES.keys()


class Gathering:
    """What is landed, month by month. Its ``folder`` holds what was set apart."""

    def __init__(self, lake: Lake, sources: Sequence[str], workers: int) -> None:
        self.folder = lake.root / "candidate" / COMPILED / "apart"
        self.folder.mkdir(parents=True)
        spill = {"memory_limit": MEMORY, "temp_directory": str(self.folder / "spilled")}
        self._database = duckdb.connect(config={"threads": workers, **spill})
        received = " union all ".join(
            _ONE_SOURCE.format(source_id=source_id, files=_glob(lake, source_id))
            for source_id in sources
        )
        self._database.execute(_INDEX.format(received=received, undated=UNDATED))
        self.months = tuple(Month(*row) for row in self._database.execute(_MONTHS).fetchall())

    def set_apart(self, months: Sequence[str]) -> None:
        """Write the releases of some months below ``folder``, each month for itself."""
        if months:
            found = self._database.execute(_FILES, [list(months)]).fetchall()
            wanted = {"files": [file for (file,) in found], "months": list(months)}
            self._database.execute(_APART.format(folder=quoted(self.folder / MONTHS)), wanted)

    def close(self) -> None:
        """Forget what was set apart."""
        self._database.close()
        shutil.rmtree(self.folder)


@contextmanager
def gathering(lake: Lake, sources: Sequence[str], workers: int) -> Iterator[Gathering]:
    """Gather the landed releases of ``sources``, all of which are OCDS releases."""
    made = Gathering(lake, sources, workers)
    try:
        yield made
    finally:
        made.close()


def read_month(folder: Path, month: str) -> Received:
    """Return the releases set apart for a month, each once.

    They apply by instant, and by id where two share one.
    """
    files = sorted((folder / MONTHS / f"month={month}").glob("*.parquet"))
    table = pa.concat_tables([pq.ParquetFile(file).read() for file in files])
    keys = zip(
        *(table[name].to_pylist() for name in ("source_id", "ocid", "published_at", "release_id")),
        strict=True,
    )
    places = {
        (source_id, ocid, instant(published_at), release_id): place
        for place, (source_id, ocid, published_at, release_id) in enumerate(keys)
    }
    ordered = sorted(places)
    in_order = [places[key] for key in ordered]
    return Received(
        [(source_id, ocid) for source_id, ocid, *_ in ordered],
        in_order,
        table["release_json"],
        {name: table[name].combine_chunks().take(pa.array(in_order)) for name in STANDS},
    )


def instant(text: str) -> str:
    """Return the instant (UTC) a timestamp names, so that instants sort as texts do.

    Both services write UK time with its offset, ``Z`` or ``+01:00``; a date alone is its
    midnight. Empty where there is none, which sorts first.

    >>> instant("2026-06-01T00:30:00+01:00"), instant("2026-06-01"), instant("soon")
    ('2026-05-31T23:30:00', '2026-06-01T00:00:00', '')
    """
    written = _WRITTEN.match(text)
    if written is None:
        return ""
    try:
        at = dt.datetime.fromisoformat(written[1])
    except ValueError:
        return ""
    if text.endswith(_SUMMER_TIME):
        at -= dt.timedelta(hours=1)
    return at.isoformat()


def _glob(lake: Lake, source_id: str) -> str:
    return quoted(lake.landed / source_id / "releases" / "*.parquet")


MONTHS = "months"

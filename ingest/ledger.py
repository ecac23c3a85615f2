"""The ledger of what a source is known to lack, as a table beside those that were landed.

It is made from the landed notices and from what the raw index says of asking for the others, so
that it is the same whenever it is made again from both. It is not landed: no publisher sent it.
"""

import hashlib
import json
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.files import sync_file
from ingest.known import with_what_is_known
from ingest.lake import COMPLETENESS, COMPLETENESS_TABLES, NOTICE_NUMBERS, Lake, text_schema
from ingest.model import Connector, Context, DeliveryKey, Lacking
from ingest.rawstore import RawStore

Row = Mapping[str, str | None]


def write_ledger(connector: Connector, context: Context, store: RawStore, lake: Lake) -> int:
    """Write what the source of ``connector`` lacks, where it can tell; return how much."""
    if connector.lacks is None:
        return 0
    source_id = context.spec.source_id
    known = with_what_is_known(context, connector, store, lake)
    rows = [_row(source_id, lacking) for lacking in connector.lacks(known)]
    rows.sort(key=lambda row: str(row["notice_id"]))
    key = DeliveryKey(COMPLETENESS, source_id, NOTICE_NUMBERS)
    fingerprint = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
    if lake.landed_from(key) != fingerprint:
        _write(lake, key, rows)
        lake.close(key, fingerprint, [])
    return len(rows)


def _write(lake: Lake, key: DeliveryKey, rows: list[Row]) -> None:
    schema = text_schema(COMPLETENESS_TABLES[NOTICE_NUMBERS])
    path = lake.candidate_path(key, NOTICE_NUMBERS)
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = [pa.array([row.get(name) for row in rows], pa.string()) for name in schema.names]
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), path, write_statistics=False)
    sync_file(path)
    lake.open([key])
    lake.replace([key], COMPLETENESS_TABLES)


def _row(source_id: str, lacking: Lacking) -> Row:
    asked = lacking.asked
    return {
        "source_id": source_id,
        "notice_id": lacking.notice_id,
        "day_from": lacking.day_from.isoformat(),
        "day_to": lacking.day_to.isoformat(),
        "is_above_highest": str(lacking.is_above_highest).lower(),
        "status": lacking.status,
        "asked_at": asked.night.isoformat() if asked else None,
        "times_asked": str(asked.times) if asked else "0",
        "_source_url": asked.url if asked else None,
        "_raw_sha256": (asked.sha256 or None) if asked else None,
        "_fetched_at": asked.night.isoformat() if asked else None,
        "_part": "",
    }

"""Spend from stored bytes to landed tables, through gate 1, and on to payments, as a night does."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.workload import PERIOD, Workload
from expectations.runner import audit_deliveries
from ingest.lake import Lake
from ingest.landing import land_source
from ingest.model import Document
from ingest.rawstore import Entry, Pull, RawStore
from ingest.registry import BUILDERS, load_specs
from pipelines.settings import DBT_PROJECT

DBT = Path(sys.executable).with_name("dbt")
NIGHT = PERIOD.night.isoformat()
PAYMENTS = "select count(*) from core.fct_payments"


@dataclass(frozen=True, slots=True)
class Landing:
    """A raw store that holds a workload, and a lake below ``root`` to land it in."""

    workload: Workload
    root: Path

    @property
    def store(self) -> RawStore:
        """Return the store of the published bytes."""
        return RawStore(self.root / "raw")

    def receive(self) -> None:
        """Put every document into the store, as if it had been downloaded."""
        for document in self.workload.documents:
            key = document.request.delivery
            if key is None:
                raise ValueError(f"{document.request.url} belongs to no delivery")
            entry = Entry(
                url=document.request.url,
                params=(),
                name=document.request.name,
                outcome="received",
                sha256=self.store.put(document.path.read_bytes()),
                first_night=NIGHT,
            )
            self.store.record(key, Pull(NIGHT, (entry,)))

    def empty(self) -> None:
        """Make the lake as it is before anything is landed."""
        for folder in ("candidate", "landed"):
            shutil.rmtree(self.root / folder, ignore_errors=True)
        Lake(self.root).prepare(load_specs().values())

    def land(self, workers: int) -> int:
        """Land what changed; return the lines of all that stands."""
        context = self.workload.context
        connector = BUILDERS[context.spec.source_id]()
        lake = Lake(self.root)
        land_source(connector, context, self.store, lake, audit_deliveries, "benchmark", workers)
        return self._lines()

    def payments(self) -> int:
        """Build ``fct_payments`` and all it is made of; return its rows."""
        warehouse = self.root / "warehouse.duckdb"
        warehouse.unlink(missing_ok=True)
        environment = os.environ | {
            "LANDED_DIR": str(self.root / "landed"),
            "WAREHOUSE_PATH": str(warehouse),
            "DBT_TARGET_PATH": str(self.root / "dbt"),
            "DBT_LOG_PATH": str(self.root / "dbt"),
        }
        command = [str(DBT), "run", "--quiet", "--profiles-dir", ".", "--select", "+fct_payments"]
        seeds = [str(DBT), "seed", "--quiet", "--profiles-dir", "."]
        for one in (seeds, command):
            subprocess.run(one, cwd=DBT_PROJECT, env=environment, check=True)  # noqa: S603
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            (rows,) = connection.execute(PAYMENTS).fetchone() or (0,)
        return int(rows)

    def _lines(self) -> int:
        outcomes = str(self.root / "landed" / "deliveries" / "outcomes" / "*.parquet")
        query = "select sum(cast(lines as bigint)) from read_parquet(?, union_by_name = true)"
        with duckdb.connect() as connection:
            (lines,) = connection.execute(query, [outcomes]).fetchone() or (0,)
        return int(lines)


def duckdb_alone(documents: Sequence[Document]) -> int:
    """Let DuckDB find the columns of each document it can read, and hold its rows as text."""
    rows = 0
    with duckdb.connect(config={"threads": 2}) as connection:
        for document in documents:
            try:
                connection.read_csv(str(document.path), all_varchar=True).create("held")
            except duckdb.Error:
                continue
            rows += connection.table("held").shape[0]
            connection.execute("drop table held")
    return rows

"""Where landed tables stand, and the ledger of what each was made from."""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.files import move_into_place, sync_folder, write_json
from ingest.matching.tables import MATCHED, MATCHED_TABLES
from ingest.model import PROVENANCE, DeliveryKey
from ingest.ocds.tables import COMPILED, COMPILED_TABLES
from ingest.specs import SourceSpec

DELIVERIES = "deliveries"
OUTCOME_COLUMNS = (
    "source_id", "publisher_id", "period", "document_name", "outcome", "reason_code", "reason",
    "layout", "lines", "rows_landed", "rows_rejected", "published_gbp", "landed_gbp",
    "rejected_gbp",
)  # fmt: skip
REJECT_COLUMNS = (
    "source_id", "publisher_id", "period", "table_name", "code", "reason", "excerpt", "amount_gbp",
)  # fmt: skip
DELIVERY_TABLES = {"outcomes": OUTCOME_COLUMNS, "rejects": REJECT_COLUMNS}
COMPLETENESS = "completeness"
NOTICE_NUMBERS = "notice_numbers"
COMPLETENESS_TABLES = {
    NOTICE_NUMBERS: (
        "source_id", "notice_id", "day_from", "day_to", "is_above_highest", "status", "asked_at",
        "times_asked",
    )
}  # fmt: skip
SCHEMA_FILE = "0000-schema.parquet"


@cache
def text_schema(columns: tuple[str, ...]) -> pa.Schema:
    """Return the Arrow schema of a landed table: its columns and provenance, all text."""
    return pa.schema([pa.field(name, pa.string()) for name in (*columns, *PROVENANCE)])


@dataclass(frozen=True, slots=True)
class Lake:
    """The folders ``candidate`` and ``landed`` below ``root``."""

    root: Path

    @property
    def landed(self) -> Path:
        """Return the folder dbt reads."""
        return self.root / "landed"

    def candidate_path(self, key: DeliveryKey, table: str) -> Path:
        """Return where a delivery's table waits for gate 1; its outcomes wait beside it."""
        return self.root / "candidate" / key.source_id / table / f"{key.slug}.parquet"

    def landed_path(self, key: DeliveryKey, table: str) -> Path:
        """Return where a delivery's table stands once it is landed."""
        if table in DELIVERY_TABLES:
            return self.landed / DELIVERIES / table / f"{key.source_id}__{key.slug}.parquet"
        return self.landed / key.source_id / table / f"{key.slug}.parquet"

    def prepare(self, specs: Iterable[SourceSpec]) -> None:
        """Give every declared table a file without rows, so that a reader always has columns."""
        tables = {(spec.source_id, name): spec.tables[name].columns for spec in specs
                  for name in spec.tables}  # fmt: skip
        tables |= {(DELIVERIES, name): columns for name, columns in DELIVERY_TABLES.items()}
        tables |= {(COMPLETENESS, name): columns for name, columns in COMPLETENESS_TABLES.items()}
        tables |= {(COMPILED, name): columns for name, columns in COMPILED_TABLES.items()}
        tables |= {(MATCHED, name): columns for name, columns in MATCHED_TABLES.items()}
        for (source_id, table), columns in tables.items():
            target = self.landed / source_id / table / SCHEMA_FILE
            schema = text_schema(columns)
            if not target.exists() or pq.read_schema(target) != schema:
                target.parent.mkdir(parents=True, exist_ok=True)
                candidate = target.with_name(f".{SCHEMA_FILE}")
                pq.write_table(schema.empty_table(), candidate)
                move_into_place(candidate, target)

    def replace(self, keys: Sequence[DeliveryKey], tables: Iterable[str]) -> None:
        """Put the audited candidates of deliveries where their predecessors stood.

        A predecessor without a successor goes: a delivery is replaced as a unit. The bytes of a
        candidate are on disk already; the names are when this returns.
        """
        folders = set()
        for key in keys:
            for table in tables:
                target = self.landed_path(key, table)
                target.parent.mkdir(parents=True, exist_ok=True)
                folders.add(target.parent)
                try:
                    self.candidate_path(key, table).replace(target)
                except FileNotFoundError:
                    target.unlink(missing_ok=True)
        for folder in folders:
            sync_folder(folder)

    def clear_candidate(self, key: DeliveryKey, tables: Iterable[str]) -> None:
        """Forget an attempt at ``key`` that the gate held."""
        for table in (*tables, *DELIVERY_TABLES):
            self.candidate_path(key, table).unlink(missing_ok=True)

    def clear_candidates(self, source_id: str) -> None:
        """Forget what an interrupted night left waiting for gate 1."""
        shutil.rmtree(self.root / "candidate" / source_id, ignore_errors=True)

    def landed_from(self, key: DeliveryKey) -> str | None:
        """Return the fingerprint of what a landed delivery was made from, if it is landed."""
        path = self._ledger_path(key)
        if not path.exists():
            return None
        return str(json.loads(path.read_text("utf-8"))["fingerprint"])

    def open(self, keys: Iterable[DeliveryKey]) -> None:
        """Write into the ledger that these are being replaced. The first act of landing."""
        folders = set()
        for key in keys:
            path = self._ledger_path(key)
            if path.exists():
                path.unlink()
                folders.add(path.parent)
        for folder in folders:
            sync_folder(folder)

    def close(
        self, key: DeliveryKey, fingerprint: str, verdicts: Sequence[Mapping[str, object]]
    ) -> None:
        """Write into the ledger that ``key`` stands whole, and what gate 1 said of it.

        The last act of landing.
        """
        write_json(self._ledger_path(key), {"fingerprint": fingerprint, "verdicts": verdicts})

    def ledger(self) -> dict[str, Mapping[str, Any]]:
        """Return the ledger's entry of every closed delivery, in the order of their names."""
        folder = self.landed / ".ledger"
        return {
            str(path.relative_to(folder)): json.loads(path.read_text("utf-8"))
            for path in sorted(folder.glob("*/*.json"))
        }

    def closed(self, source_id: str) -> set[str]:
        """Return the slugs of the deliveries of a source that stand whole."""
        return {path.stem for path in (self.landed / ".ledger" / source_id).glob("*.json")}

    def _ledger_path(self, key: DeliveryKey) -> Path:
        return self.landed / ".ledger" / key.source_id / f"{key.slug}.json"

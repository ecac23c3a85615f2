"""A replaced version is kept beside the one that counts, and two processes read as one does."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest import readers
from ingest.lake import Lake
from ingest.landing import Landed, Verdict, land_source
from ingest.model import DECLARATIONS_URL, DECLARED, Context, DeliveryKey, Window
from ingest.rawstore import Entry, Pull, RawStore
from ingest.registry import BUILDERS, load_spec
from ingest.specs import Publisher
from tests.fakes import NIGHT, FakeVerdict, deliver, nights

BODY = Publisher(publisher_id="fog_agency", title="Fog Agency")
APRIL = DeliveryKey("spend", BODY.publisher_id, "2025-04")
HEADINGS = "Supplier,Date,Amount\n"
DRAFT = f"{HEADINGS}Ferry Limited,13/04/2025,10.00\nTide Limited,14/04/2025,5.00\n"
FINAL = f"{HEADINGS}Ferry Limited,13/04/2025,11.00\nTide Limited,14/04/2025,5.00\n"
PICTURE = "\x89PNG not a table"


def land(root: Path, workers: int = 1) -> Landed:
    lake = Lake(root)
    spec = load_spec("spend")
    lake.prepare([spec])
    window = Window(dt.date(2024, 4, 1), dt.date(2026, 3, 30), NIGHT)
    return land_source(
        BUILDERS["spend"](),
        Context(spec, window, {BODY.publisher_id: BODY}),
        RawStore(root / "raw"),
        lake,
        _passes,
        "code",
        workers,
    )


def _passes(
    source_id: str, tables: Mapping[str, Sequence[Path]]
) -> Mapping[str, Mapping[str, Verdict]]:
    return {table: {path.stem: FakeVerdict() for path in files} for table, files in tables.items()}


def amounts(root: Path, table: str) -> list[tuple[str, str]]:
    path = Lake(root).landed_path(APRIL, table)
    if not path.exists():
        return []
    rows = pq.read_table(path, columns=["amount", "_raw_sha256"]).to_pylist()
    return [(row["amount"], row["_raw_sha256"][:6]) for row in rows]


def test_what_a_publisher_replaced_is_kept_apart_with_the_hash_it_came_from(
    tmp_path: Path,
) -> None:
    store = RawStore(tmp_path / "raw")
    deliver(store, APRIL, NIGHT, DRAFT)
    land(tmp_path)
    assert amounts(tmp_path, "superseded_payments") == []
    deliver(store, APRIL, nights(1), FINAL)
    land(tmp_path)
    draft, final = (hashlib.sha256(text.encode()).hexdigest()[:6] for text in (DRAFT, FINAL))
    assert amounts(tmp_path, "payments") == [("11.00", final), ("5.00", final)]
    assert amounts(tmp_path, "superseded_payments") == [("10.00", draft), ("5.00", draft)]


def test_a_version_published_again_is_not_its_own_predecessor(tmp_path: Path) -> None:
    store = RawStore(tmp_path / "raw")
    for night, text in enumerate((DRAFT, FINAL, DRAFT)):
        deliver(store, APRIL, nights(night), text)
    land(tmp_path)
    assert [amount for amount, _ in amounts(tmp_path, "payments")] == ["10.00", "5.00"]
    assert [amount for amount, _ in amounts(tmp_path, "superseded_payments")] == ["11.00", "5.00"]


def test_a_newer_version_that_cannot_be_read_supersedes_nothing(tmp_path: Path) -> None:
    store = RawStore(tmp_path / "raw")
    deliver(store, APRIL, NIGHT, DRAFT)
    deliver(store, APRIL, nights(1), PICTURE)
    land(tmp_path)
    assert [amount for amount, _ in amounts(tmp_path, "payments")] == ["10.00", "5.00"]
    assert amounts(tmp_path, "superseded_payments") == []


def test_an_older_version_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    store = RawStore(tmp_path / "raw")
    deliver(store, APRIL, NIGHT, PICTURE)
    deliver(store, APRIL, nights(1), FINAL)
    land(tmp_path)
    assert amounts(tmp_path, "superseded_payments") == []


def test_a_declaration_that_changes_is_no_earlier_version_of_payments(tmp_path: Path) -> None:
    store = RawStore(tmp_path / "raw")
    key = DeliveryKey("spend", DECLARED, "current")
    for night, said in enumerate((b"[]", b"[{}]")):
        at = nights(night).isoformat()
        sha256 = store.put(said)
        document = Entry(
            DECLARATIONS_URL, (), "publishers.json", "received", sha256=sha256, first_night=at
        )
        store.record(key, Pull(at, (document,)))
        (landing,) = land(tmp_path).changed
        assert landing.tables == ("publishers",)


def test_two_processes_land_the_bytes_that_one_lands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for root in (tmp_path / "one", tmp_path / "two"):
        store = RawStore(root / "raw")
        for month in range(1, 5):
            delivery = DeliveryKey("spend", BODY.publisher_id, f"2025-{month:02}")
            deliver(store, delivery, NIGHT, DRAFT * month)
    land(tmp_path / "one")
    monkeypatch.setattr(readers, "_WORTH_A_PROCESS", 0)
    landed = land(tmp_path / "two", workers=2)
    assert landed.parsed_documents == 4
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def _bytes(root: Path) -> dict[str, bytes]:
    landed = root / "landed"
    return {
        path.relative_to(landed).as_posix(): path.read_bytes()
        for path in landed.rglob("*")
        if path.is_file()
    }

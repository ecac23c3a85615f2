"""The compiled tables are the state of every process that has landed, and nothing else."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest

from ingest import readers
from ingest.lake import Lake
from ingest.landing import land_source
from ingest.model import Context, DeliveryKey
from ingest.ocds.compile import Compiled, compile_processes
from ingest.ocds.tables import COMPILED, COMPILED_TABLES
from ingest.rawstore import Entry, Pull, RawStore
from ingest.registry import BUILDERS, load_specs
from tests.fakes import NIGHT, FakeVerdict, context

SOURCE = "find_a_tender"
SPECS = load_specs()

Json = dict[str, Any]


def release(number: int, ocid: str = "ocds-h6vhtk-0f0001", **stated: object) -> Json:
    """Return a release of the year's ``number``-th day of the month, January to December."""
    month, day = divmod(number, 100)
    return {
        "ocid": ocid,
        "id": f"{number:06d}-2026",
        "date": f"2026-{month:02d}-{day:02d}T09:00:00Z",
        "tag": ["award"],
        "initiationType": "tender",
        **stated,
    }


class Warehouse:
    """A raw store and a lake of Find a Tender's."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lake = Lake(root)
        self.lake.prepare(SPECS.values())

    def receive(self, period: str, *releases: Json) -> None:
        """Land a delivery of one document that holds these releases."""
        store = RawStore(self.root / "raw")
        body = json.dumps({"releases": releases}).encode()
        entry = Entry(
            url=f"https://notices.example/{period}",
            params=(),
            name="",
            outcome="received",
            sha256=store.put(body),
            first_night=NIGHT.isoformat(),
        )
        key = DeliveryKey(SOURCE, SOURCE, period)
        store.record(key, Pull(NIGHT.isoformat(), (entry,)))
        known = Context(SPECS[SOURCE], context(NIGHT).window)
        land_source(BUILDERS[SOURCE](), known, store, self.lake, _passes, "code", 1)

    def compile(self, workers: int = 1) -> Compiled:
        return compile_processes(self.lake, SPECS, "code", workers)

    def rows(self, table: str) -> list[Mapping[str, str | None]]:
        folder = self.lake.landed / COMPILED / table
        found: list[Mapping[str, str | None]] = ds.dataset(folder).to_table().to_pylist()
        return sorted(found, key=str)

    def bytes(self) -> dict[str, str]:
        folder = self.lake.landed / COMPILED
        return {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*.parquet"))
        }


def _passes(
    source_id: str, tables: Mapping[str, Sequence[Path]]
) -> Mapping[str, Mapping[str, FakeVerdict]]:
    return {table: {path.stem: FakeVerdict() for path in files} for table, files in tables.items()}


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path)


VALUED = {"id": "1", "value": {"amount": 100, "currency": "GBP"}, "title": "Lamp oil"}


def test_an_amendment_that_states_only_itself_keeps_what_it_amends(warehouse: Warehouse) -> None:
    warehouse.receive("a", release(105, contracts=[VALUED]))
    amendment = {"id": "m1", "description": "more oil"}
    warehouse.receive("b", release(210, contracts=[{"id": "1", "amendments": [amendment]}]))

    warehouse.compile()

    (contract,) = warehouse.rows("contracts")
    assert (contract["title"], contract["amount"]) == ("Lamp oil", "100")
    (amended,) = warehouse.rows("amendments")
    assert (amended["holder_id"], amended["description"]) == ("1", "more oil")


def test_a_row_leads_to_the_release_that_states_its_money(warehouse: Warehouse) -> None:
    warehouse.receive("a", release(105, contracts=[VALUED]))
    warehouse.receive("b", release(210, contracts=[{"id": "1", "status": "terminated"}]))
    warehouse.receive("c", release(310, tender={"id": "t", "status": "complete"}))

    warehouse.compile()

    (contract,) = warehouse.rows("contracts")
    assert (contract["status"], contract["release_id"]) == ("terminated", "000105-2026")
    assert contract["_source_url"] == "https://notices.example/a"
    (process,) = warehouse.rows("processes")
    assert (process["release_id"], process["tender_status"]) == ("000310-2026", "complete")


def test_a_supplier_written_out_leads_as_a_party_where_it_leads_as_a_supplier(
    warehouse: Warehouse,
) -> None:
    supplier = {"id": "S", "name": "Lantern Works", "address": {"locality": "Aldermere"}}
    warehouse.receive("one", release(101, tender={"id": "t"}))
    warehouse.receive("two", release(201, awards=[{"id": "a", "suppliers": [supplier]}]))
    warehouse.compile()
    (party,), (row,) = warehouse.rows("parties"), warehouse.rows("award_suppliers")
    assert row["release_id"] == "000201-2026"
    stands = ("release_id", "_raw_sha256", "_line")
    assert [party[column] for column in stands] == [row[column] for column in stands]


def test_what_did_not_change_is_not_compiled_again(warehouse: Warehouse) -> None:
    warehouse.receive("a", release(105), release(206, "ocds-h6vhtk-0f0002"))

    assert warehouse.compile() == Compiled(months=2, unchanged=0, releases=2)
    assert warehouse.compile() == Compiled(months=0, unchanged=2, releases=0)

    warehouse.receive("b", release(307, tender={"id": "t"}))

    assert warehouse.compile() == Compiled(months=1, unchanged=1, releases=2)
    assert len(warehouse.rows("processes")) == 2


def test_a_first_release_that_comes_late_moves_its_process(warehouse: Warehouse) -> None:
    warehouse.receive("a", release(306))
    warehouse.compile()
    warehouse.receive("b", release(105))

    warehouse.compile()

    assert [row["ocid"] for row in warehouse.rows("processes")] == ["ocds-h6vhtk-0f0001"]
    assert sorted(path for path in warehouse.bytes() if path.startswith("processes/compiled")) == [
        "processes/compiled__2026-01.parquet"
    ]


def test_a_process_that_is_landed_no_more_is_compiled_no_more(warehouse: Warehouse) -> None:
    warehouse.receive("a", release(105), release(106, "ocds-h6vhtk-0f0002"))
    warehouse.compile()
    warehouse.receive("a", release(105))

    warehouse.compile()

    assert [row["ocid"] for row in warehouse.rows("processes")] == ["ocds-h6vhtk-0f0001"]


def test_a_release_received_twice_is_applied_once(warehouse: Warehouse) -> None:
    unnamed = release(105, awards=[{"title": "without an id"}])
    warehouse.receive("a", unnamed)
    warehouse.receive("b", unnamed)

    warehouse.compile()

    assert len(warehouse.rows("awards")) == 1


def test_releases_apply_in_the_order_of_their_instants(warehouse: Warehouse) -> None:
    first = release(601, tender={"id": "t", "status": "active"})
    first["date"] = "2026-06-01T10:30:00+01:00"
    second = release(602, tender={"id": "t", "status": "complete"})
    second["date"] = "2026-06-01T09:45:00Z"
    warehouse.receive("a", second, first)

    warehouse.compile()

    (process,) = warehouse.rows("processes")
    assert process["tender_status"] == "complete"


def test_two_processes_compile_the_bytes_that_one_compiles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "_WORTH_A_PROCESS", 0)
    made = []
    for workers in (1, 2):
        warehouse = Warehouse(tmp_path / str(workers))
        warehouse.receive(
            "a",
            *(
                release(number, f"ocds-h6vhtk-{number}", awards=[VALUED])
                for number in (105, 206, 307)
            ),
        )
        warehouse.compile(workers)
        made.append(warehouse.bytes())

    assert made[0] == made[1]
    assert len(made[0]) >= len(COMPILED_TABLES) + 6

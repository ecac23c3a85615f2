"""What is landed depends on the bytes received, and on nothing that happened to be there before."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest.lake import SCHEMA_FILE, Lake
from ingest.landing import Audit, Landed, Verdict, land_source
from ingest.model import INDEX, DeliveryKey
from ingest.rawstore import RawStore
from ingest.specs import Publisher
from tests.fakes import (
    LAMPS,
    NIGHT,
    FakeSource,
    FakeVerdict,
    context,
    deliver,
    key,
    nights,
    spec,
)

GOOD = "Harbour Lamps Limited=10.00"
BETTER = "Harbour Lamps Limited=11.00"
WITH_NOTE = f"{GOOD}\nA note."
IMPLAUSIBLE = "=5.00\nImplausible Limited=99.00"
OTHER = DeliveryKey(LAMPS, "aldermere", "2026-01")


def audit(
    source_id: str, tables: Mapping[str, Sequence[Path]]
) -> Mapping[str, Mapping[str, Verdict]]:
    return {
        table: {
            path.stem: FakeVerdict("£99" if "Implausible" in str(pq.read_table(path)) else "")
            for path in files
        }
        for table, files in tables.items()
    }


class Stage:
    """A raw store and a lake, with the source that reads from the one into the other."""

    def __init__(self, root: Path) -> None:
        self.store = RawStore(root / "raw")
        self.lake = Lake(root)
        self.source = FakeSource()
        self.publishers: tuple[Publisher, ...] = ()

    def land(self, *, code: str = "code", gate: Audit = audit) -> Landed:
        """Land what changed; the parser remembers only what it parses this time."""
        self.source.parsed.clear()
        self.lake.prepare([spec()])
        return land_source(
            self.source.connector(),
            context(NIGHT, *self.publishers),
            self.store,
            self.lake,
            gate,
            code,
            1,
        )

    def rows(self, table: str, delivery: DeliveryKey | None = None) -> list[dict[str, str | None]]:
        path = self.lake.landed_path(delivery or key(), table)
        if not path.exists():
            return []
        found: list[dict[str, str | None]] = pq.read_table(path).to_pylist()
        return found

    def amounts(self) -> list[str | None]:
        return [row["amount"] for row in self.rows("payments")]

    def outcomes(self) -> list[tuple[str | None, str | None]]:
        return [(row["outcome"], row["reason_code"]) for row in self.rows("outcomes")]

    def landed_bytes(self) -> dict[str, str]:
        return {
            path.relative_to(self.lake.landed).as_posix(): hashlib.sha256(
                path.read_bytes()
            ).hexdigest()
            for path in sorted(self.lake.landed.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def test_a_delivery_lands_whole(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, WITH_NOTE)
    landed = stage.land()
    assert [landing.key for landing in landed.changed] == [key()]
    assert stage.amounts() == ["10.00"]
    assert stage.outcomes() == [("landed", "")]


def test_what_did_not_change_is_not_parsed_again(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, GOOD)
    deliver(stage.store, OTHER, NIGHT, GOOD)
    stage.land()
    deliver(stage.store, key(), nights(1), GOOD)
    deliver(stage.store, OTHER, nights(1), BETTER)
    before = stage.lake.landed_path(key(), "payments").stat().st_mtime_ns
    landed = stage.land()
    assert stage.source.parsed == ["https://lamps.example/2026-01/1"]
    assert (landed.unchanged, landed.parsed_documents) == (1, 1)
    assert stage.lake.landed_path(key(), "payments").stat().st_mtime_ns == before


def test_a_changed_reader_reads_everything_again(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, GOOD)
    stage.land()
    assert stage.land(code="other code").parsed_documents == 1


def test_a_changed_declaration_reads_that_publisher_again(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, GOOD)
    deliver(stage.store, DeliveryKey(LAMPS, "fenwater", "2026-02"), NIGHT, GOOD)
    stage.land()
    stage.publishers = (Publisher(publisher_id="aldermere", title="Aldermere", vat_basis="net"),)
    landed = stage.land()
    assert [landing.key for landing in landed.changed] == [key()]


def test_a_replaced_file_replaces_its_delivery(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, WITH_NOTE)
    stage.land()
    deliver(stage.store, key(), nights(1), BETTER)
    stage.land()
    assert stage.amounts() == ["11.00"]


def test_a_table_that_the_new_version_lacks_goes(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, f"{WITH_NOTE}\n=1.00")
    stage.land()
    assert stage.rows("notes")
    assert stage.rows("rejects")
    deliver(stage.store, key(), nights(1), BETTER)
    stage.land()
    assert not stage.lake.landed_path(key(), "notes").exists()
    assert not stage.lake.landed_path(key(), "rejects").exists()


def test_a_delivery_held_by_the_gate_leaves_the_one_before_it(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, GOOD)
    stage.land()
    deliver(stage.store, key(), nights(1), IMPLAUSIBLE)
    stage.land()
    assert stage.amounts() == ["10.00"]
    assert stage.outcomes() == [("held", "gate_1"), ("landed", "")]
    held = stage.rows("outcomes")[0]
    assert held["reason"] == "payments: plausible: £99, where none is allowed"


def test_a_held_delivery_still_accounts_for_its_pounds(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, IMPLAUSIBLE)
    stage.land()
    (held,) = stage.rows("outcomes")
    published, landed, rejected = (
        Decimal(str(held[f"{name}_gbp"])) for name in ("published", "landed", "rejected")
    )
    assert (published, landed, rejected) == (Decimal(104), Decimal(0), Decimal(104))
    assert stage.rows("payments") == stage.rows("rejects") == []


def test_a_delivery_that_is_refused_leaves_the_one_before_it(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, GOOD)
    deliver(stage.store, key(), nights(1), "!")
    stage.land()
    assert stage.amounts() == ["10.00"]
    assert stage.outcomes() == [("refused", "not_a_table"), ("landed", "")]


def test_a_night_that_failed_leaves_what_was_landed_and_says_so(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, GOOD)
    deliver(stage.store, key(), nights(1), silent="failed")
    stage.land()
    assert stage.amounts() == ["10.00"]
    assert stage.outcomes() == [("failed", "failed"), ("landed", "")]


def test_half_a_delivery_does_not_replace_a_whole_one(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, GOOD, "Fenwater Highways Limited=20.00")
    deliver(stage.store, key(), nights(1), BETTER, silent="failed")
    stage.land()
    assert stage.amounts() == ["10.00", "20.00"]
    assert stage.outcomes() == [("failed", "failed"), ("landed", ""), ("landed", "")]


def test_half_a_delivery_is_better_than_none(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, GOOD, silent="failed")
    stage.land()
    assert stage.amounts() == ["10.00"]
    assert stage.outcomes() == [("failed", "failed"), ("landed", "")]


def test_a_delivery_nobody_published_has_an_outcome(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, silent="no_publication")
    stage.land()
    assert stage.outcomes() == [("no_publication", "no_publication")]


def test_one_held_delivery_holds_up_no_other(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, IMPLAUSIBLE)
    deliver(stage.store, OTHER, NIGHT, GOOD)
    stage.land()
    assert stage.rows("payments", OTHER)
    assert not stage.rows("payments")


def test_landing_again_from_nothing_gives_the_same_bytes(stage: Stage, tmp_path: Path) -> None:
    for day, text in enumerate((WITH_NOTE, IMPLAUSIBLE, BETTER, "!")):
        deliver(stage.store, key(), nights(day), text)
        deliver(stage.store, OTHER, nights(day), GOOD)
        stage.land()
    again = Stage(tmp_path / "again")
    again.store = stage.store
    again.land()
    assert again.landed_bytes() == stage.landed_bytes()


def test_a_landing_interrupted_at_any_table_ends_in_the_same_bytes(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(stage.store, key(), NIGHT, f"{WITH_NOTE}\n=1.00")
    undisturbed = Stage(tmp_path / "undisturbed")
    undisturbed.store = stage.store
    undisturbed.land()
    whole = Lake.replace
    for survived in range(4):

        def interrupted(
            lake: Lake,
            deliveries: Sequence[DeliveryKey],
            tables: Iterable[str],
            survived: int = survived,
        ) -> None:
            whole(lake, deliveries, list(tables)[:survived])
            raise KeyboardInterrupt

        monkeypatch.setattr(Lake, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            stage.land(code=f"code {survived}")
        assert stage.lake.landed_from(key()) is None
        monkeypatch.setattr(Lake, "replace", whole)
        stage.land()
        assert stage.landed_bytes() == undisturbed.landed_bytes()


def test_what_an_interrupted_night_left_waiting_is_not_landed(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, WITH_NOTE)
    stage.land()
    leftover = stage.lake.candidate_path(key(), "notes")
    leftover.parent.mkdir(parents=True, exist_ok=True)
    leftover.write_bytes(b"half a table")
    deliver(stage.store, key(), nights(1), BETTER)
    stage.land()
    assert not stage.lake.landed_path(key(), "notes").exists()


def test_pages_that_only_led_further_are_not_landed(stage: Stage) -> None:
    deliver(stage.store, DeliveryKey(LAMPS, INDEX, "lamps.example"), NIGHT, "a page of links")
    landed = stage.land()
    assert (landed.changed, landed.parsed_documents) == ([], 0)


def test_the_ledger_keeps_what_the_gate_said(stage: Stage) -> None:
    deliver(stage.store, key(), NIGHT, GOOD)
    deliver(stage.store, key(), nights(1), IMPLAUSIBLE)
    stage.land()
    (entry,) = stage.lake.ledger().values()
    assert entry["verdicts"] == [{"passed": False}, {"passed": True}]


def test_every_declared_table_can_be_read_before_anything_was_received(stage: Stage) -> None:
    stage.land()
    for folder in ("lamps/payments", "lamps/notes", "deliveries/outcomes", "deliveries/rejects"):
        assert pq.read_table(stage.lake.landed / folder / SCHEMA_FILE).num_rows == 0


def test_a_declaration_that_gains_a_column_renews_the_empty_table(stage: Stage) -> None:
    stage.land()
    tables = {**spec().tables, "notes": spec().tables["payments"]}
    stage.lake.prepare([spec().model_copy(update={"tables": tables})])
    names = pq.read_schema(stage.lake.landed / "lamps" / "notes" / SCHEMA_FILE).names
    assert names[:2] == ["supplier", "amount"]


def test_a_delivery_that_loses_a_pound_is_refused_whole_and_holds_up_no_other(
    stage: Stage,
) -> None:
    deliver(stage.store, key(), NIGHT, f"{GOOD}~")
    deliver(stage.store, OTHER, NIGHT, GOOD)

    stage.land()

    assert stage.rows("payments") == []
    assert stage.outcomes() == [("refused", "not_conserved")]
    assert len(stage.rows("payments", OTHER)) == 1

"""Every record of a document is landed or rejected, and every penny is held."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.errors import ConservationError
from ingest.lake import Lake
from ingest.land import Landing, land
from ingest.model import DECLARATIONS_URL, PROVENANCE, Connector, Parsed, Row, Rows, Summary
from ingest.outcomes import silent_outcome
from ingest.rawstore import Entry, Pull, RawStore
from tests.fakes import NIGHT, FakeSource, context, deliver, key

GOOD = "Harbour Lamps Limited=10.50\n=2.25\nA note.\nFenwater Highways Limited=-1.00"


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path / "raw")


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path)


def landed(store: RawStore, lake: Lake, *texts: str, connector: Connector | None = None) -> Landing:
    deliver(store, key(), NIGHT, *texts)
    documents = store.documents(key(), store.history(key()).pulls[-1])
    return land(connector or FakeSource().connector(), context(), key(), documents, lake)


def saying(*items: Parsed) -> Connector:
    """Return a connector whose parser says this of any document."""
    return replace(FakeSource().connector(), parse=lambda context, document: iter(items))


def rows(lake: Lake, table: str) -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = pq.read_table(
        lake.candidate_path(key(), table)
    ).to_pylist()
    return found


def test_every_record_is_landed_or_rejected_with_its_line(store: RawStore, lake: Lake) -> None:
    landing = landed(store, lake, GOOD)
    assert landing.tables == ("payments", "notes")
    assert [(row["supplier"], row["_line"]) for row in rows(lake, "payments")] == [
        ("Harbour Lamps Limited", "1"),
        ("Fenwater Highways Limited", "4"),
    ]
    (reject,) = rows(lake, "rejects")
    assert (reject["code"], reject["amount_gbp"], reject["_line"]) == (
        "no_supplier", "2.2500", "2",
    )  # fmt: skip


def test_a_landed_row_is_text_and_leads_back_to_its_document(store: RawStore, lake: Lake) -> None:
    landed(store, lake, GOOD)
    schema = pq.read_schema(lake.candidate_path(key(), "payments"))
    assert schema.names == ["supplier", "amount", *PROVENANCE]
    assert {str(kind) for kind in schema.types} == {"string"}
    row = rows(lake, "payments")[0]
    assert row["amount"] == "10.50"
    assert store.path(str(row["_raw_sha256"])).read_text("utf-8") == GOOD
    assert (row["_source_url"], row["_fetched_at"]) == (
        "https://lamps.example/2026-02/1", NIGHT.isoformat(),
    )  # fmt: skip


def test_the_outcome_accounts_for_lines_and_pounds(store: RawStore, lake: Lake) -> None:
    (outcome,) = landed(store, lake, GOOD).outcomes
    assert outcome["outcome"] == "landed"
    assert (outcome["lines"], outcome["rows_landed"], outcome["rows_rejected"]) == ("4", "3", "1")
    published, held, rejected = (
        Decimal(str(outcome[f"{name}_gbp"])) for name in ("published", "landed", "rejected")
    )
    assert published == held + rejected == Decimal("11.75")


def test_a_parser_that_loses_a_pound_lands_nothing(store: RawStore, lake: Lake) -> None:
    with pytest.raises(ConservationError, match=r"published £11\.00.*but landed and rejected £10"):
        landed(store, lake, "Harbour Lamps Limited=10.00~")


def test_a_parser_that_forgets_to_add_up_a_part_lands_nothing(store: RawStore, lake: Lake) -> None:
    connector = saying(
        Row("payments", {"supplier": "Harbour Lamps", "amount": "1"}, 1, part="Sheet 2")
    )
    with pytest.raises(ConservationError, match=r"Sheet 2.*no total"):
        landed(store, lake, "anything", connector=connector)


def test_a_part_that_was_added_up_does_not_vouch_for_another(store: RawStore, lake: Lake) -> None:
    connector = saying(
        Row("payments", {"supplier": "Harbour Lamps", "amount": "1"}, 1, part="A"),
        Summary("A", "lines", 1, Decimal(2)),
        Row("payments", {"supplier": "Harbour Lamps", "amount": "2"}, 1, part="B"),
        Summary("B", "lines", 1, Decimal(1)),
    )
    with pytest.raises(ConservationError, match="A: published £2"):
        landed(store, lake, "anything", connector=connector)


def test_a_row_whose_amount_is_no_money_lands_nothing(store: RawStore, lake: Lake) -> None:
    connector = saying(Row("payments", {"supplier": "Harbour Lamps", "amount": "about ten"}, 7))
    with pytest.raises(ConservationError, match=r"line 7 .*no money"):
        landed(store, lake, "anything", connector=connector)


def test_a_parser_that_refuses_after_its_first_row_lands_nothing(
    store: RawStore, lake: Lake
) -> None:
    with pytest.raises(ConservationError, match="decide before it yields its first row"):
        landed(store, lake, "Harbour Lamps Limited=1\nlate!")


def test_refused_empty_silent_and_failed_are_told_apart(store: RawStore, lake: Lake) -> None:
    silent = [
        silent_outcome(
            key(), outcome, outcome, "Why.", "https://lamps.example/9", NIGHT.isoformat()
        )
        for outcome in ("no_publication", "failed")
    ]
    deliver(store, key(), NIGHT, GOOD, "!", "0")
    documents = store.documents(key(), store.history(key()).pulls[-1])
    landing = land(FakeSource().connector(), context(), key(), documents, lake, silent)
    assert [outcome["outcome"] for outcome in landing.outcomes] == [
        "no_publication", "failed", "landed", "refused", "empty_publication",
    ]  # fmt: skip
    assert [outcome["reason"] for outcome in landing.outcomes[3:]] == [
        "This is not a table.", "There is nothing in it.",
    ]  # fmt: skip
    assert len(rows(lake, "outcomes")) == 5


def test_a_refused_document_does_not_take_its_neighbours_with_it(
    store: RawStore, lake: Lake
) -> None:
    landing = landed(store, lake, "!", GOOD)
    assert landing.has_rows
    assert len(rows(lake, "payments")) == 2


def test_a_delivery_of_which_nothing_was_read_has_an_outcome_and_no_table(
    store: RawStore, lake: Lake
) -> None:
    landing = landed(store, lake, "!")
    assert landing.tables == ()
    assert not landing.has_rows
    assert not lake.candidate_path(key(), "payments").exists()
    assert [row["reason_code"] for row in rows(lake, "outcomes")] == ["not_a_table"]


def test_more_rows_than_a_batch_are_all_written_in_their_order(
    store: RawStore, lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.writing.BATCH_ROWS", 2)
    landed(store, lake, "\n".join(f"Lamp {number}={number}" for number in range(1, 6)))
    assert [row["_line"] for row in rows(lake, "payments")] == ["1", "2", "3", "4", "5"]


def test_columns_larger_than_a_batch_are_all_written_in_their_order(
    store: RawStore, lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.writing.BATCH_BYTES", 1)
    pages = [
        Rows("notes", {"note": pa.array([f"note {line}"])}, {}, pa.array([line], pa.int64()))
        for line in range(1, 4)
    ]
    landed(store, lake, GOOD, connector=saying(*pages, Summary("", "pages", 3)))
    assert pq.ParquetFile(lake.candidate_path(key(), "notes")).num_row_groups == 3
    assert [row["note"] for row in rows(lake, "notes")] == ["note 1", "note 2", "note 3"]


def test_what_we_declare_of_the_publishers_lands_like_a_document(
    store: RawStore, lake: Lake
) -> None:
    connector = replace(
        saying(Row("notes", {"note": "parsed"}, 1)),
        declare=lambda context: iter([Row("notes", {"note": "declared"}, 1)]),
    )
    entry = Entry(
        url=DECLARATIONS_URL,
        params=(),
        name="publishers.json",
        outcome="received",
        sha256=store.put(b"[]"),
        first_night=NIGHT.isoformat(),
    )
    documents = store.documents(key(), Pull(NIGHT.isoformat(), (entry,)))
    land(connector, context(), key(), documents, lake)
    assert [row["note"] for row in rows(lake, "notes")] == ["declared"]

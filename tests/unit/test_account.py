"""The last screen of a night says what came in and what did not, to the penny."""

from decimal import Decimal
from pathlib import Path

import pytest

from ingest.lake import Lake
from ingest.landing import land_source
from ingest.model import DECLARED, DeliveryKey
from ingest.rawstore import Entry, Pull, RawStore
from pipelines.account import Account, read_account
from tests.fakes import LAMPS, NIGHT, FakeSource, FakeVerdict, context, deliver, key, spec


@pytest.fixture
def account(tmp_path: Path) -> Account:
    store, lake = RawStore(tmp_path / "raw"), Lake(tmp_path)
    deliver(store, key("2026-01"), NIGHT, "Harbour Lamps Limited=0.10\n=0.05\nA note.")
    deliver(store, key("2026-02"), NIGHT, "Harbour Lamps Limited=0.20", silent="failed")
    deliver(store, key("2026-03"), NIGHT, "!")
    deliver(store, DeliveryKey(LAMPS, DECLARED, "current"), NIGHT, "A note.")
    entry = Entry(
        url="inbox:fenwater/April.csv",
        params=(),
        name="April.csv",
        outcome="received",
        sha256=store.put(b"Harbour Lamps Limited=7.00"),
        first_night=NIGHT.isoformat(),
    )
    store.record(key("April.csv", "fenwater"), Pull(NIGHT.isoformat(), (entry,)))
    lake.prepare([spec()])
    land_source(
        FakeSource().connector(),
        context(),
        store,
        lake,
        lambda source_id, tables: {
            table: {path.stem: FakeVerdict() for path in files} for table, files in tables.items()
        },
        "code",
        1,
    )
    return read_account(tmp_path)


def test_each_publisher_has_its_documents_rows_and_pounds(account: Account) -> None:
    aldermere, fenwater = account.received
    assert (aldermere.landed, aldermere.not_landed, aldermere.rows, aldermere.rejects) == (
        2, 2, 3, 1,
    )  # fmt: skip
    assert aldermere.pounds == Decimal("0.30")
    assert fenwater.pounds == Decimal("7.00")


def test_our_own_declarations_are_no_publisher(account: Account) -> None:
    assert {received.publisher_id for received in account.received} == {"aldermere", "fenwater"}


def test_everything_that_did_not_land_is_listed_with_its_reason(account: Account) -> None:
    assert [(item.period, item.outcome, item.reason) for item in account.refused] == [
        ("2026-02", "failed", "The publisher was silent."),
        ("2026-03", "refused", "This is not a table."),
    ]


def test_each_inbox_file_has_its_line(account: Account) -> None:
    (file,) = account.inbox
    assert (file.url, file.outcome, file.layout, file.lines, file.rows) == (
        "inbox:fenwater/April.csv", "landed", "lines", 1, 1,
    )  # fmt: skip
    assert file.pounds == file.published == Decimal("7.00")


def test_a_night_that_landed_nothing_has_an_empty_account(tmp_path: Path) -> None:
    assert read_account(tmp_path) == Account((), (), ())
    Lake(tmp_path).prepare([spec()])
    assert read_account(tmp_path) == Account((), (), ())

"""Files a person already has are taken in like a download, once, and stay where they are."""

import shutil
from pathlib import Path

import pytest

from ingest.declarations import undeclared
from ingest.inbox import SPEND, take_in, waiting_files
from ingest.model import DeliveryKey
from ingest.rawstore import RawStore
from tests.fakes import NIGHT, nights

SOURCES = frozenset({"companies_house", "nspl", SPEND})


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path / "raw")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return tmp_path / "inbox"


def drop(inbox: Path, name: str, text: str = "Supplier,Amount") -> Path:
    path = inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def keys(inbox: Path) -> list[tuple[str, str, str]]:
    return [
        (key.source_id, key.publisher_id, key.period) for _, key in waiting_files(inbox, SOURCES)
    ]


def test_a_folder_is_a_source_or_else_a_publisher_of_spend(inbox: Path) -> None:
    drop(inbox, "companies_house/register.zip")
    drop(inbox, "fenwater/April 2025.csv")
    assert keys(inbox) == [
        ("companies_house", "companies_house", "register.zip"),
        ("spend", "fenwater", "April 2025.csv"),
    ]


def test_files_in_subfolders_are_deliveries_of_their_own(inbox: Path) -> None:
    drop(inbox, "fenwater/2024/spend.csv")
    drop(inbox, "fenwater/2025/spend.csv")
    slugs = {key.slug for _, key in waiting_files(inbox, SOURCES)}
    assert [period for *_, period in keys(inbox)] == ["2024/spend.csv", "2025/spend.csv"]
    assert len(slugs) == 2


def test_hidden_files_and_files_of_nobody_are_left(inbox: Path) -> None:
    drop(inbox, "fenwater/.DS_Store")
    drop(inbox, "README.md")
    assert keys(inbox) == []


def test_what_was_put_in_to_no_purpose_is_said(
    inbox: Path, store: RawStore, caplog: pytest.LogCaptureFixture
) -> None:
    drop(inbox, "April.csv")
    (inbox / "fenwater").mkdir()
    (inbox / "fenwater" / "May.csv").symlink_to(inbox / "gone.csv")
    (inbox / "fenwater" / "June.csv").symlink_to("June.csv")
    assert take_in(inbox, SOURCES, store, NIGHT) == 0
    assert [record.getMessage().removeprefix(f"{inbox}/") for record in caplog.records] == [
        "April.csv was not taken in: it lies in no folder; put it into one named after the body or "
        "the source",
        "fenwater/June.csv was not taken in: it is a link that leads nowhere; put the file itself "
        "here",
        "fenwater/May.csv was not taken in: it is a link that leads nowhere; put the file itself "
        "here",
    ]


def test_no_inbox_is_an_empty_inbox(inbox: Path, store: RawStore) -> None:
    assert take_in(inbox, SOURCES, store, NIGHT) == 0


def test_a_file_is_taken_in_and_stays_where_it_is(inbox: Path, store: RawStore) -> None:
    path = drop(inbox, "fenwater/April 2025.csv")
    assert take_in(inbox, SOURCES, store, NIGHT) == 1
    (pull,) = store.history(DeliveryKey(SPEND, "fenwater", "April 2025.csv")).pulls
    assert pull.entries[0].url == "inbox:fenwater/April 2025.csv"
    assert store.path(pull.entries[0].sha256).read_bytes() == path.read_bytes()
    assert path.exists()


def test_a_file_taken_in_before_is_not_taken_again(inbox: Path, store: RawStore) -> None:
    drop(inbox, "fenwater/April 2025.csv")
    take_in(inbox, SOURCES, store, NIGHT)
    assert take_in(inbox, SOURCES, store, nights(1)) == 0


def test_a_changed_file_is_taken_in_beside_its_first_version(inbox: Path, store: RawStore) -> None:
    drop(inbox, "fenwater/April 2025.csv")
    take_in(inbox, SOURCES, store, NIGHT)
    drop(inbox, "fenwater/April 2025.csv", "Supplier,Amount,Date")
    assert take_in(inbox, SOURCES, store, nights(1)) == 1
    pulls = store.history(DeliveryKey(SPEND, "fenwater", "April 2025.csv")).pulls
    assert all(store.path(pull.entries[0].sha256).is_file() for pull in pulls)
    assert len(pulls) == 2


def test_a_night_can_be_repeated_after_the_inbox_was_emptied(inbox: Path, store: RawStore) -> None:
    drop(inbox, "fenwater/April 2025.csv")
    take_in(inbox, SOURCES, store, NIGHT)
    shutil.rmtree(inbox)
    take_in(inbox, SOURCES, store, nights(1))
    history = store.history(DeliveryKey(SPEND, "fenwater", "April 2025.csv"))
    assert len(store.documents(history.key, history.pulls[-1])) == 1


def test_a_file_that_changes_while_it_is_taken_in_is_recorded_as_it_was_stored(
    inbox: Path, store: RawStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drop(inbox, "fenwater/April 2025.csv")
    copy = shutil.copyfile

    def grown(source: Path, target: Path) -> None:
        path.write_text("Supplier,Amount\nHarbour Lamps Limited,10.00", "utf-8")
        copy(source, target)

    monkeypatch.setattr(shutil, "copyfile", grown)
    take_in(inbox, SOURCES, store, NIGHT)
    (pull,) = store.history(DeliveryKey(SPEND, "fenwater", "April 2025.csv")).pulls
    assert store.path(pull.entries[0].sha256).is_file()


def test_of_a_publisher_nobody_declared_only_the_name_is_said() -> None:
    publisher = undeclared("fenwater_council")
    assert (publisher.title, publisher.is_declared) == ("Fenwater council", False)
    assert (publisher.vat_basis, publisher.area_codes, publisher.date_order) == (
        "unknown", (), None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("folder", "publisher_id"),
    [
        ("Fenwater Council", "fenwater_council"),
        ("FENWATER", "fenwater"),
        ("2025", "body_2025"),
        ("_index", "index"),
        ("Ynys Môn", "ynys_m_n"),
        ("市", "body_"),
    ],
)
def test_a_folder_of_any_name_is_a_publisher_that_can_be_read(
    inbox: Path, folder: str, publisher_id: str
) -> None:
    drop(inbox, f"{folder}/April.csv")
    assert keys(inbox) == [("spend", publisher_id, f"{folder}/April.csv")]
    assert undeclared(publisher_id).publisher_id == publisher_id


def test_two_folders_never_make_one_delivery(inbox: Path) -> None:
    for folder in ("Fenwater Council", "fenwater_council", "fenwater-council"):
        drop(inbox, f"{folder}/April.csv")
    found = keys(inbox)
    assert {publisher for _, publisher, _ in found} == {"fenwater_council"}
    assert len(set(found)) == 3

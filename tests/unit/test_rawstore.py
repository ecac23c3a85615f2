"""Bytes are kept for ever, and the account of how they came is never half written."""

import datetime as dt
import hashlib
import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import files
from ingest.model import DeliveryKey, Request
from ingest.rawstore import Entry, Pull, RawStore
from tests.fakes import NIGHT, deliver, key, nights

DOCUMENT = "Harbour Lamps Limited=10.00"


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path / "raw")


def test_bytes_stand_under_their_hash_and_nobody_may_write_them(store: RawStore) -> None:
    sha256 = store.put(b"lamps")
    assert sha256 == hashlib.sha256(b"lamps").hexdigest()
    assert store.path(sha256).read_bytes() == b"lamps"
    assert not store.path(sha256).stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_bytes_received_twice_are_kept_once_and_left_alone(store: RawStore) -> None:
    sha256 = store.put(b"lamps")
    before = store.path(sha256).stat()
    again = store.scratch() / "again"
    again.write_bytes(b"lamps")
    assert store.adopt(again) == sha256
    assert store.path(sha256).stat().st_mtime_ns == before.st_mtime_ns
    assert not list(store.scratch().iterdir())


def test_half_a_document_left_by_a_crash_is_never_taken_for_a_whole_one(store: RawStore) -> None:
    (store.scratch() / hashlib.sha256(b"lamps").hexdigest()).write_bytes(b"la")
    sha256 = store.put(b"lamps")
    assert store.path(sha256).read_bytes() == b"lamps"
    assert list(store.histories("lamps")) == []


def test_an_index_is_replaced_whole_or_not_at_all(
    store: RawStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(store, key(), NIGHT, DOCUMENT)
    before = store.history(key())

    def crash(source: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "move_into_place", crash)
    with pytest.raises(KeyboardInterrupt):
        deliver(store, key(), nights(1), "Harbour Lamps Limited=11.00")
    assert store.history(key()) == before
    assert [history.key for history in store.histories("lamps")] == [key()]


def test_a_night_that_brings_nothing_new_confirms_the_last(store: RawStore) -> None:
    deliver(store, key(), NIGHT, DOCUMENT)
    deliver(store, key(), nights(1), DOCUMENT)
    history = store.history(key())
    assert [pull.night for pull in history.pulls] == [NIGHT.isoformat()]
    assert history.last_whole_night == nights(1)


def test_a_confirmed_pull_says_when_and_how_often_it_was_asked_for(store: RawStore) -> None:
    asked = [
        Entry("https://lamps.example", (), "", "received", sha256="a" * 64, reason=f"{times}",
              night=nights(times).isoformat(), asked_at=f"at {times}", times=times)
        for times in (1, 2)
    ]  # fmt: skip
    for times, entry in enumerate(asked, 1):
        store.record(key(), Pull(nights(times).isoformat(), (entry,)))
    (pull,) = store.history(key()).pulls
    (entry,) = pull.entries
    assert (pull.night, pull.confirmed) == (nights(1).isoformat(), nights(2).isoformat())
    assert (entry.times, entry.night, entry.asked_at) == (2, nights(2).isoformat(), "at 2")
    assert entry.reason == "1", "what was landed of it stays as it was"


def test_a_replaced_file_adds_a_pull_and_the_first_stays(store: RawStore) -> None:
    deliver(store, key(), NIGHT, DOCUMENT)
    deliver(store, key(), nights(1), "Harbour Lamps Limited=11.00")
    hashes = [pull.entries[0].sha256 for pull in store.history(key()).pulls]
    assert [store.path(sha256).read_text("utf-8")[-5:] for sha256 in hashes] == ["10.00", "11.00"]


def test_a_night_with_a_failure_is_not_the_last_whole_one(store: RawStore) -> None:
    deliver(store, key(), NIGHT, DOCUMENT)
    deliver(store, key(), nights(1), DOCUMENT, silent="failed")
    assert store.history(key()).last_whole_night == NIGHT


def test_what_was_not_there_yet_has_not_been_had(store: RawStore) -> None:
    deliver(store, key(), NIGHT, silent="no_publication")
    deliver(store, key("2026-03"), NIGHT, DOCUMENT, silent="no_publication")
    assert store.history(key()).last_whole_night is None
    assert store.history(key("2026-03")).last_whole_night is None


def test_the_last_answer_is_found_behind_a_night_that_failed(store: RawStore) -> None:
    deliver(store, key(), NIGHT, DOCUMENT)
    deliver(store, key(), nights(1), silent="failed")
    found = store.history(key()).last_answer(Request("https://lamps.example/2026-02/1"))
    assert found is not None
    assert store.path(found.sha256).read_text("utf-8") == DOCUMENT


def test_an_answer_belongs_to_its_parameters_too() -> None:
    entry = Entry("https://lamps.example", (("page", "1"),), "", "received")
    assert entry.answers(Request("https://lamps.example", (("page", "1"),)))
    assert not entry.answers(Request("https://lamps.example", (("page", "2"),)))


def test_documents_carry_the_night_that_first_received_them(store: RawStore) -> None:
    deliver(store, key(), NIGHT, DOCUMENT)
    (document,) = store.documents(key(), store.history(key()).pulls[-1])
    assert document.fetched_at == NIGHT
    assert document.path.read_text("utf-8") == DOCUMENT


def test_a_signpost_is_kept_and_not_parsed(store: RawStore) -> None:
    entry = Entry("https://lamps.example", (), "", "received", sha256=store.put(b"x"), kept=False)
    assert store.documents(key(), Pull(NIGHT.isoformat(), (entry,))) == ()


def test_histories_come_in_the_order_of_their_names(store: RawStore) -> None:
    for period in ("2026-02", "2025-11", "2026-01"):
        deliver(store, key(period), NIGHT, DOCUMENT)
    periods = [history.key.period for history in store.histories("lamps")]
    assert periods == ["2025-11", "2026-01", "2026-02"]


def test_an_index_says_in_words_what_it_holds(store: RawStore) -> None:
    deliver(store, key(), NIGHT, DOCUMENT)
    (path,) = (store.root / "index" / "lamps").iterdir()
    said = json.loads(path.read_text("utf-8"))
    assert (said["source_id"], said["publisher_id"], said["period"]) == (
        "lamps", "aldermere", "2026-02",
    )  # fmt: skip
    assert dt.datetime.fromisoformat(said["pulls"][0]["night"]) == NIGHT


NAMES = st.text("ab_-./ é", min_size=1, max_size=8)


@given(NAMES, NAMES, NAMES, NAMES)
def test_no_two_deliveries_share_a_name_on_disk(a: str, b: str, c: str, d: str) -> None:
    one, other = DeliveryKey("lamps", a, b), DeliveryKey("lamps", c, d)
    assert one == other or one.slug != other.slug
    assert one.slug[0] not in "_.", "Spark passes over such files"


def test_underscores_in_names_do_not_make_two_deliveries_one() -> None:
    assert DeliveryKey("spend", "a__b", "c").slug != DeliveryKey("spend", "a", "b__c").slug


def test_a_long_file_name_makes_a_name_the_disk_can_hold() -> None:
    delivery = DeliveryKey("spend", "aldermere_county_council", "x" * 250 + ".csv")
    assert len(delivery.slug.encode()) < 200

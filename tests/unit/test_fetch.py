"""Everything due is asked for once, every answer is recorded, and no failure holds up another."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import FetchError, NotPublishedError
from ingest.fetch import Asked, fetch
from ingest.model import INDEX, Followed, Request
from ingest.rawstore import Pull, RawStore
from tests.fakes import LAMPS, NIGHT, FakeHttp, FakeSource, context, key, nights

GOOD = b"Harbour Lamps Limited=10.00"
ROOT = "https://lamps.example"
FILE = Request(f"{ROOT}/2026-02.csv", delivery=key(), name="2026-02.csv")
OTHER = Request(f"{ROOT}/2026-01.csv", delivery=key("2026-01"))
PAGE = Request(f"{ROOT}/page")


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path / "raw")


def ask(store: RawStore, http: FakeHttp, source: FakeSource, day: int = 0) -> Asked:
    return fetch(source.connector(), context(nights(day)), http, store)  # type: ignore[arg-type]


def good(request: Request) -> bytes | None:
    return GOOD


def failing(request: Request) -> bytes | None:
    raise FetchError(f"{request.url} answered 500")


def last(store: RawStore, period: str = "2026-02") -> Pull:
    return store.history(key(period)).pulls[-1]


def test_an_answer_is_stored_and_recorded(store: RawStore) -> None:
    asked = ask(store, FakeHttp(good), FakeSource([FILE]))
    assert (asked.requests, asked.new_documents, asked.failures) == (1, 1, ())
    (entry,) = last(store).entries
    assert store.path(entry.sha256).read_bytes() == GOOD
    assert (entry.outcome, entry.name, entry.first_night) == (
        "received", "2026-02.csv", NIGHT.isoformat(),
    )  # fmt: skip


def test_a_page_leads_to_files_and_is_no_delivery(store: RawStore) -> None:
    source = FakeSource([PAGE], {PAGE.url: Followed((FILE, FILE, OTHER))})
    http = FakeHttp(good)
    ask(store, http, source)
    assert http.asked == [PAGE.url, FILE.url, OTHER.url]
    publishers = [history.key.publisher_id for history in store.histories(LAMPS)]
    assert sorted(publishers) == [INDEX, "aldermere", "aldermere"]


def test_one_failure_holds_up_no_other(store: RawStore) -> None:
    http = FakeHttp(lambda request: failing(request) if request == FILE else GOOD)
    asked = ask(store, http, FakeSource([FILE, OTHER]))
    assert asked.failures == (f"{FILE.url} answered 500",)
    assert last(store).entries[0].outcome == "failed"
    assert last(store, "2026-01").entries[0].outcome == "received"


def test_no_publication_is_not_a_failure(store: RawStore) -> None:
    def gone(request: Request) -> bytes | None:
        raise NotPublishedError(f"{request.url} answered 404: not published")

    asked = ask(store, FakeHttp(gone), FakeSource([FILE]))
    assert asked.failures == ()
    assert last(store).entries[0].outcome == "no_publication"
    assert last(store).is_whole


def test_not_modified_keeps_the_night_that_first_received_it(store: RawStore) -> None:
    ask(store, FakeHttp(good), FakeSource([FILE]))
    http = FakeHttp(lambda _: None)
    asked = ask(store, http, FakeSource([FILE]), day=1)
    assert http.conditions == [f'"{len(GOOD)}"']
    assert asked.new_documents == 0
    assert last(store).entries[0].first_night == NIGHT.isoformat()
    assert last(store).confirmed == nights(1).isoformat()


def test_the_same_bytes_sent_again_keep_their_first_night(store: RawStore) -> None:
    ask(store, FakeHttp(good), FakeSource([FILE]))
    asked = ask(store, FakeHttp(good), FakeSource([FILE]), day=1)
    assert asked.new_documents == 0
    assert len(store.history(key()).pulls) == 1


def test_not_modified_of_what_we_never_had_is_a_failure(store: RawStore) -> None:
    asked = ask(store, FakeHttp(lambda _: None), FakeSource([FILE]))
    assert "never had" in asked.failures[0]


def test_a_night_after_a_failure_still_asks_conditionally(store: RawStore) -> None:
    ask(store, FakeHttp(good), FakeSource([FILE]))
    ask(store, FakeHttp(failing), FakeSource([FILE]), day=1)
    http = FakeHttp(lambda _: None)
    ask(store, http, FakeSource([FILE]), day=2)
    assert http.conditions == [f'"{len(GOOD)}"']
    assert last(store).entries[0].first_night == NIGHT.isoformat()


def test_a_signpost_is_followed_within_its_delivery_and_not_kept(store: RawStore) -> None:
    halves = tuple(replace(FILE, params=(("half", half),)) for half in ("1", "2"))
    source = FakeSource([FILE], {})

    def follow(request: Request) -> Followed:
        return Followed(halves, keep=False) if not request.params else Followed()

    connector = replace(source.connector(), follow=lambda context, request, body: follow(request))
    fetch(connector, context(), FakeHttp(good), store)  # type: ignore[arg-type]
    assert [(entry.params, entry.kept) for entry in last(store).entries] == [
        ((), False),
        ((("half", "1"),), True),
        ((("half", "2"),), True),
    ]
    assert len(store.documents(key(), last(store))) == 2


def test_pages_that_lead_to_each_other_are_asked_once(store: RawStore) -> None:
    back = Request(f"{ROOT}/back")
    source = FakeSource([PAGE], {PAGE.url: Followed((back,)), back.url: Followed((PAGE,))})
    http = FakeHttp(good)
    ask(store, http, source)
    assert http.asked == [PAGE.url, back.url]


def test_what_is_planned_and_linked_is_asked_once(store: RawStore) -> None:
    source = FakeSource([PAGE, FILE], {PAGE.url: Followed((FILE,))})
    http = FakeHttp(good)
    ask(store, http, source)
    assert http.asked == [PAGE.url, FILE.url]


def test_a_night_killed_within_a_delivery_asks_for_it_again(store: RawStore) -> None:
    def killed(request: Request) -> bytes | None:
        if request.params:
            raise KeyboardInterrupt
        return GOOD

    second = replace(FILE, params=(("part", "2"),))
    with pytest.raises(KeyboardInterrupt):
        ask(store, FakeHttp(killed), FakeSource([FILE, second]))
    assert store.history(key()).pulls == ()
    ask(store, FakeHttp(good), FakeSource([FILE, second]))
    assert [entry.outcome for entry in last(store).entries] == ["received", "received"]


def test_an_index_asked_with_many_parameters_does_not_grow_night_by_night(
    store: RawStore,
) -> None:
    pages = [replace(PAGE, params=(("page", str(page)),)) for page in (1, 2)]
    for day in range(3):
        ask(store, FakeHttp(good), FakeSource(pages), day)
    assert [len(history.pulls) for history in store.histories(LAMPS)] == [1, 1]


def test_an_index_page_that_cannot_be_had_is_an_outcome_until_it_can(store: RawStore) -> None:
    source = FakeSource([replace(PAGE, name="aldermere")])
    missing = replace(key(), period="index page")

    ask(store, FakeHttp(failing), source)

    (entry,) = store.history(missing).pulls[-1].entries
    assert (entry.outcome, entry.url) == ("failed", PAGE.url)
    ask(store, FakeHttp(good), source, day=1)
    assert store.history(missing).pulls[-1].entries == ()

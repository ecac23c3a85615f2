"""Everything due is asked for once, every answer is recorded, and no failure holds up another."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import FetchError, NotPublishedError
from ingest.fetch import MOST_INDEX_PAGES, Asked, Progress, fetch
from ingest.journal import Journal
from ingest.model import INDEX, Connector, Context, DeliveryKey, Followed, Request
from ingest.rawstore import Entry, Pull, RawStore
from ingest.specs import Finding, Publisher
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


PARTS = [replace(FILE, params=(("part", str(part)),)) for part in range(1, 6)]
CHAIN = {part.params: Followed((following,)) for part, following in pairwise(PARTS)}


def chained(**more: Any) -> Connector:
    """A delivery each part of which leads to the next."""
    return replace(
        FakeSource([PARTS[0]]).connector(),
        follow=lambda context, request, body: CHAIN.get(request.params, Followed()),
        **more,
    )


def part_of(request: Request) -> bytes:
    return f"Harbour Lamps Limited={request.params[0][1]}".encode()


class Killed(BaseException):
    """What the operating system does to a process: nothing is caught, nothing is tidied up."""


def killed_at(number: int) -> Callable[[Request], bytes | None]:
    def answer(request: Request) -> bytes | None:
        if request.params == PARTS[number - 1].params:
            raise Killed
        return part_of(request)

    return answer


def pull(
    store: RawStore,
    answers: Callable[[Request], bytes | None],
    connector: Connector,
    day: int = 0,
) -> list[str]:
    """Ask on a night and return which parts were asked for."""
    http = FakeHttp(answers)
    fetch(connector, context(nights(day)), http, store)  # type: ignore[arg-type]
    return [request.params[0][1] for request in http.requests]


@pytest.mark.parametrize("number", range(1, 6))
def test_a_night_killed_within_a_delivery_asks_only_for_what_it_does_not_have(
    tmp_path: Path, store: RawStore, number: int
) -> None:
    unbroken = RawStore(tmp_path / "unbroken")
    pull(unbroken, part_of, chained())
    with pytest.raises(Killed):
        pull(store, killed_at(number), chained())
    assert store.history(key()).pulls == ()

    asked = pull(store, part_of, chained())

    assert asked == [str(part) for part in range(number, 6)]
    assert store.history(key()) == unbroken.history(key())
    assert not store.journal_path(key()).exists()


def test_a_night_killed_when_its_pull_stands_loses_and_repeats_nothing(
    store: RawStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(journal: Journal) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(Journal, "discard", killed)
        with pytest.raises(Killed):
            pull(store, part_of, chained())
    before = store.history(key())

    assert pull(store, part_of, chained()) == []
    assert [pull.entries for pull in store.history(key()).pulls] == [before.pulls[0].entries]
    assert not store.journal_path(key()).exists()


def test_a_night_killed_before_its_pull_stands_asks_for_nothing_again(
    store: RawStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(store: RawStore, key: DeliveryKey, pull: Pull) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(RawStore, "record", killed)
        with pytest.raises(Killed):
            pull(store, part_of, chained())

    assert pull(store, part_of, chained()) == []
    assert len(last(store).entries) == 5


def test_a_night_killed_between_bytes_and_journal_has_lost_one_answer_at_most(
    store: RawStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = Journal.add

    def killed(journal: Journal, entry: Entry) -> None:
        if entry.params == PARTS[2].params:
            raise Killed
        added(journal, entry)

    with monkeypatch.context() as broken:
        broken.setattr(Journal, "add", killed)
        with pytest.raises(Killed):
            pull(store, part_of, chained())

    assert pull(store, part_of, chained()) == ["3", "4", "5"]


def test_what_an_interrupted_night_had_keeps_that_night_on_the_next(store: RawStore) -> None:
    with pytest.raises(Killed):
        pull(store, killed_at(3), chained())

    asked = pull(store, part_of, chained(), day=1)

    assert asked == ["1", "2", "3", "4", "5"]
    first_nights = [entry.first_night for entry in last(store).entries]
    assert first_nights == [nights(0).isoformat()] * 2 + [nights(1).isoformat()] * 3


def test_a_settled_answer_is_not_asked_for_again_though_its_night_was_interrupted(
    store: RawStore,
) -> None:
    settled = chained(settled=lambda context, request, asked: True)
    with pytest.raises(Killed):
        pull(store, killed_at(3), settled)

    assert pull(store, part_of, settled, day=1) == ["3", "4", "5"]
    assert pull(store, part_of, settled, day=2) == []
    assert len(store.documents(key(), last(store))) == 5


def test_a_failure_of_an_interrupted_night_is_asked_for_again(store: RawStore) -> None:
    def answer(request: Request) -> bytes | None:
        if request.params == PARTS[1].params:
            raise FetchError("It is down.")
        return killed_at(3)(request)

    onward = chained(past=lambda context, request: CHAIN[request.params].requests)
    with pytest.raises(Killed):
        pull(store, answer, onward)

    assert pull(store, part_of, onward) == ["2", "3", "4", "5"]
    assert last(store).is_whole


def test_an_answer_is_settled_by_the_night_that_asked_last(store: RawStore) -> None:
    asked_on: list[dt.datetime] = []

    def settled(context: Context, request: Request, asked: dt.datetime) -> bool:
        asked_on.append(asked)
        return len(asked_on) > 5

    for day in range(3):
        pull(store, part_of, chained(settled=settled), day)

    assert asked_on == [nights(0)] * 5 + [nights(1)] * 5
    assert last(store).confirmed == nights(2).isoformat()
    assert {entry.times for entry in last(store).entries} == {2}


def test_a_request_that_failed_leads_past_itself_until_the_service_seems_down(
    store: RawStore,
) -> None:
    onward = chained(past=lambda context, request: CHAIN[request.params].requests)

    assert pull(store, lambda r: failing(r) if r == PARTS[1] else part_of(r), onward) == [
        "1", "2", "3", "4", "5",
    ]  # fmt: skip
    assert pull(store, failing, onward, day=1) == ["1", "2", "3"]


def test_nobody_guesses_on_when_the_service_seems_down(store: RawStore) -> None:
    probes = [replace(part, is_probe=True) for part in PARTS]
    connector = FakeSource(probes).connector()

    assert pull(store, failing, connector) == ["1", "2", "3"]
    assert len(last(store).entries) == 3


def test_that_a_guess_found_nothing_is_on_record_and_no_outcome(store: RawStore) -> None:
    def gone(request: Request) -> bytes | None:
        raise NotPublishedError("404")

    pull(store, gone, FakeSource([replace(PARTS[0], is_probe=True), PARTS[1]]).connector())
    assert [(entry.outcome, entry.kept) for entry in last(store).entries] == [
        ("no_publication", False), ("no_publication", True),
    ]  # fmt: skip


def test_who_asks_in_parts_is_told_the_parts_of_former_nights_and_not_of_this(
    store: RawStore,
) -> None:
    told: list[set[str]] = []

    def follow(context: Context, request: Request, body: bytes) -> Followed:
        told.append({former.params[0][1] for former in context.former})
        return CHAIN.get(request.params, Followed())

    connector = replace(chained(), follow=follow)
    with pytest.raises(Killed):
        pull(store, killed_at(3), connector)
    pull(store, part_of, connector)
    assert told == [set()] * 7
    pull(store, part_of, connector, day=1)
    assert told[-1] == {"1", "2", "3", "4", "5"}


def test_progress_is_told_when_a_delivery_is_finished(store: RawStore) -> None:
    told: list[Progress] = []
    source = FakeSource([FILE, OTHER], {FILE.url: Followed(found=3), OTHER.url: Followed(found=4)})
    fetch(source.connector(), context(), FakeHttp(good), store, told.append)  # type: ignore[arg-type]
    assert [(one.delivery.period, one.number, one.of, one.requests, one.found) for one in told] == [
        ("2026-02", 1, 2, 1, 3), ("2026-01", 2, 2, 2, 7),
    ]  # fmt: skip


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


def test_a_body_whose_pages_are_had_but_for_one_says_which(store: RawStore) -> None:
    pages = [replace(PAGE, url=f"{ROOT}/{number}", name="aldermere") for number in (1, 2, 3)]
    ask(store, FakeHttp(lambda r: failing(r) if r == pages[1] else GOOD), FakeSource(pages))
    missing = replace(key(), period="index page")
    assert [entry.url for entry in store.history(missing).pulls[-1].entries] == [pages[1].url]


def test_a_body_that_leads_round_in_a_circle_is_left_and_says_so(store: RawStore) -> None:
    def follow(request: Request) -> Followed:
        return Followed((replace(request, url=f"{request.url}/next"),), keep=False)

    connector = replace(
        FakeSource([replace(PAGE, name="aldermere")]).connector(),
        follow=lambda context, request, body: follow(request),
    )
    http = FakeHttp(good)
    fetch(connector, context(), http, store)  # type: ignore[arg-type]
    assert len(http.asked) == MOST_INDEX_PAGES
    (entry,) = store.history(replace(key(), period="index page")).pulls[-1].entries
    assert (entry.outcome, "index pages" in entry.reason) == ("failed", True)


@pytest.mark.parametrize(
    ("second_page", "files"), [(FetchError("It is down."), 2), (NotPublishedError("Gone."), 1)]
)
def test_a_page_that_fails_withdraws_none_of_its_files_and_one_that_is_gone_does(
    store: RawStore, second_page: FetchError, files: int
) -> None:
    pages = [replace(PAGE, url=f"{ROOT}/{number}", name="aldermere") for number in (1, 2)]
    cards = replace(FILE, url=f"{ROOT}/cards.csv", name="cards.csv")
    leads_to = {
        pages[0].url: Followed((FILE,), keep=False),
        pages[1].url: Followed((cards,), keep=False),
    }

    def answers(request: Request) -> bytes:
        if request == pages[1] and http.is_second_night:
            raise second_page
        return request.url.encode()

    class Http(FakeHttp):
        is_second_night = False

    http = Http(answers)
    ask(store, http, FakeSource(pages, leads_to))
    http.is_second_night = True
    ask(store, http, FakeSource(pages, leads_to), day=1)
    assert len(store.documents(key(), last(store))) == files


def entries_of(store: RawStore, answers: dict[str, bytes], *names: str) -> tuple[Entry, ...]:
    files = [Request(f"{ROOT}/{name}", delivery=key(), name=name) for name in names]
    ask(store, FakeHttp(lambda request: answers[request.name]), FakeSource(files))
    return last(store).entries


def test_the_documents_of_a_delivery_are_in_the_order_of_their_names(store: RawStore) -> None:
    answers = {name: name.encode() for name in ("b=1", "a=1", "c=1")}
    assert [entry.name for entry in entries_of(store, answers, "b=1", "c=1", "a=1")] == [
        "a=1", "b=1", "c=1",
    ]  # fmt: skip


def test_a_page_that_is_rearranged_brings_nothing_new(store: RawStore) -> None:
    answers = {"a": b"A=1", "b": b"B=1"}
    entries_of(store, answers, "a", "b")
    entries_of(store, answers, "b", "a")
    assert len(store.history(key()).pulls) == 1


def test_one_file_behind_two_addresses_is_counted_once_and_both_are_on_record(
    store: RawStore,
) -> None:
    answers = {"april.csv?v=1": GOOD, "april.csv?v=2": GOOD, "cards.csv": b"A=1"}
    entries = entries_of(store, answers, *answers)
    assert [entry.kept for entry in entries] == [True, False, True]
    assert entries[1].reason == f"the same bytes as {ROOT}/april.csv?v=1"
    assert len(store.documents(key(), last(store))) == 2


BODY = Publisher(
    publisher_id="aldermere", title="Aldermere", find=Finding(kind="page", url=f"{ROOT}/page")
)
API_BODY = BODY.model_copy(update={"find": Finding(kind="govuk_content", url=f"{ROOT}/page")})
BODY_PAGE = replace(PAGE, name="aldermere")


def robots(text: str) -> Callable[[Request], bytes]:
    return lambda request: text.encode() if request.url == f"{ROOT}/robots.txt" else GOOD


def ask_body(store: RawStore, http: FakeHttp, body: Publisher = BODY) -> Asked:
    source = FakeSource([BODY_PAGE], {BODY_PAGE.url: Followed((FILE, OTHER), keep=False)})
    return fetch(source.connector(), context(NIGHT, body), http, store)  # type: ignore[arg-type]


def test_a_site_is_asked_once_what_it_allows_and_then_for_what_it_does(store: RawStore) -> None:
    http = FakeHttp(robots("User-agent: *\nDisallow: /private/"))
    assert ask_body(store, http).failures == ()
    assert http.asked == [f"{ROOT}/robots.txt", BODY_PAGE.url, FILE.url, OTHER.url]


def test_an_interface_is_there_to_be_asked_and_its_robots_are_not(store: RawStore) -> None:
    http = FakeHttp(robots("User-agent: *\nDisallow: /"))
    ask_body(store, http, API_BODY)
    assert http.asked == [BODY_PAGE.url, FILE.url, OTHER.url]


def test_what_a_site_forbids_is_an_outcome_of_its_own_and_the_rest_is_asked_for(
    store: RawStore,
) -> None:
    http = FakeHttp(robots("User-agent: *\nDisallow: /*-02.csv$"))
    ask_body(store, http)
    assert http.asked == [f"{ROOT}/robots.txt", BODY_PAGE.url, OTHER.url]
    (entry,) = last(store).entries
    assert (entry.outcome, entry.code) == ("failed", "robots_disallow")
    assert "robots.txt asks programs to leave" in entry.reason
    assert last(store, "2026-01").is_whole


def test_a_page_a_site_forbids_leaves_what_was_had_before_where_it_is(store: RawStore) -> None:
    ask_body(store, FakeHttp(good))
    ask_body(store, FakeHttp(robots("User-agent: *\nDisallow: /page")))
    assert last(store).entries[0].outcome == "received"
    (entry,) = store.history(replace(key(), period="index page")).pulls[-1].entries
    assert entry.code == "robots_disallow"


def test_the_delay_a_site_asks_for_is_kept_where_it_is_longer_than_ours(store: RawStore) -> None:
    for delay, paced in ((30, 30), (2, 12)):
        http = FakeHttp(robots(f"User-agent: *\nCrawl-delay: {delay}"))
        ask_body(store, http)
        assert http.intervals[1:] == [paced] * 3


def test_a_delay_that_no_night_has_time_for_is_as_good_as_a_refusal(store: RawStore) -> None:
    ask_body(store, FakeHttp(robots("User-agent: *\nCrawl-delay: 86400")))
    (entry,) = store.history(replace(key(), period="index page")).pulls[-1].entries
    assert (entry.code, "86400 s" in entry.reason) == ("robots_disallow", True)


def test_a_site_without_robots_forbids_nothing(store: RawStore) -> None:
    def answers(request: Request) -> bytes | None:
        if request.url.endswith("robots.txt"):
            raise NotPublishedError(f"{request.url} answered 404: not published")
        return GOOD

    assert ask_body(store, FakeHttp(answers)).failures == ()
    assert last(store).is_whole


def test_a_site_that_does_not_say_what_it_allows_is_asked_for_nothing(store: RawStore) -> None:
    http = FakeHttp(lambda request: failing(request) if "robots" in request.url else GOOD)
    asked = ask_body(store, http)
    assert http.asked == [f"{ROOT}/robots.txt"]
    assert "nothing else of that site is asked for" in asked.failures[0]


def test_what_a_site_asked_for_is_kept_like_any_answer(store: RawStore) -> None:
    text = "User-agent: *\nDisallow: /private/"
    ask_body(store, FakeHttp(robots(text)))
    kept = replace(key(), publisher_id=INDEX, period=f"{ROOT.split('//')[1]}/robots.txt")
    (entry,) = store.history(kept).pulls[-1].entries
    assert store.path(entry.sha256).read_text("utf-8") == text

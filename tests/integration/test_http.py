"""Publishers are asked politely and patiently, and what they answer is not taken on trust.

A real server on loopback answers; the clock is a fake one, so that waiting takes no time.
"""

import datetime as dt
import email.utils
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from urllib3.util import Retry

from ingest.errors import FetchError, NotPublishedError
from ingest.fetch import fetch
from ingest.http import LONGEST_WAIT_SECONDS, Answer, PublisherHttp
from ingest.lake import Lake
from ingest.land import land
from ingest.model import DeliveryKey, Request
from ingest.rawstore import RawStore
from ingest.registry import BUILDERS, load_spec
from ingest.specs import Pacing
from tests.fakes import NIGHT, FakeClock, FakeSource, context, key, nights, spec

BODY = b"Harbour Lamps Limited=10.00"
HTML = b"<!DOCTYPE html><html><body>Please wait.</body></html>"
AGENT = "GoldenThread/0.1 (+https://aldermere.example)"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of the publisher. ``promised`` is a Content-Length that is not kept."""

    status: int = 200
    body: bytes = BODY
    headers: tuple[tuple[str, str], ...] = ()
    promised: int | None = None


@dataclass(slots=True)
class FakePublisher:
    """Says what it was told to, one answer a request, the last one for ever."""

    url: str = ""
    answers: list[Said] = field(default_factory=lambda: [Said()])
    heard: list[dict[str, str]] = field(default_factory=list)

    def say(self, *answers: Said) -> None:
        self.answers = list(answers)

    def next_answer(self, headers: dict[str, str]) -> Said:
        self.heard.append(headers)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def publisher() -> Iterator[FakePublisher]:
    speaking = FakePublisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said = speaking.next_answer(dict(self.headers))
            self.send_response(said.status)
            for name, value in said.headers:
                self.send_header(name, value)
            if said.status != 304:
                length = len(said.body) if said.promised is None else said.promised
                self.send_header("Content-Length", str(length))
            self.end_headers()
            if said.status != 304:
                self.wfile.write(said.body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        speaking.url = f"http://127.0.0.1:{server.server_address[1]}/lamps.csv"
        yield speaking
        server.shutdown()
        thread.join()


@dataclass(slots=True)
class Asking:
    """One client, its clock and where it stores what arrives."""

    publisher: FakePublisher
    scratch: Path
    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        self.http = PublisherHttp(user_agent=AGENT, clock=self.clock)

    http: PublisherHttp = field(init=False)

    def get(self, pacing: Pacing | None = None, **conditions: str) -> Answer:
        return self.http.get(
            Request(self.publisher.url), pacing or spec().pacing, self.scratch, **conditions
        )


@pytest.fixture
def asking(publisher: FakePublisher, tmp_path: Path) -> Asking:
    scratch = tmp_path / "arriving"
    scratch.mkdir()
    return Asking(publisher, scratch)


def refusal(status: int = 429, after: str | None = None) -> Said:
    return Said(status, b"Wait.", (("Retry-After", after),) if after is not None else ())


def test_what_arrives_is_on_disk_to_the_byte(asking: Asking) -> None:
    answer = asking.get()
    assert answer.arrived is not None
    assert answer.arrived.read_bytes() == BODY


def test_we_say_who_is_asking(asking: Asking) -> None:
    asking.get()
    assert asking.publisher.heard[0]["User-Agent"] == AGENT


def test_requests_are_spaced_as_the_source_declares(asking: Asking) -> None:
    for _ in range(3):
        asking.get()
    assert asking.clock.slept == [12, 12]


def test_time_spent_elsewhere_counts_towards_the_interval(asking: Asking) -> None:
    asking.get()
    asking.clock.sleep(7)
    asking.get()
    assert asking.clock.slept == [7, 5]


def test_without_retry_after_the_declared_wait_is_kept_and_doubled(asking: Asking) -> None:
    asking.publisher.say(refusal(), refusal(), Said())
    asking.get()
    assert asking.clock.slept == [120, 240]


def test_retry_after_in_seconds_is_obeyed(asking: Asking) -> None:
    asking.publisher.say(refusal(after="37"), Said())
    asking.get()
    assert asking.clock.slept == [37]


def test_retry_after_as_a_date_is_obeyed(asking: Asking) -> None:
    until = email.utils.format_datetime(NIGHT + dt.timedelta(seconds=45), usegmt=True)
    asking.publisher.say(refusal(503, until), Said())
    asking.get()
    assert asking.clock.slept == [45]


@pytest.mark.parametrize("after", ["soon", "-5", "2.5", "²", "Tue, 99 Foo 2026 00:00:00 GMT"])
def test_a_retry_after_that_says_nothing_is_read_as_none(asking: Asking, after: str) -> None:
    asking.publisher.say(refusal(after=after), Said())
    asking.get()
    assert asking.clock.slept == [120]


def test_a_date_without_a_zone_is_read_as_utc(asking: Asking) -> None:
    asking.publisher.say(refusal(after="Tue, 31 Mar 2026 02:00:50 -0000"), Said())
    asking.get()
    assert asking.clock.slept == [50]


@pytest.mark.parametrize("after", ["0", "Mon, 30 Mar 2026 02:00:00 GMT"])
def test_a_wait_is_never_shorter_than_the_interval(asking: Asking, after: str) -> None:
    asking.publisher.say(refusal(after=after), Said())
    asking.get()
    assert asking.clock.slept == [12]


def test_a_wait_is_never_longer_than_a_night_can_bear(asking: Asking) -> None:
    asking.publisher.say(refusal(after="86400"), Said())
    asking.get()
    assert asking.clock.slept == [LONGEST_WAIT_SECONDS]


def test_after_the_last_attempt_the_refusal_is_an_error_that_says_what_stands(
    asking: Asking,
) -> None:
    asking.publisher.say(refusal(after="20"))
    with pytest.raises(FetchError, match=r"5 times with status 429.*next night asks again"):
        asking.get()
    assert len(asking.publisher.heard) == 5


def test_contracts_finder_waits_out_a_403(asking: Asking) -> None:
    asking.publisher.say(Said(403, HTML), Said())
    asking.get(load_spec("contracts_finder").pacing)
    assert asking.clock.slept == [300]


@pytest.mark.parametrize("source_id", sorted(set(BUILDERS) - {"contracts_finder"}))
def test_of_every_other_source_a_403_is_final(asking: Asking, source_id: str) -> None:
    asking.publisher.say(Said(403, HTML), Said())
    with pytest.raises(FetchError, match="answered 403"):
        asking.get(load_spec(source_id).pacing)
    assert len(asking.publisher.heard) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_is_not_published(asking: Asking, status: int) -> None:
    asking.publisher.say(Said(status, HTML))
    with pytest.raises(NotPublishedError, match="not published"):
        asking.get()


def test_a_server_error_is_an_error_and_not_a_document(asking: Asking) -> None:
    asking.publisher.say(Said(500, HTML))
    with pytest.raises(FetchError, match="answered 500"):
        asking.get()


def test_a_body_over_the_limit_is_refused_and_removed(asking: Asking) -> None:
    asking.publisher.say(Said(body=b"x" * 200_000))
    with pytest.raises(FetchError, match=r"larger than the 100,000 bytes.*raise pacing"):
        asking.get(spec(max_bytes=100_000).pacing)
    assert not list(asking.scratch.iterdir())


def test_a_body_at_the_limit_arrives(asking: Asking) -> None:
    asking.publisher.say(Said(body=b"x" * 100_000))
    assert asking.get(spec(max_bytes=100_000).pacing).arrived is not None


def test_a_body_cut_short_is_no_document(asking: Asking) -> None:
    asking.publisher.say(Said(promised=len(BODY) + 1))
    with pytest.raises(FetchError, match="could not be read"):
        asking.get()
    assert not list(asking.scratch.iterdir())


def test_conditions_are_sent_and_not_modified_brings_no_bytes(asking: Asking) -> None:
    asking.publisher.say(Said(304))
    answer = asking.get(etag='"1"', last_modified="Mon, 30 Mar 2026 02:00:00 GMT")
    assert answer.arrived is None
    heard = asking.publisher.heard[0]
    assert heard["If-None-Match"] == '"1"'
    assert heard["If-Modified-Since"] == "Mon, 30 Mar 2026 02:00:00 GMT"


def test_a_publisher_that_cannot_be_reached_is_an_error_without_an_address_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Retry, "sleep", lambda *_: None)
    http = PublisherHttp(user_agent=AGENT, clock=FakeClock())
    with pytest.raises(FetchError) as caught:
        http.get(Request("http://127.0.0.1:9/"), spec().pacing, tmp_path)
    assert "0x" not in str(caught.value)


def test_a_second_night_asks_conditionally_and_keeps_the_first_night(
    publisher: FakePublisher, tmp_path: Path
) -> None:
    store = RawStore(tmp_path / "raw")
    source = FakeSource([Request(publisher.url, delivery=key())])
    http = PublisherHttp(user_agent=AGENT, clock=FakeClock())
    publisher.say(Said(headers=(("ETag", '"1"'),)), Said(304))
    for day in (0, 1):
        asked = fetch(source.connector(), context(nights(day)), http, store)
    assert asked.new_documents == 0
    assert publisher.heard[1]["If-None-Match"] == '"1"'
    (pull,) = store.history(key()).pulls
    assert pull.entries[0].first_night == NIGHT.isoformat()
    assert pull.confirmed == nights(1).isoformat()


def test_a_file_that_was_taken_down_is_no_publication_and_no_failure(
    publisher: FakePublisher, tmp_path: Path
) -> None:
    store = RawStore(tmp_path / "raw")
    publisher.say(Said(404, HTML))
    source = FakeSource([Request(publisher.url, delivery=key())])
    http = PublisherHttp(user_agent=AGENT, clock=FakeClock())
    asked = fetch(source.connector(), context(), http, store)
    assert asked.failures == ()
    assert store.history(key()).pulls[0].entries[0].outcome == "no_publication"


def test_a_web_page_sent_as_csv_is_kept_and_refused_with_the_true_reason(
    publisher: FakePublisher, tmp_path: Path
) -> None:
    publisher.say(Said(body=HTML, headers=(("Content-Type", "text/csv"),)))
    store, lake = RawStore(tmp_path / "raw"), Lake(tmp_path)
    delivery = DeliveryKey("nspl", "nspl", "2026-02")
    source = FakeSource([Request(publisher.url, delivery=delivery)])
    http = PublisherHttp(user_agent=AGENT, clock=FakeClock())
    fetch(source.connector(), context(), http, store)
    documents = store.documents(delivery, store.history(delivery).pulls[-1])
    landing = land(BUILDERS["nspl"](), context(), delivery, documents, lake)
    assert documents[0].path.read_bytes() == HTML
    assert [(row["outcome"], row["reason_code"]) for row in landing.outcomes] == [
        ("refused", "html_instead_of_table")
    ]

"""Every way of finding files, against publishers that answer as the real ones do."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from ingest.declarations import load_area, load_publishers
from ingest.fetch import Asked, fetch
from ingest.http import PublisherHttp
from ingest.model import INDEX, Context, DeliveryKey, Window
from ingest.rawstore import Entry, RawStore
from ingest.registry import BUILDERS, load_spec
from pipelines.settings import ROOT
from replay.clock import ScaledClock
from replay.filed import FIRST_NIGHT
from replay.render.spend import spend_documents
from replay.server import running
from replay.world import build_world

pytestmark = pytest.mark.integration

SEED, SPEED, HOST = 7, 3000.0, "publishers.example"
NOT_HAD = {"no_publication", "failed"}


@dataclass(frozen=True)
class Nights:
    """Two nights of asking for spend files: what was asked, and where the answers are."""

    store: RawStore
    asked: list[Asked]

    def entries(self, index: bool = False) -> Iterator[tuple[DeliveryKey, Entry]]:
        """Yield each answer of the last pull of every delivery, or of every index page."""
        for history in self.store.histories("spend"):
            if (history.key.publisher_id == INDEX) is index:
                for entry in history.pulls[-1].entries:
                    yield history.key, entry

    def of(self, publisher_id: str, period: str) -> list[Entry]:
        """Return the answers of one delivery."""
        key = DeliveryKey("spend", publisher_id, period)
        return list(self.store.history(key).pulls[-1].entries)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    store = RawStore(tmp_path_factory.mktemp("finding") / "raw")
    return Nights(store, [ask(store, day) for day in (1, 2)])


def ask(store: RawStore, day: int) -> Asked:
    area = load_area(ROOT / "areas/aldermere.yml")
    night = FIRST_NIGHT + dt.timedelta(days=day - 1)
    spec = load_spec("spend").model_copy(update={"base_url": f"http://{HOST}/spend"})
    window = Window(area.first_day, night.date() - dt.timedelta(days=1), night)
    context = Context(spec, window, load_publishers(area, ROOT), area.options["spend"])
    with running(seed=SEED, speed=SPEED, day=day) as root:
        http = PublisherHttp(
            user_agent="GoldenThread/test (+https://aldermere.example)",
            clock=ScaledClock(SPEED, start=night),
            routes={HOST: root.removeprefix("http://")},
        )
        return fetch(BUILDERS["spend"](), context, http, store)


def test_every_file_that_is_published_is_found_once_and_nothing_else_is_kept(
    nights: Nights,
) -> None:
    published = {
        (document.publisher_id, document.period, document.path)
        for document in spend_documents(build_world(SEED, day=2))
        if document.trouble != "not_published"
    }
    found = [
        (key.publisher_id, key.period, entry.url.partition(f"/spend/{key.publisher_id}/")[2])
        for key, entry in nights.entries()
        if entry.outcome == "received" and entry.kept
    ]
    assert set(found) == published
    assert len(found) == len(published)


def test_a_page_that_programs_are_asked_to_leave_is_left_and_said_to_be(nights: Nights) -> None:
    (entry,) = nights.of("aldermere_ferries", "index page")
    assert (entry.outcome, entry.code) == ("failed", "robots_disallow")
    asked = [entry.url for _, entry in nights.entries(index=True)]
    assert asked.count(f"http://{HOST}/robots.txt") == 1
    assert not any("/private/" in url and entry.sha256 for url in asked)


@pytest.mark.parametrize("publisher_id", ["department_for_lighthouses", "tide_tables_office"])
def test_a_page_that_was_withdrawn_is_said_to_be_and_holds_up_no_other(
    nights: Nights, publisher_id: str
) -> None:
    (entry,) = nights.of(publisher_id, "index page")
    assert (entry.outcome, "answered 410" in entry.reason) == ("no_publication", True)


def test_a_dead_link_of_a_catalogue_is_no_publication_and_no_failure(nights: Nights) -> None:
    (entry,) = nights.of("heronsby", "2024-11")
    assert entry.outcome == "no_publication"
    assert [asked.failures for asked in nights.asked] == [(), ()]


def test_two_files_of_one_month_are_one_delivery(nights: Nights) -> None:
    names = [entry.name for entry in nights.of("tide_tables_office", "2025-04")]
    assert names == ["April-cards.xlsx", "April.csv"]


def test_a_file_that_came_back_under_a_new_address_took_the_place_of_the_first(
    nights: Nights,
) -> None:
    key = DeliveryKey("spend", "department_for_lighthouses", "2026-01")
    first, second = nights.store.history(key).pulls
    assert (len(first.entries), len(second.entries)) == (1, 1)
    assert first.entries[0].url != second.entries[0].url
    assert first.entries[0].sha256 != second.entries[0].sha256


def test_a_second_night_records_only_what_has_changed(nights: Nights) -> None:
    grown = [
        history.key.period
        for history in nights.store.histories("spend")
        if history.key.publisher_id != INDEX and len(history.pulls) > 1
    ]
    assert sorted(grown) == ["2025-10", "2026-01"]


@pytest.mark.parametrize(
    ("part", "count"),
    [
        ("api/search.json", 3),
        ("package_search", 2),
        ("transparency/payments-over-500", 3),
        ("open-data/payments", 3),
    ],
)
def test_lists_are_read_to_their_ends(nights: Nights, part: str, count: int) -> None:
    assert [part in entry.url for _, entry in nights.entries(index=True)].count(True) == count

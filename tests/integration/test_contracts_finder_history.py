"""What the search of Contracts Finder does not show is had elsewhere, over real HTTP."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from ingest.errors import RefusedDocumentError
from ingest.fetch import Asked, fetch
from ingest.http import PublisherHttp
from ingest.model import Context, Window
from ingest.ocds.documents import read_document
from ingest.rawstore import Entry, RawStore
from ingest.registry import BUILDERS, load_spec
from replay.clock import ScaledClock
from replay.filed import Filed
from replay.limits import NowAndThen
from replay.notices import contracts_finder_releases
from replay.server import serving
from replay.services.archive import DROPBOX, ContractsFinderArchive
from replay.services.contracts_finder import ContractsFinder
from replay.world import build_world

pytestmark = pytest.mark.integration

SOURCE = "contracts_finder"
SPEED = 1e6
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
FIRST, LAST = dt.date(2024, 4, 1), dt.date(2026, 3, 30)
HOST = "contracts-finder.example"
Options = Mapping[str, str]
NO_OPTIONS: Options = MappingProxyType({})


@pytest.fixture(scope="module")
def releases() -> list[Filed]:
    return contracts_finder_releases(build_world(20260331))


@dataclass
class Reader:
    """Somebody who reads the service, night after night."""

    root: str
    store: RawStore

    def ask(
        self, first: dt.date, last: dt.date, options: Options = NO_OPTIONS, days: int = 0
    ) -> Asked:
        """Ask for everything due, so many days after the first night."""
        night = NIGHT + dt.timedelta(days=days)
        spec = load_spec(SOURCE)
        asked = {
            history.key: history.last_whole_night
            for history in self.store.histories(SOURCE)
            if history.last_whole_night
        }
        context = Context(
            spec.model_copy(
                update={
                    "base_url": f"http://{HOST}/{SOURCE}",
                    "window_days": 28 if not options else 1,
                }
            ),
            Window(first, last, night),
            options=options,
            asked={key: at for key, at in asked.items() if at},
        )
        reached = self.root.removeprefix("http://")
        http = PublisherHttp(
            user_agent="test (+https://replay.example)",
            clock=ScaledClock(SPEED, start=night),
            routes={HOST: reached, DROPBOX: reached},
        )
        return fetch(BUILDERS[SOURCE](), context, http, self.store)

    def entries(self) -> list[Entry]:
        """Return every answer of the newest pulls."""
        return [
            entry for history in self.store.histories(SOURCE) for entry in history.pulls[-1].entries
        ]

    def had(self, within: str = "") -> set[tuple[str, str]]:
        """Return every release of the documents whose address holds a text."""
        found: set[tuple[str, str]] = set()
        for history in self.store.histories(SOURCE):
            for document in self.store.documents(history.key, history.pulls[-1]):
                if within in document.request.url:
                    found |= keys(document.path)
        return found


def keys(path: Path) -> set[tuple[str, str]]:
    try:
        entries = read_document(path.read_bytes()).entries
    except RefusedDocumentError:
        return set()
    found = [entry.release for entry in entries if isinstance(entry.release, dict)]
    return {(str(one["ocid"]), str(one["id"])) for one in found}


@pytest.fixture
def reader(releases: list[Filed], tmp_path: Path) -> Iterator[Reader]:
    with serving(publishers(releases)) as root:
        yield Reader(root, RawStore(tmp_path / "raw"))


def publishers(releases: list[Filed], unlisted: frozenset[str] = frozenset()) -> Starlette:
    service = ContractsFinder(releases, NIGHT, NowAndThen(60), unlisted)
    archive = ContractsFinderArchive(current(releases))
    return Starlette(
        routes=[
            Mount(f"/{SOURCE}", routes=service.routes()),
            Mount("/archive", routes=archive.routes()),
            *archive.dropbox_routes(),
        ]
    )


def current(releases: list[Filed]) -> list[Filed]:
    return [one for one in releases if not one.superseded_by]


def named(releases: list[Filed]) -> set[tuple[str, str]]:
    return {(one.ocid, one.release_id) for one in releases}


def test_earlier_versions_that_the_search_leaves_out_are_had_from_records(
    reader: Reader, releases: list[Filed]
) -> None:
    replaced = [one for one in releases if one.superseded_by]
    assert len(replaced) >= 12

    asked = reader.ask(FIRST, LAST)

    assert asked.failures == ()
    assert reader.had() == named(releases)
    assert reader.had("/Search").isdisjoint(named(replaced))


def test_a_record_is_asked_for_once_and_again_only_when_its_process_changes(
    reader: Reader, releases: list[Filed]
) -> None:
    reader.ask(FIRST, LAST)
    records = [one.url for one in reader.entries() if "/Record/" in one.url]
    edits = {one.ocid for one in releases if "Update" in one.tags[0]}
    edits |= {one.ocid for one in releases if one.superseded_by}
    assert {url.rpartition("/")[2] for url in records} == edits

    again = reader.ask(LAST - dt.timedelta(days=20), LAST, days=7)

    recent = [one for one in reader.entries() if "/Record/" in one.url]
    assert again.failures == ()
    assert {one.night for one in recent} == {NIGHT.isoformat()}


ARCHIVE = {
    "archive_url": f"http://{HOST}/archive/api/3/action",
    "archive_until": "2024-05",
}


def test_the_archive_gives_every_notice_whose_file_is_there_and_says_of_the_others_why(
    reader: Reader, releases: list[Filed]
) -> None:
    files = [
        file
        for file in ContractsFinderArchive(current(releases)).files.values()
        if (file.day.year, file.day.month) in ((2024, 4), (2024, 5))
    ]
    readable = {release for file in files if file.is_readable for release in file.releases}

    asked = reader.ask(FIRST, dt.date(2024, 5, 31), ARCHIVE)

    assert asked.failures == ()
    assert reader.had(".csv") == named(list(readable))
    gone = {entry.name for entry in reader.entries() if entry.outcome == "no_publication"}
    assert gone == {file.name for file in files if file.body is None}
    assert len(gone) == 2


def test_the_dataset_with_most_files_is_taken_and_not_the_shell_nor_the_one_changed_last(
    reader: Reader, releases: list[Filed]
) -> None:
    reader.ask(FIRST, dt.date(2024, 5, 31), ARCHIVE)
    answered = [entry for entry in reader.entries() if entry.name.endswith(".csv")]
    days = {one.at.date() for one in current(releases) if one.at.month in (4, 5)}
    days = {day for day in days if day.year == 2024}
    assert {entry.name for entry in answered} == {f"notices_{day}.csv" for day in days}


def test_a_month_of_the_archive_that_lacks_a_file_is_not_looked_through_every_night(
    reader: Reader,
) -> None:
    first, last = FIRST, dt.date(2024, 4, 30)
    options = ARCHIVE | {"archive_until": "2024-04"}
    reader.ask(first, last, options)
    assert reader.ask(first, last, options, days=1).requests == 0
    assert reader.ask(first, last, options, days=30).requests > 0


def test_what_the_search_leaves_out_of_a_day_is_found_by_counting_it_a_second_time(
    releases: list[Filed], tmp_path: Path
) -> None:
    day = max(one.at.date() for one in current(releases) if one.at.date() <= LAST)
    lost = next(one for one in current(releases) if one.at.date() == day)
    app = publishers(releases, unlisted=frozenset({lost.release_id}))
    with serving(app) as root:
        without = Reader(root, RawStore(tmp_path / "without"))
        without.ask(day, day)
        counting = Reader(root, RawStore(tmp_path / "counting"))
        counting.ask(day, day, {"second_count": "yes"})

    assert named([lost]).isdisjoint(without.had())
    assert named([lost]) <= counting.had("/Release/")

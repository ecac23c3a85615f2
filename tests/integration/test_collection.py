"""Nothing is lost between a publisher's paging and our raw store."""

import datetime as dt
import json
from pathlib import Path

import pytest
import requests

from ingest.fetch import fetch
from ingest.http import PublisherHttp
from ingest.model import Context, Window
from ingest.rawstore import RawStore
from ingest.registry import BUILDERS, load_spec
from replay.clock import ScaledClock
from replay.server import running

pytestmark = pytest.mark.integration

SOURCE = "find_a_tender"
SPEED = 600.0
DAY = dt.date(2021, 5, 7)
NIGHT = dt.datetime(2021, 5, 20, 2, tzinfo=dt.UTC)


def releases_of(package: dict[str, object]) -> set[tuple[str, str]]:
    found = package["releases"]
    assert isinstance(found, list)
    return {(release["ocid"], release["id"]) for release in found}


def by_cursor(root: str, day: dt.date) -> set[tuple[str, str]]:
    """Follow ``links.next`` as the service asks its readers to."""
    url = (
        f"{root}/{SOURCE}/ocdsReleasePackages?limit=100"
        f"&updatedFrom={day}T00:00:00&updatedTo={day}T23:59:59"
    )
    seen: set[tuple[str, str]] = set()
    while url:
        package = requests.get(url, timeout=30).json()
        seen |= releases_of(package)
        url = package["links"].get("next", "") if "links" in package else ""
    return seen


def test_the_day_of_152_notices_gives_152_where_a_cursor_client_gets_fewer(
    tmp_path: Path,
) -> None:
    store = RawStore(tmp_path / "raw")
    context = Context(spec=load_spec(SOURCE), window=Window(DAY, DAY, NIGHT))
    with running(seed=1, speed=SPEED) as root:
        cursor_client = by_cursor(root, DAY)
        reached = root.removeprefix("http://")
        base = context.spec.model_copy(update={"base_url": f"http://replay.example/{SOURCE}"})
        context = Context(spec=base, window=context.window)
        http = PublisherHttp(
            user_agent="test (+https://replay.example)",
            clock=ScaledClock(SPEED, start=NIGHT),
            routes={"replay.example": reached},
        )

        asked = fetch(BUILDERS[SOURCE](), context, http, store)

    assert asked.failures == ()
    (history,) = store.histories(SOURCE)
    ours: set[tuple[str, str]] = set()
    for document in store.documents(history.key, history.pulls[-1]):
        ours |= releases_of(json.loads(document.path.read_text("utf-8")))
    assert len(ours) == 152
    assert len(cursor_client) < 152
    assert cursor_client < ours


def test_contracts_finder_is_never_asked_without_both_ends_of_a_window(night_one: Path) -> None:
    asked = [
        f"{entry.url}?{'&'.join(name for name, _ in entry.params)}"
        for history in RawStore(night_one / "raw").histories("contracts_finder")
        for pull in history.pulls
        for entry in pull.entries
        if "/Search" in entry.url
    ]
    assert asked
    for request in asked:
        assert "publishedFrom" in request
        assert "publishedTo" in request


def test_every_document_of_the_night_is_in_the_raw_store_under_its_own_hash(
    night_one: Path,
) -> None:
    store = RawStore(night_one / "raw")
    documents = {
        entry.sha256
        for source_id in BUILDERS
        for history in store.histories(source_id)
        for pull in history.pulls
        for entry in pull.entries
        if entry.outcome == "received"
    }
    assert len(documents) > 200
    assert all(store.path(sha256).is_file() for sha256 in documents)

"""Scotland and Wales over real HTTP: what a month holds arrives, and what fails is said to."""

import datetime as dt
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest.fetch import fetch
from ingest.http import PublisherHttp
from ingest.lake import Lake
from ingest.land import land
from ingest.model import Context, Window
from ingest.rawstore import RawStore
from ingest.registry import BUILDERS, load_spec
from replay.clock import ScaledClock
from replay.server import running
from replay.services.by_month import BROKEN_TYPE, MONTHS, NoticesByMonth

pytestmark = pytest.mark.integration

SEED, SPEED = 7, 1e6
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
HOST = "notices.example"


@pytest.mark.parametrize(
    ("source_id", "prefix"),
    [("public_contracts_scotland", "ocds-r6ebe6"), ("sell2wales", "ocds-kuma6s")],
)
def test_every_notice_of_the_months_arrives_and_the_type_that_fails_is_named(
    source_id: str, prefix: str, tmp_path: Path
) -> None:
    service = NoticesByMonth(SEED, prefix, NIGHT)
    spec = load_spec(source_id).model_copy(update={"base_url": f"http://{HOST}/{source_id}"})
    window = Window(dt.date(2025, 10, 15), dt.date(2026, 3, 30), NIGHT)
    context, connector = Context(spec, window), BUILDERS[source_id]()
    types = {dict(request.params)["noticeType"] for request in connector.plan(context)}
    expected = {
        str(release["ocid"])
        for year, month in MONTHS
        for notice_type in types
        for release in service.releases(year, month, notice_type)
    }
    store, lake = RawStore(tmp_path / "raw"), Lake(tmp_path)

    with running(seed=SEED, speed=SPEED) as root:
        http = PublisherHttp(
            user_agent="test (+https://replay.example)",
            clock=ScaledClock(SPEED, start=NIGHT),
            routes={HOST: root.removeprefix("http://")},
        )
        asked = fetch(connector, context, http, store)

    landed, outcomes = set(), set()
    for history in store.histories(source_id):
        documents = store.documents(history.key, history.pulls[-1])
        for outcome in land(connector, context, history.key, documents, lake).outcomes:
            outcomes.add(outcome["outcome"])
        for entry in history.pulls[-1].entries:
            if entry.outcome == "failed":
                assert dict(entry.params)["noticeType"] == BROKEN_TYPE
    for file in (tmp_path / "candidate" / source_id / "releases").glob("*.parquet"):
        landed |= set(pq.read_table(file, columns=["ocid"])["ocid"].to_pylist())
    assert len(asked.failures) == len(MONTHS) + 1
    assert outcomes == {"landed", "empty_publication"}
    assert landed == expected != set()

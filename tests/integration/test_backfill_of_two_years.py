"""Two years of notices are taken in whole, however often that is interrupted, and nothing twice.

The service loses, withholds and refuses as the real one has been seen to (``replay.volume``), and
keeps count of who asks for what.
"""

import datetime as dt
import os
import pickle
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from replay.chance import dice
from replay.services.find_a_tender import is_not_found
from replay.volume import FIRST_NIGHT, GIVEN_AGAIN, ONLY_BY_NUMBER, Volume, build_volume
from replay.volume_server import Asked, VolumeService, running_volume
from tests.integration.backfilling import Backfill, Interrupted, as_if_synced

pytestmark = pytest.mark.integration

SEED = 20260120
LATER_NIGHT = GIVEN_AGAIN + dt.timedelta(days=1)
MOST = 1.6
"""Times the least possible number of requests."""
INTERRUPTIONS, BEFORE = 10, 5000
"""How often it is interrupted, and before which request."""
KILLS = (2, 7)
"""Which of the interruptions are the sudden end of a process."""
WAIT_SECONDS = 180


@dataclass(frozen=True)
class Night:
    """What came of a night: what the service was asked, and what was there in the morning."""

    asked: list[Asked]
    landed: set[tuple[str, str]]
    ledger: dict[str, dict[str, str]]

    def numbers(self, *status: str) -> set[str]:
        """Return the numbers of the ledger that have one of the statuses."""
        return {
            name
            for name, row in self.ledger.items()
            if row["status"] in status and row["is_above_highest"] == "false"
        }


@dataclass(frozen=True)
class Told:
    """The whole story: the truth, the first night with its interruptions, and a later one."""

    volume: Volume
    first: Night
    later: Night


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The story, told once however many processes test it."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    record = root / "backfill.pickle"
    with FileLock(record.with_suffix(".lock")):
        if not record.exists():
            record.write_bytes(pickle.dumps(tell(root / "backfill")))
    told = pickle.loads(record.read_bytes())  # noqa: S301 - written two lines above
    assert isinstance(told, Told)
    return told


def tell(data: Path) -> Told:
    """Go through both nights."""
    volume = build_volume(SEED)
    with pytest.MonkeyPatch.context() as patch, running_volume(volume) as service:
        patch.setattr(os, "fsync", as_if_synced)
        backfill = Backfill(data, service.root)
        interrupt(backfill, service)
        first = finish(backfill, service, FIRST_NIGHT)
        service.wait_until(LATER_NIGHT)
        service.asked.clear()
        return Told(volume, first, finish(backfill, service, LATER_NIGHT))


def interrupt(backfill: Backfill, service: VolumeService) -> None:
    """Begin ten times, and be interrupted each time at a moment that chance gives."""
    moments = sorted(dice(SEED, "interruptions").sample(range(1, BEFORE), INTERRUPTIONS))
    for place, moment in enumerate(moments):
        if place in KILLS:
            kill(backfill, service, moment)
        else:
            with pytest.raises(Interrupted):
                backfill.run(FIRST_NIGHT, after=max(0, moment - len(service.asked)))


def kill(backfill: Backfill, service: VolumeService, moment: int) -> None:
    """End the process that asks, when so many requests have been made."""
    with backfill.start(FIRST_NIGHT) as process:
        ends = time.monotonic() + WAIT_SECONDS
        while len(service.asked) < moment:
            assert process.poll() is None, "it ended before it could be killed"
            assert time.monotonic() < ends, "it did not come so far"
            time.sleep(0.005)
        process.kill()


def finish(backfill: Backfill, service: VolumeService, night: dt.datetime) -> Night:
    backfill.run(night)
    return Night([*service.asked], backfill.landed(), backfill.ledger(night))


def test_every_notice_that_can_be_had_is_landed(told: Told) -> None:
    assert len({release_id for _, release_id in told.first.landed}) > 60_000
    assert told.first.landed == told.volume.obtainable(FIRST_NIGHT)


def test_what_was_had_before_an_interruption_is_not_asked_for_again(told: Told) -> None:
    answered = Counter(
        (one.path, one.params) for one in told.first.asked if one.status in (200, 404)
    )
    again = [request for request, times in answered.items() if times > 1]
    # A killed process may have been answered and not have written it down.
    assert len(again) <= len(KILLS)
    assert max(answered.values()) <= 2


def test_no_more_than_one_point_six_times_the_least_possible_is_asked(
    told: Told, record_testsuite_property: Callable[[str, object], None]
) -> None:
    volume, asked = told.volume, told.first.asked
    windows = sum(not one.identifier for one in asked)
    fewest_windows = volume.fewest_windows(FIRST_NIGHT)
    fewest = fewest_windows + len(volume.only_asking_settles(FIRST_NIGHT))
    record_testsuite_property("windows_to_the_fewest", f"{windows / fewest_windows:.2f}")
    record_testsuite_property("requests_to_the_fewest", f"{len(asked) / fewest:.2f}")
    assert windows <= MOST * fewest_windows
    assert len(asked) <= MOST * fewest


def test_no_cursor_is_ever_sent(told: Told) -> None:
    assert not [one for one in told.first.asked if "cursor" in dict(one.params)]


def test_the_service_did_refuse_now_and_then(told: Told) -> None:
    assert sum(one.status == 429 for one in told.first.asked) > 10


def test_the_ledger_says_what_is_withheld_and_how_the_service_said_so(told: Told) -> None:
    missing = told.volume.missing(FIRST_NIGHT)
    assert told.first.numbers("no_publication") == {one for one in missing if is_not_found(one)}
    assert told.first.numbers("empty") == {one for one in missing if not is_not_found(one)}
    assert told.first.numbers("failed", "not_asked") == set()


def test_the_ledger_says_what_only_its_number_brought(told: Told) -> None:
    by_number = {name for name, how in told.volume.withheld.items() if how == ONLY_BY_NUMBER}
    recovered = told.first.numbers("recovered")
    assert by_number <= recovered <= by_number | told.volume.beyond_a_page


def test_the_ledger_places_what_is_withheld_on_its_day(told: Told) -> None:
    filed = {one.release_id: one.at.date().isoformat() for one in told.volume.releases}
    for name in told.volume.missing(FIRST_NIGHT) - told.volume.unpublished:
        row = told.first.ledger[name]
        assert row["day_from"] <= filed[name] <= row["day_to"], name


def test_numbers_above_the_highest_are_tried_and_are_no_gaps(told: Told) -> None:
    above = [name for name, row in told.first.ledger.items() if row["is_above_highest"] == "true"]
    highest = {
        year: max(one.release_id for one in told.volume.releases if one.release_id.endswith(year))
        for year in ("2024", "2025")
    }
    assert len(above) > 0
    assert all(name > highest[name[-4:]] for name in above)


def test_what_is_given_again_some_nights_later_is_landed_and_leaves_the_ledger(
    told: Told,
) -> None:
    everything = {(one.ocid, one.release_id) for one in told.volume.releases}
    assert told.later.landed == told.volume.obtainable(LATER_NIGHT) == everything
    assert told.later.numbers("no_publication", "empty") == told.volume.unpublished


def test_a_later_night_asks_only_for_what_is_missing(told: Told) -> None:
    asked = {one.identifier for one in told.later.asked}
    assert asked <= told.first.ledger.keys()
    assert asked.isdisjoint(told.first.numbers("recovered"))

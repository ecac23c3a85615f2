"""The two invented years: as many notices as promised, and withheld as their truth says."""

import datetime as dt
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import requests

from replay.volume import (
    FIRST_NIGHT,
    GIVEN_AGAIN,
    LAST_OF_A_YEAR,
    ONLY_BY_NUMBER,
    PAGE,
    Volume,
    build_volume,
)
from replay.volume_server import REFUSED_ONE_IN, VolumeService, running_volume
from replay.volume_shape import DENSE_SECONDS, MANIFOLD

SEED = 11
PACKAGES = "find_a_tender/ocdsReleasePackages"


@pytest.fixture(scope="module")
def volume() -> Volume:
    return build_volume(SEED)


def numbers(volume: Volume, year: int) -> list[int]:
    names = {release.release_id for release in volume.releases} | volume.unpublished
    return sorted(int(name[:6]) for name in names if name.endswith(str(year)))


def test_a_seed_stands_for_the_same_years_for_ever(volume: Volume) -> None:
    assert build_volume(SEED) == volume


def test_two_years_hold_at_least_sixty_thousand_notices_and_grow(volume: Volume) -> None:
    years = Counter(name[-4:] for name in {release.release_id for release in volume.releases})
    assert years.total() >= 60_000
    assert years["2025"] > 1.5 * years["2024"]


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_numbers_of_a_year_run_from_one_without_a_gap(volume: Volume, year: int) -> None:
    found = numbers(volume, year)
    assert found == list(range(1, len(found) + 1))


def test_about_six_numbers_a_day_stand_for_nothing(volume: Volume) -> None:
    assert 5 < len(volume.unpublished) / 731 < 7
    assert volume.unpublished.isdisjoint(release.release_id for release in volume.releases)


def test_weekends_and_nights_are_almost_empty(volume: Volume) -> None:
    weekend = sum(release.at.isoweekday() > 5 for release in volume.releases)
    office = sum(8 <= release.at.hour < 18 for release in volume.releases)
    assert weekend / len(volume.releases) < 0.02
    assert office / len(volume.releases) > 0.8


def test_a_release_is_known_by_its_process_and_its_id(volume: Volume) -> None:
    assert len({(one.ocid, one.release_id) for one in volume.releases}) == len(volume.releases)
    assert len({one.hidden_key for one in volume.releases}) == len(volume.releases)


def test_some_notices_are_filed_under_a_day_long_past_and_some_under_two(volume: Volume) -> None:
    ordered = sorted(volume.releases, key=lambda one: one.order[:2])
    far_back = [
        (one, two)
        for one, two in pairwise(ordered)
        if two.at < one.at - dt.timedelta(days=20) and one.release_id[-4:] == two.release_id[-4:]
    ]
    assert len(far_back) > 50
    by_id: dict[str, set[dt.date]] = {}
    for release in volume.releases:
        by_id.setdefault(release.release_id, set()).add(release.at.date())
    assert sum(len(days) > 1 for days in by_id.values()) == 11


def test_a_dense_second_holds_more_than_a_page_and_one_number_lies_across_its_end(
    volume: Volume,
) -> None:
    for second in DENSE_SECONDS:
        found = [one for one in volume.releases if one.at.replace(tzinfo=None) == second]
        found.sort(key=lambda one: one.order, reverse=True)
        assert len(found) > PAGE
        (manifold,) = [
            name for name, many in Counter(one.release_id for one in found).items() if many > 1
        ]
        shown = sum(one.release_id == manifold for one in found[:PAGE])
        assert 0 < shown < MANIFOLD
        assert manifold in volume.beyond_a_page


def test_what_is_withheld_on_the_first_night_is_all_given_some_nights_later(
    volume: Volume,
) -> None:
    everything = {(one.ocid, one.release_id) for one in volume.releases}
    assert len(everything - volume.obtainable(FIRST_NIGHT)) >= 80
    assert volume.obtainable(GIVEN_AGAIN) == everything
    assert volume.missing(GIVEN_AGAIN) == volume.unpublished


def test_the_ends_of_a_year_are_given_only_by_their_numbers(volume: Volume) -> None:
    for year in (2024, 2025):
        last = numbers(volume, year)[-LAST_OF_A_YEAR:]
        assert {f"{number:06d}-{year}" for number in last} <= volume.unlisted(GIVEN_AGAIN)


@pytest.fixture(scope="module")
def service(volume: Volume) -> Iterator[VolumeService]:
    with running_volume(volume) as running:
        yield running


def ask(service: VolumeService, path: str, **params: str) -> requests.Response:
    """Ask as often as the service says "too often"."""
    answer = requests.get(f"{service.root}/{path}", params=params, timeout=10)
    return ask(service, path, **params) if answer.status_code == 429 else answer


def released(answer: requests.Response) -> set[tuple[str, str]]:
    page: Any = answer.json()
    return {(one["ocid"], one["id"]) for one in page["releases"]}


@pytest.mark.loopback
def test_a_window_lists_what_the_truth_says_it_lists(
    volume: Volume, service: VolumeService
) -> None:
    window = {"updatedFrom": "2025-06-03T00:00:00", "updatedTo": "2025-06-03T11:59:59"}
    first, last = (dt.datetime.fromisoformat(text) for text in window.values())
    unlisted = volume.unlisted(FIRST_NIGHT)
    expected = {
        (one.ocid, one.release_id)
        for one in volume.releases
        if first <= one.at.replace(tzinfo=None) <= last and one.release_id not in unlisted
    }
    assert 0 < len(expected) < PAGE
    assert released(ask(service, PACKAGES, **window)) == expected


@pytest.mark.loopback
def test_a_client_that_follows_cursors_loses_notices_and_is_not_told(
    volume: Volume, service: VolumeService
) -> None:
    days = [dt.date(2025, 3, day) for day in (4, 5, 6)]
    served = 0
    for day in days:
        window = {"updatedFrom": f"{day}T00:00:00", "updatedTo": f"{day}T23:59:59"}
        found = released(ask(service, PACKAGES, **window))
        link = ask(service, PACKAGES, **window).json()["links"]["next"]
        while link:
            query = link.partition("?")[2]
            page = ask(service, PACKAGES, **dict(urllib.parse.parse_qsl(query)))
            found |= released(page)
            link = page.json()["links"].get("next")
        served += len(found)
    unlisted = volume.unlisted(FIRST_NIGHT)
    listed = [one for one in volume.releases if one.release_id not in unlisted]
    there = sum(one.at.date() in days for one in listed)
    assert 0.05 < 1 - served / there < 0.5


@pytest.mark.loopback
def test_a_notice_that_no_window_lists_is_given_by_its_number(
    volume: Volume, service: VolumeService
) -> None:
    name = next(name for name, held in volume.withheld.items() if held == ONLY_BY_NUMBER)
    assert {found for _, found in released(ask(service, f"{PACKAGES}/{name}"))} == {name}


@pytest.mark.loopback
def test_a_notice_that_is_withheld_altogether_is_given_when_its_night_has_come(
    volume: Volume, service: VolumeService
) -> None:
    name = next(iter(volume.missing(FIRST_NIGHT) - volume.unpublished))
    before = ask(service, f"{PACKAGES}/{name}")
    assert before.status_code == 404 or released(before) == set()
    service.wait_until(GIVEN_AGAIN)
    after = ask(service, f"{PACKAGES}/{name}")
    service.wait_until(FIRST_NIGHT)
    assert {found for _, found in released(after)} == {name}


@pytest.mark.loopback
def test_every_request_is_written_down_and_some_are_refused(service: VolumeService) -> None:
    before = len(service.asked)
    url = f"{service.root}/{PACKAGES}/000001-2020"
    statuses = [requests.get(url, timeout=10).status_code for _ in range(REFUSED_ONE_IN)]
    assert [one.status for one in service.asked[before:]] == statuses
    assert statuses.count(429) == 1
    assert service.asked[-1].identifier == "000001-2020"

"""A shelf gives what is between two instants and what has a name, on the nights it is given."""

import datetime as dt

import pytest

from replay.dates import LONDON
from replay.filed import Filed
from replay.shelf import Shelf, Withheld

NIGHT = dt.datetime(2026, 1, 20, 2, tzinfo=dt.UTC)
LATER = NIGHT + dt.timedelta(days=9)
ALWAYS = dt.datetime.min.replace(tzinfo=dt.UTC)


def filed(release_id: str, at: str, ocid: str = "o") -> Filed:
    instant = dt.datetime.fromisoformat(at).replace(tzinfo=LONDON)
    return Filed(ocid, release_id, instant, ("tender",), "{}", 1)


RELEASES = [
    filed("3", "2025-06-03T10:00:00", "b"),
    filed("1", "2025-06-01T00:00:00"),
    filed("2", "2025-06-01T23:59:59"),
]


def between(shelf: Shelf, first: str, last: str, night: dt.datetime = NIGHT) -> list[str]:
    found = shelf.between(dt.datetime.fromisoformat(first), dt.datetime.fromisoformat(last), night)
    return [one.release_id for one in found]


def named(shelf: Shelf, name: str, night: dt.datetime = NIGHT) -> list[str]:
    return [one.release_id for one in shelf.named(name, night)]


def test_a_window_holds_both_its_ends() -> None:
    shelf = Shelf(RELEASES)
    assert between(shelf, "2025-06-01T00:00:00", "2025-06-01T23:59:59") == ["1", "2"]
    assert between(shelf, "2025-06-01T00:00:01", "2025-06-01T23:59:58") == []


def test_an_hour_that_happens_twice_is_one_hour_to_the_window() -> None:
    first, again = "2025-10-26T01:30:00", "2025-10-26T01:10:00"
    late = Filed("o", "late", dt.datetime(2025, 10, 26, 1, 10, fold=1, tzinfo=LONDON), (), "{}", 1)
    shelf = Shelf([filed("early", first), late])
    assert between(shelf, again, first) == ["late", "early"]


def test_a_notice_is_found_by_its_number_and_by_its_process() -> None:
    shelf = Shelf(RELEASES)
    assert (named(shelf, "3"), named(shelf, "o"), named(shelf, "x")) == (["3"], ["1", "2"], [])


@pytest.mark.parametrize(
    ("how", "listed", "given"),
    [
        (Withheld(None, ALWAYS), (False, False), (True, True)),
        (Withheld(None, LATER), (False, False), (False, True)),
        (Withheld(LATER, LATER), (False, True), (False, True)),
        (Withheld(None, None), (False, False), (False, False)),
    ],
)
def test_what_is_withheld_comes_in_its_own_way_on_its_own_night(
    how: Withheld, listed: tuple[bool, bool], given: tuple[bool, bool]
) -> None:
    shelf = Shelf(RELEASES, {"2": how})
    nights = (NIGHT, LATER)
    window = ("2025-06-01T00:00:01", "2025-06-02T00:00:00")
    assert tuple(between(shelf, *window, night) == ["2"] for night in nights) == listed
    assert tuple(named(shelf, "2", night) == ["2"] for night in nights) == given
    assert all("1" in named(shelf, "o", night) for night in nights)

"""A day counted a second time: what its file holds and the search did not show is asked for."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from ingest.errors import DeclarationError
from ingest.model import Context, DeliveryKey, Request, Window
from ingest.registry import load_spec
from ingest.sources import contracts_finder

SPEC = load_spec("contracts_finder")
CONNECTOR = contracts_finder.build()
DAY = dt.date(2026, 3, 2)
WHOLE = (f"{DAY}T00:00:00", f"{DAY}T23:59:59")
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
PLAIN = Context(SPEC, Window(DAY, DAY, NIGHT))
COUNTING = replace(PLAIN, options={"second_count": "yes"})
DELIVERY = DeliveryKey("contracts_finder", "contracts_finder", "2026-03-02--2026-03-02")
SEARCH = f"{SPEC.base_url}/Published/Notices/OCDS/Search"
FILE = f"{SPEC.base_url}/Harvester/Notices/Data/CSV/2026/3/2"
RELEASE = f"{SPEC.base_url}/Published/OCDS/Release"


def search(first: str = WHOLE[0], last: str = WHOLE[1]) -> Request:
    params = (("limit", "100"), ("publishedFrom", first), ("publishedTo", last))
    return Request(SEARCH, params, DELIVERY)


def page(*ids: str, link: str = "") -> bytes:
    releases = [{"ocid": "ocds-b5fd17-1", "id": one} for one in ids]
    return json.dumps({"releases": releases, "links": {"next": link}}).encode()


def test_a_day_is_counted_again_when_its_last_page_has_been_read() -> None:
    (count,) = CONNECTOR.follow(COUNTING, search(), page("a-1", "a-2")).requests
    assert (count.url, count.delivery, count.hint) == (FILE, DELIVERY, "a-1 a-2")


def test_the_ids_of_all_pages_of_a_day_are_known_when_it_is_counted() -> None:
    first = page("a-1", link=f"{SEARCH}?cursor=abc")
    (second,) = CONNECTOR.follow(COUNTING, search(), first).requests
    (count,) = CONNECTOR.follow(COUNTING, second, page("a-2")).requests
    assert count.hint == "a-1 a-2"


def test_a_page_that_links_to_itself_is_known_for_one_while_counting() -> None:
    link = f"{SEARCH}?cursor=stuck"
    (second,) = CONNECTOR.follow(COUNTING, search(), page("a-1", link=link)).requests
    assert second not in CONNECTOR.follow(COUNTING, second, page("a-1", link=link)).requests


@pytest.mark.parametrize("last", [f"{DAY}T11:59:59", "2026-03-03T23:59:59"])
def test_a_window_that_is_not_one_whole_day_is_not_counted(last: str) -> None:
    assert CONNECTOR.follow(COUNTING, search(last=last), page("a-1")).requests == ()


def test_nothing_is_counted_twice_unless_somebody_wants_it() -> None:
    assert CONNECTOR.follow(PLAIN, search(), page("a-1")).requests == ()


def test_an_option_that_is_neither_yes_nor_no_is_a_mistake_that_is_named() -> None:
    unsure = replace(PLAIN, options={"second_count": "perhaps"})
    with pytest.raises(DeclarationError, match="second_count"):
        CONNECTOR.follow(unsure, search(), page("a-1"))


def counted(body: str) -> list[str]:
    request = Request(FILE, delivery=DELIVERY, hint="a-1 a-2")
    followed = CONNECTOR.follow(COUNTING, request, body.encode())
    assert not followed.keep
    return [one.url for one in followed.requests]


def test_what_no_page_showed_is_asked_for_by_its_id() -> None:
    file = "releases/0/ocid,releases/0/id,releases/0/date\no,a-1,d\no,b 3,d\no,a-2,d\no,b 3,d\n"
    assert counted(file) == [f"{RELEASE}/b%203"]


@pytest.mark.parametrize("body", ["", "\r\n", "releases/0/ocid,releases/0/id\n"])
def test_a_file_without_a_release_means_that_there_is_none(body: str) -> None:
    assert counted(body) == []


def test_a_release_leads_nowhere_and_stands_for_ever() -> None:
    request = Request(f"{RELEASE}/b-3", delivery=DELIVERY)
    assert CONNECTOR.follow(COUNTING, request, page("b-3")).requests == ()
    assert CONNECTOR.settled(COUNTING, request, NIGHT - dt.timedelta(days=29))


@pytest.mark.parametrize(("asked", "stands"), [(3, False), (17, True), (30, True)])
def test_a_count_is_settled_with_its_day(asked: int, stands: bool) -> None:
    at = dt.datetime(2026, 3, asked, 2, tzinfo=dt.UTC)
    assert CONNECTOR.settled(COUNTING, Request(FILE, delivery=DELIVERY), at) is stands

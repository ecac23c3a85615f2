"""Contracts Finder's records: a process that was edited is asked for its history, and no other."""

import datetime as dt
import json

import pytest

from ingest.model import Context, DeliveryKey, Request, Window
from ingest.registry import load_spec
from ingest.sources import contracts_finder

SPEC = load_spec("contracts_finder")
CONNECTOR = contracts_finder.build()
DAY = dt.date(2026, 3, 2)
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
CONTEXT = Context(SPEC, Window(DAY, DAY, NIGHT))
DELIVERY = DeliveryKey("contracts_finder", "contracts_finder", "2026-03-02--2026-03-02")
SEARCH = f"{SPEC.base_url}/Published/Notices/OCDS/Search"
RECORD = f"{SPEC.base_url}/Published/OCDS/Record"
OCID = "ocds-b5fd17-1"
WINDOW = (
    ("limit", "100"),
    ("publishedFrom", f"{DAY}T00:00:00"),
    ("publishedTo", f"{DAY}T23:59:59"),
)


def release(**said: object) -> dict[str, object]:
    return {"ocid": OCID, "id": "a-1", "date": f"{DAY}T10:00:00Z", "tag": ["award"], **said}


def follow(*releases: object, link: str = "") -> tuple[Request, ...]:
    body = json.dumps({"releases": releases, "links": {"next": link}}).encode()
    return CONNECTOR.follow(CONTEXT, Request(SEARCH, WINDOW, DELIVERY), body).requests


def awarded(*published: object) -> dict[str, object]:
    return release(awards=[{"id": str(n), "datePublished": at} for n, at in enumerate(published)])


@pytest.mark.parametrize(
    "edit",
    [
        release(tag=["awardUpdate"]),
        release(tag=["tenderAmendment"]),
        release(tag=["award", "awardUpdate"]),
        awarded("2026-02-01T10:00:00Z"),
        awarded(f"{DAY}T10:00:00Z", "2026-02-01T10:00:00+00:00"),
        release(tag=["tender"], tender={"datePublished": "2025-07-01T10:00:00+01:00"}),
    ],
)
def test_a_process_that_was_edited_is_asked_for_its_record(edit: dict[str, object]) -> None:
    (request,) = follow(edit)
    assert (request.url, request.params, request.delivery) == (f"{RECORD}/{OCID}", (), DELIVERY)


@pytest.mark.parametrize(
    "first",
    [
        release(),
        awarded(f"{DAY}T09:59:58Z"),
        awarded("not a date", None, "2026-02-01T10:00:00", {}),
        release(awards={"datePublished": "2020-01-01T00:00:00Z"}),
        release(awards=["2020-01-01T00:00:00Z"]),
        awarded(f"{DAY}T10:00:00Z") | {"tender": {"datePublished": "2025-07-01T10:00:00Z"}},
        release(tag="awardUpdate"),
        release(tag=["awardUpdate"], ocid=None),
        release(date=None, tag=["tender"], tender={"datePublished": "2025-07-01T10:00:00Z"}),
        "no release at all",
    ],
)
def test_a_first_notice_or_one_that_does_not_say_is_not(first: object) -> None:
    assert follow(first) == ()


def test_a_process_is_asked_once_however_often_it_was_edited_on_a_page() -> None:
    edits = [release(tag=["awardUpdate"], date=f"{DAY}T{hour}:00:00Z") for hour in (10, 15, 12)]
    (request,) = follow(*edits)
    assert request.hint == f"{DAY}T15:00:00Z"


def test_the_records_of_a_page_are_asked_beside_the_next_page() -> None:
    urls = [one.url for one in follow(release(tag=["awardUpdate"]), link=f"{SEARCH}?cursor=abc")]
    assert urls == [f"{RECORD}/{OCID}", f"{SEARCH}?cursor=abc"]


def test_a_page_that_is_asked_again_in_halves_leaves_the_records_to_them() -> None:
    edits = [release(id=str(number), tag=["awardUpdate"]) for number in range(100)]
    assert all(one.url == SEARCH for one in follow(*edits))


def test_a_record_leads_nowhere() -> None:
    body = json.dumps({"records": [{"releases": [release(tag=["awardUpdate"])]}]}).encode()
    record = Request(f"{RECORD}/{OCID}", delivery=DELIVERY)
    followed = CONNECTOR.follow(CONTEXT, record, body)
    assert (followed.requests, followed.keep) == ((), True)


@pytest.mark.parametrize(
    ("edited", "stands"),
    [
        ("2026-03-01T10:00:00Z", True),
        ("2026-03-02T01:59:59+00:00", True),
        ("2026-03-02T02:00:00+00:00", False),
        ("2026-03-20T10:00:00Z", False),
        ("", False),
    ],
)
def test_a_record_stands_until_its_process_is_edited_again(edited: str, stands: bool) -> None:
    asked = dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC)
    record = Request(f"{RECORD}/{OCID}", delivery=DELIVERY, hint=edited)
    assert CONNECTOR.settled(CONTEXT, record, asked) is stands

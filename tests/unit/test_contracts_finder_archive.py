"""The archive on data.gov.uk: the right dataset of a month, and a word where there is none."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import DeclarationError, EmptyPublicationError, RefusedDocumentError
from ingest.model import Context, DeliveryKey, Document, Request, Window
from ingest.registry import load_spec
from ingest.sources import contracts_finder

SPEC = load_spec("contracts_finder")
CONNECTOR = contracts_finder.build()
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
CONTEXT = Context(SPEC, Window(dt.date(2015, 11, 15), dt.date(2016, 1, 3), NIGHT))
CATALOGUE = "https://ckan.publishing.service.gov.uk/api/3/action/package_search"
ROOT = "https://files.example"


def month(period: str) -> DeliveryKey:
    return DeliveryKey("contracts_finder", "contracts_finder", period)


def planned(context: Context) -> list[str]:
    return [one.delivery.period for one in CONNECTOR.plan(context) if one.delivery]


MARCH = Request(
    CATALOGUE, (("q", "Contracts Finder Notices 03 2015"), ("rows", "100")), month("2015-03")
)


def test_months_before_2016_are_asked_of_the_archive_and_days_from_then_on_are_searched() -> None:
    assert planned(CONTEXT) == [
        "2015-11", "2015-12",
        "2016-01-01--2016-01-01", "2016-01-02--2016-01-02", "2016-01-03--2016-01-03",
    ]  # fmt: skip


def test_a_month_that_was_had_whole_is_never_asked_again() -> None:
    assert "2015-11" not in planned(replace(CONTEXT, asked={month("2015-11"): NIGHT}))


def test_an_area_may_take_more_months_from_the_archive_and_from_another_address() -> None:
    options = {"archive_until": "2016-02", "archive_url": "https://catalogue.example/action"}
    requests = list(CONNECTOR.plan(replace(CONTEXT, options=options)))
    archived = [one for one in requests if one.url.endswith("/action/package_search")]
    assert [dict(one.params)["q"][-7:] for one in archived] == [
        "11 2015", "12 2015", "01 2016", "02 2016",
    ]  # fmt: skip
    assert {one.url for one in archived} == {"https://catalogue.example/action/package_search"}


@pytest.mark.parametrize("said", ["2016", "2016-13", "January", "2016-01-31"])
def test_a_last_month_that_is_none_is_a_mistake_that_is_named(said: str) -> None:
    with pytest.raises(DeclarationError, match="archive_until"):
        planned(replace(CONTEXT, options={"archive_until": said}))


def resource(name: str, **said: object) -> dict[str, object]:
    return {"name": name, "url": f"{ROOT}/{name}", "format": "CSV", **said}


def answer(**datasets: tuple[str, list[dict[str, object]]]) -> bytes:
    results = [
        {"name": name.replace("_", "-"), "metadata_modified": modified, "resources": resources}
        for name, (modified, resources) in datasets.items()
    ]
    return json.dumps({"success": True, "result": {"count": 9, "results": results}}).encode()


def followed(body: bytes, request: Request = MARCH) -> list[str]:
    return [one.url for one in CONNECTOR.follow(CONTEXT, request, body).requests]


ONE, TWO = [resource("1.csv")], [resource("2.csv"), resource("3.csv")]


def test_the_twin_with_most_files_is_taken() -> None:
    body = answer(
        contracts_finder_notices_03_2015=("2020", []),
        contracts_finder_notices_03_20151=("2016", TWO),
        contracts_finder_notices_03_20154=("2019", ONE),
    )
    assert followed(body) == [f"{ROOT}/2.csv", f"{ROOT}/3.csv"]


def test_of_twins_with_as_many_files_the_one_changed_last_is_taken() -> None:
    newer = [resource("8.csv"), resource("9.csv")]
    body = answer(
        contracts_finder_notices_03_20151=("2016-05-01", TWO),
        contracts_finder_notices_03_20155=("2017-05-01", newer),
    )
    assert followed(body) == [f"{ROOT}/8.csv", f"{ROOT}/9.csv"]


def test_what_is_no_csv_makes_no_dataset_fuller() -> None:
    extras = [
        resource("a.pdf", format="PDF"), resource("b", format=None), resource("", url=None),
        resource("named.csv", url=f"{ROOT}/x", format="HTML"),
        resource("d", url=f"{ROOT}/d.CSV?version=2", format=""),
    ]  # fmt: skip
    body = answer(
        contracts_finder_notices_03_20151=("2016", ONE),
        contracts_finder_notices_03_20152=("2015", extras),
    )
    assert followed(body) == [f"{ROOT}/x", f"{ROOT}/d.CSV?version=2"]


def test_datasets_of_other_months_are_passed_over() -> None:
    body = answer(
        contracts_finder_notices_04_2015=("2020", TWO),
        contracts_finder_notices_03_2016=("2020", TWO),
        contracts_finder_notices_03_2015_guide=("2020", TWO),
        contracts_finder_notices_03_2015=("2016", ONE),
    )
    assert followed(body) == [f"{ROOT}/1.csv"]


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        ("https://www.dropbox.com/s/x/1.csv?dl=0", "https://www.dropbox.com/s/x/1.csv?dl=1"),
        ("https://www.dropbox.com/s/x/1.csv", "https://www.dropbox.com/s/x/1.csv?dl=1"),
        (f"{ROOT}/1.csv?dl=0", f"{ROOT}/1.csv?dl=0"),
    ],
)
def test_a_link_to_a_page_about_a_file_on_dropbox_becomes_one_to_the_file(
    link: str, asked: str
) -> None:
    body = answer(contracts_finder_notices_03_2015=("2016", [resource("1.csv", url=link)]))
    assert followed(body) == [asked]


def test_files_are_in_the_delivery_of_their_month_under_their_own_names() -> None:
    resources = [resource("a.csv"), resource("", url=f"{ROOT}/b%20c.csv")]
    body = answer(contracts_finder_notices_03_2015=("2016", resources))
    requests = CONNECTOR.follow(CONTEXT, MARCH, body).requests
    assert [one.name for one in requests] == ["a.csv", "b c.csv"]
    assert {one.delivery for one in requests} == {month("2015-03")}


@pytest.mark.parametrize("body", [answer(), answer(contracts_finder_notices_03_2015=("2016", []))])
def test_a_month_without_a_file_has_an_outcome_that_says_so(body: bytes, tmp_path: Path) -> None:
    kept = CONNECTOR.follow(CONTEXT, MARCH, body)
    assert (kept.requests, kept.keep) == ((), True)
    path = tmp_path / "answer.json"
    path.write_bytes(body)
    with pytest.raises(EmptyPublicationError) as raised:
        list(CONNECTOR.parse(CONTEXT, Document(MARCH, path, "0" * 64, NIGHT)))
    assert raised.value.code == "no_archive_files"


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"success": false}'])
def test_an_answer_that_is_none_of_the_catalogues_is_a_failure(body: bytes) -> None:
    with pytest.raises(RefusedDocumentError):
        CONNECTOR.follow(CONTEXT, MARCH, body)


def test_a_file_leads_nowhere() -> None:
    file = Request(f"{ROOT}/1.csv", delivery=month("2015-03"), name="1.csv")
    assert followed(b"releases/0/ocid,releases/0/id\n", file) == []


@pytest.mark.parametrize(("days", "stands"), [(1, True), (27, True), (28, False)])
def test_what_a_month_lacks_is_looked_for_again_after_four_weeks(days: int, stands: bool) -> None:
    asked = NIGHT - dt.timedelta(days=days)
    assert CONNECTOR.settled(CONTEXT, MARCH, asked) is stands

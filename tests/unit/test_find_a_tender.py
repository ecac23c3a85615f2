"""Find a Tender: windows are cut in two, never paged, and its odd releases land."""

import datetime as dt
import json
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from ingest.model import (
    EXTRA,
    Connector,
    Context,
    DeliveryKey,
    Document,
    Reject,
    Request,
    Row,
    SourceSpec,
    Window,
)
from ingest.ocds.windows import halves
from ingest.sources import find_a_tender

SPEC_FILE = Path(find_a_tender.__file__).with_name("source.yml")
SPEC = SourceSpec.model_validate(yaml.safe_load(SPEC_FILE.read_text("utf-8")))
PAGE = Path(__file__).resolve().parents[1] / "fixtures/find_a_tender/page.json"
CONNECTOR: Connector = find_a_tender.build()
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)


def context(
    *,
    first: dt.date = dt.date(2026, 3, 1),
    last: dt.date = dt.date(2026, 3, 31),
    night: dt.datetime = NIGHT,
    days: int = 1,
    asked: Mapping[DeliveryKey, dt.datetime] | None = None,
) -> Context:
    spec = SPEC.model_copy(update={"window_days": days})
    return Context(spec, Window(first, last, night), asked=asked or {})


def key(period: str) -> DeliveryKey:
    return DeliveryKey("find_a_tender", "find_a_tender", period)


def window_request(first: str, last: str) -> Request:
    params = (("limit", "100"), ("updatedFrom", first), ("updatedTo", last))
    return Request(f"{SPEC.base_url}/ocdsReleasePackages", params, key("2026-03-02--2026-03-02"))


def page(count: int, *, following: bool = False) -> bytes:
    releases = [{"ocid": f"ocds-h6vhtk-{n % 60:06}", "id": f"{n}-2026"} for n in range(count)]
    links = {"links": {"next": "https://notices.example/next?cursor=abc"}} if following else {}
    return json.dumps({"releases": releases, **links}).encode()


def test_the_grid_keeps_whole_windows_and_asks_no_further_than_the_period() -> None:
    asked = list(CONNECTOR.plan(context(first=dt.date(2026, 2, 1), days=28)))

    assert [request.delivery for request in asked] == [
        key("2026-02-01--2026-02-28"),
        key("2026-03-01--2026-03-28"),
        key("2026-03-29--2026-04-25"),
    ]
    assert asked[2].params == (
        ("limit", "100"),
        ("updatedFrom", "2026-03-29T00:00:00"),
        ("updatedTo", "2026-03-31T23:59:59"),
    )


def test_a_window_that_has_not_begun_or_is_older_than_the_service_is_not_asked() -> None:
    future = context(first=dt.date(2026, 3, 31), last=dt.date(2026, 4, 5))
    past = context(first=dt.date(2020, 12, 31), last=dt.date(2021, 1, 2))

    assert [request.delivery for request in CONNECTOR.plan(future)] == [
        key("2026-03-31--2026-03-31")
    ]
    assert [request.delivery for request in CONNECTOR.plan(past)] == [key("2021-01-02--2021-01-02")]


@pytest.mark.parametrize(
    ("asked_on", "is_due"),
    [
        (None, True),
        (dt.date(2026, 3, 20), True),  # the window's own last day
        (dt.date(2026, 3, 21), True),
        (dt.date(2026, 3, 22), True),  # settled, but nine days ago and within fourteen
        (dt.date(2026, 3, 24), True),
        (dt.date(2026, 3, 25), False),  # settled six days ago
        (dt.date(2026, 3, 31), False),  # this night already
    ],
)
def test_a_finished_window_is_asked_until_settled_and_then_weekly(
    asked_on: dt.date | None, is_due: bool
) -> None:
    delivery = key("2026-03-20--2026-03-20")
    asked = {delivery: dt.datetime.combine(asked_on, dt.time(2), dt.UTC)} if asked_on else {}
    day = dt.date(2026, 3, 20)

    planned = CONNECTOR.plan(context(first=day, last=day, asked=asked))

    assert [request.delivery for request in planned] == ([delivery] if is_due else [])


@pytest.mark.parametrize(
    ("day", "asked_on", "is_due"),
    [
        (dt.date(2026, 3, 17), dt.date(2026, 3, 19), True),
        (dt.date(2026, 3, 16), dt.date(2026, 3, 18), False),
        (dt.date(2026, 3, 16), dt.date(2026, 3, 17), True),
    ],
)
def test_a_window_is_closed_after_fourteen_days_if_it_was_settled(
    day: dt.date, asked_on: dt.date, is_due: bool
) -> None:
    at = dt.datetime.combine(asked_on, dt.time(2), dt.UTC)

    planned = CONNECTOR.plan(context(first=day, last=day, asked={key(f"{day}--{day}"): at}))

    assert bool(list(planned)) is is_due


def test_the_running_window_is_not_asked_twice_on_one_night() -> None:
    asked = {key("2026-03-29--2026-04-25"): NIGHT - dt.timedelta(hours=1)}

    planned = CONNECTOR.plan(context(first=dt.date(2026, 3, 29), days=28, asked=asked))

    assert list(planned) == []


@pytest.mark.parametrize(("count", "following"), [(100, False), (100, True), (5, True)])
def test_a_page_that_may_not_be_all_is_cut_in_two_and_never_paged(
    count: int, following: bool
) -> None:
    request = window_request("2026-03-02T00:00:00", "2026-03-02T23:59:59")

    followed = CONNECTOR.follow(context(), request, page(count, following=following))

    assert not followed.keep
    assert followed.requests == (
        window_request("2026-03-02T00:00:00", "2026-03-02T11:59:59"),
        window_request("2026-03-02T12:00:00", "2026-03-02T23:59:59"),
    )


def test_a_page_that_is_not_full_is_kept_and_leads_nowhere() -> None:
    request = window_request("2026-03-02T00:00:00", "2026-03-02T23:59:59")

    followed = CONNECTOR.follow(context(), request, page(99))

    assert (followed.requests, followed.keep) == ((), True)


def test_a_window_too_narrow_to_cut_asks_for_every_process_it_saw() -> None:
    request = window_request("2026-03-02T10:00:00", "2026-03-02T10:00:02")

    followed = CONNECTOR.follow(context(), request, page(100))

    assert followed.keep
    assert len(followed.requests) == 60
    assert followed.requests[0] == Request(
        f"{SPEC.base_url}/ocdsReleasePackages/ocds-h6vhtk-000000", delivery=request.delivery
    )
    assert CONNECTOR.follow(context(), followed.requests[0], page(100)).requests == ()


def test_an_ocid_cannot_lead_to_another_address() -> None:
    request = window_request("2026-03-02T10:00:00", "2026-03-02T10:00:01")
    odd = json.dumps({"releases": [{"ocid": "../x?y=//host"}] * 100}).encode()

    (asked,) = CONNECTOR.follow(context(), request, odd).requests

    assert asked.url == f"{SPEC.base_url}/ocdsReleasePackages/..%2Fx%3Fy%3D%2F%2Fhost"


@pytest.mark.parametrize("seconds", [3, 4, 5, 59, 3600, 86_399])
def test_halves_touch_cover_everything_and_are_no_single_instant(seconds: int) -> None:
    start = dt.datetime.fromisoformat("2026-03-02T00:00:00")
    end = start + dt.timedelta(seconds=seconds)

    (a, b), (c, d) = (
        tuple(map(dt.datetime.fromisoformat, half))
        for half in halves(start.isoformat(), end.isoformat())
    )

    assert (a, d) == (start, end)
    assert c - b == dt.timedelta(seconds=1)
    assert a < b < c < d


@pytest.mark.parametrize(
    ("first", "last", "cut"),
    [
        ("2026-10-25T00:00:00", "2026-10-25T03:00:00", "2026-10-25T00:59:59"),
        ("2026-10-25T01:00:00", "2026-10-25T02:30:00", "2026-10-25T01:59:59"),
        ("2026-10-25T00:59:59", "2026-10-25T02:30:00", "2026-10-25T01:59:59"),
        ("2026-10-18T00:00:00", "2026-10-18T03:00:00", "2026-10-18T01:30:00"),
    ],
)
def test_the_hour_that_happens_twice_is_never_cut(first: str, last: str, cut: str) -> None:
    assert halves(first, last)[0] == (first, cut)


def test_a_window_inside_the_hour_that_happens_twice_is_not_cut_at_all() -> None:
    assert halves("2026-10-25T01:00:00", "2026-10-25T01:59:59") == ()


def test_splitting_a_day_of_152_notices_finds_all_152() -> None:
    midnight = dt.datetime.fromisoformat("2021-05-07T00:00:00")
    published = [midnight + dt.timedelta(hours=8, seconds=97 * n) for n in range(152)]
    queue = [window_request("2021-05-07T00:00:00", "2021-05-07T23:59:59")]
    kept: list[str] = []

    while queue:
        request = queue.pop()
        asked = dict(request.params)
        inside = [
            {"ocid": f"o{n}", "id": f"{n}-2021"}
            for n, at in enumerate(published)
            if asked["updatedFrom"] <= at.isoformat() <= asked["updatedTo"]
        ]
        body = json.dumps({"releases": inside[:100]}).encode()
        followed = CONNECTOR.follow(context(), request, body)
        queue.extend(followed.requests)
        kept.extend(release["id"] for release in inside[:100] if followed.keep)

    assert sorted(kept) == sorted(f"{n}-2021" for n in range(152))


def landed(table: str) -> list[Mapping[str, str | None]]:
    document = Document(window_request("a", "b"), PAGE, "0" * 64, NIGHT)
    parsed = CONNECTOR.parse(context(), document)
    return [item.values for item in parsed if isinstance(item, Row) and item.table == table]


@pytest.mark.parametrize("table", sorted(SPEC.tables))
def test_every_row_has_exactly_the_declared_columns(table: str) -> None:
    found = landed(table)

    assert found
    assert {frozenset(values) for values in found} == {frozenset(SPEC.tables[table].columns)}


def test_a_release_lands_with_every_value_as_published() -> None:
    release = landed("releases")[0]

    assert {column: value for column, value in release.items() if column != EXTRA and value} == {
        "ocid": "ocds-h6vhtk-0f0001",
        "release_id": "099901-2026",
        "published_at": "2026-03-02T10:50:13Z",
        "tags": "award;contract",
        "language": "en",
        "initiation_type": "tender",
        "notice_type": "UK7",
        "document_type": "contractNotice",
        "notice_url": "https://notices.example/Notice/099901-2026",
        "buyer_party_id": "GB-PPON-PBCD-1234-GHJL",
        "buyer_name": "Brackenfold District Council",
        "tender_id": "BDC-77",
        "title": "Grounds maintenance of the café gardens",
        "description": "Mowing",
        "tender_status": "complete",
        "legal_basis": "2023/54",
        "above_threshold": "false",
        "is_framework": "true",
        "cpv_code": "77310000",
        "cpv_codes": "77310000;77314000",
        "value_amount": "60000",
        "value_amount_gross": "72000.00",
        "value_currency": "GBP",
    }


def test_a_supplier_keeps_all_its_identifiers() -> None:
    buyer, supplier = landed("parties")

    assert buyer["roles"] == "buyer;procuringEntity"
    assert (supplier["identifier_scheme"], supplier["identifier_id"]) == ("GB-COH", "99900001")
    assert supplier["additional_identifiers"] == "GB-PPON:PCDG-2345-HJLM"
    assert (supplier["scale"], supplier["is_vcse"]) == ("sme", "false")
    assert landed("award_suppliers")[0]["supplier_party_id"] == "GB-COH-99900001"


def test_a_null_award_value_stays_unknown_beside_the_contracts_figure() -> None:
    award, contract = landed("awards")[0], landed("contracts")[0]

    assert award["amount"] is None
    assert award[EXTRA] == '{"value":null}'
    assert (contract["amount"], contract["amount_gross"]) == ("59500.00", "71400.00")
    assert (contract["award_id"], contract["signed_at"]) == ("1", "2026-02-27T00:00:00Z")


def test_a_lot_keeps_its_renewal_and_a_date_without_a_zone() -> None:
    (lot,) = landed("lots")

    assert lot["start_at"] == "2026-04-01"
    assert (lot["has_renewal"], lot["renewal_description"]) == ("true", "Two years more")
    assert (lot["max_extent_at"], lot["suitable_vcse"]) == ("2030-03-31T23:59:59+01:00", "false")


def test_an_unknown_notice_type_lands_with_its_odd_values() -> None:
    release = landed("releases")[1]

    assert release["notice_type"] == "UK99"
    assert release["published_at"] == "2026-03-02"
    assert release["value_amount"] == "1e9999"
    addresses = {"1": {"region": "UKD7"}, "3": {"region": "UKD6"}}
    assert json.loads(release[EXTRA] or "") == {
        "buyerID": [],
        "tender": {
            "title": None,
            "items": [{"id": "1", "deliveryAddresses": addresses}],
            "documents": [{"id": "x", "documentType": "riddleNotice", "noticeType": "UK99"}],
        },
    }


def test_an_amendment_that_only_names_its_award_lands() -> None:
    award = landed("awards")[1]

    assert (award["ocid"], award["award_id"]) == ("ocds-h6vhtk-0f0003", "48")
    assert award[EXTRA] == '{"amendments":[{"id":"099903-2026"}]}'


def test_a_release_without_a_number_is_rejected_at_its_place() -> None:
    document = Document(window_request("a", "b"), PAGE, "0" * 64, NIGHT)

    (reject,) = (x for x in CONNECTOR.parse(context(), document) if isinstance(x, Reject))

    assert (reject.code, reject.line) == ("no_release_id", 4)
    assert reject.excerpt == (
        '{"date":"2026-03-02T11:00:00Z","ocid":"ocds-h6vhtk-0f0004","tag":["tender"]}'
    )


def test_windows_planned_one_after_another_leave_no_day_out() -> None:
    asked = [dict(request.params) for request in CONNECTOR.plan(context(days=4))]

    for earlier, later in pairwise(asked):
        gap = dt.datetime.fromisoformat(later["updatedFrom"])
        assert gap - dt.datetime.fromisoformat(earlier["updatedTo"]) == dt.timedelta(seconds=1)

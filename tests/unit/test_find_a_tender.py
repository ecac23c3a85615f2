"""Find a Tender: windows are sized to fit, never paged, and its odd releases land."""

import datetime as dt
import json
import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import EXTRA, Connector, Context, DeliveryKey, Document, Reject, Request, Window
from ingest.ocds.windows import halves
from ingest.registry import load_spec
from ingest.sources import find_a_tender
from ingest.sources.find_a_tender.rhythm import OFFICE_HOURS
from ingest.sources.find_a_tender.walk import Pace, Span
from tests.fakes import one_by_one

SPEC = load_spec("find_a_tender")
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
    return Request(
        f"{SPEC.base_url}/ocdsReleasePackages",
        params,
        key("2026-03-01--2026-03-28"),
        hint=str(Pace(2000.0, 300)),
    )


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
    asked_to = [dict(request.params)["updatedTo"] for request in asked]
    assert [dict(request.params)["updatedFrom"][-8:] for request in asked] == ["00:00:00"] * 3
    assert asked_to[2] <= "2026-03-31T23:59:59"


def test_a_window_that_has_not_begun_or_is_older_than_the_service_is_not_asked() -> None:
    future = context(first=dt.date(2026, 3, 31), last=dt.date(2026, 4, 5))
    past = context(first=dt.date(2020, 12, 31), last=dt.date(2021, 1, 2))

    assert [request.delivery for request in CONNECTOR.plan(future)] == [
        key("2026-03-31--2026-03-31")
    ]
    assert [request.delivery for request in CONNECTOR.plan(past)] == [key("2021-01-02--2021-01-02")]


@pytest.mark.parametrize(
    ("asked_on", "is_settled"),
    [
        (dt.date(2026, 3, 20), False),  # the day itself
        (dt.date(2026, 3, 21), False),
        (dt.date(2026, 3, 22), False),  # settled, but nine days ago and within fourteen
        (dt.date(2026, 3, 24), False),
        (dt.date(2026, 3, 25), True),  # settled six days ago
        (dt.date(2026, 3, 31), True),  # this night already
    ],
)
def test_a_windows_answer_is_asked_for_until_settled_and_then_weekly(
    asked_on: dt.date, is_settled: bool
) -> None:
    at = dt.datetime.combine(asked_on, dt.time(2), dt.UTC)
    request = window_request("2026-03-19T09:00:00", "2026-03-20T10:00:00")

    assert CONNECTOR.settled(context(days=28), request, at) is is_settled


@pytest.mark.parametrize(
    ("day", "asked_on", "is_settled"),
    [
        (dt.date(2026, 3, 17), dt.date(2026, 3, 19), False),
        (dt.date(2026, 3, 16), dt.date(2026, 3, 18), True),
        (dt.date(2026, 3, 16), dt.date(2026, 3, 17), False),
    ],
)
def test_a_windows_answer_is_closed_after_fourteen_days_if_it_was_settled(
    day: dt.date, asked_on: dt.date, is_settled: bool
) -> None:
    at = dt.datetime.combine(asked_on, dt.time(2), dt.UTC)
    request = window_request(f"{day}T00:00:00", f"{day}T23:59:59")

    assert CONNECTOR.settled(context(), request, at) is is_settled


@pytest.mark.parametrize(
    ("last", "asked_on", "is_due"),
    [
        (dt.date(2026, 3, 17), dt.date(2026, 3, 30), True),  # its weekly turn may have come
        (dt.date(2026, 3, 16), dt.date(2026, 3, 30), False),
        (dt.date(2026, 3, 16), dt.date(2026, 3, 17), True),  # never asked when it was over
    ],
)
def test_a_delivery_is_gone_through_nightly_until_fourteen_days_after_its_end(
    last: dt.date, asked_on: dt.date, is_due: bool
) -> None:
    at = dt.datetime.combine(asked_on, dt.time(2), dt.UTC)
    first = last - dt.timedelta(days=27)
    asked = {key(f"{first}--{last}"): at}

    planned = CONNECTOR.plan(context(first=first, last=last, days=28, asked=asked))

    assert bool(list(planned)) is is_due


def test_the_running_window_is_not_asked_twice_on_one_night() -> None:
    asked = {key("2026-03-29--2026-04-25"): NIGHT - dt.timedelta(hours=1)}

    planned = CONNECTOR.plan(context(first=dt.date(2026, 3, 29), days=28, asked=asked))

    assert list(planned) == []


def test_a_backfill_goes_through_its_own_days_only() -> None:
    months = replace(
        context(first=dt.date(2025, 1, 1), days=28),
        backfill=(dt.date(2025, 1, 29), dt.date(2025, 2, 26)),
    )

    planned = [request.delivery for request in CONNECTOR.plan(months)]

    assert planned == [key("2025-01-29--2025-02-25"), key("2025-02-26--2025-03-25")]


def ends(request: Request) -> tuple[dt.datetime, dt.datetime]:
    asked = dict(request.params)
    return (
        dt.datetime.fromisoformat(asked["updatedFrom"]),
        dt.datetime.fromisoformat(asked["updatedTo"]),
    )


def follow(
    request: Request, body: bytes, about: Context | None = None
) -> tuple[bool, tuple[Request, ...]]:
    followed = CONNECTOR.follow(about or context(days=28), request, body)
    return followed.keep, followed.requests


@pytest.mark.parametrize(("count", "following"), [(100, False), (100, True), (5, True)])
def test_a_page_that_may_not_be_all_is_asked_again_shorter_and_never_paged(
    count: int, following: bool
) -> None:
    request = window_request("2026-03-02T00:00:00", "2026-03-02T23:59:59")

    kept, (shorter,) = follow(request, page(count, following=following))

    assert not kept
    assert ends(shorter)[0] == ends(request)[0]
    assert ends(shorter)[0] < ends(shorter)[1] < ends(request)[1]
    assert "cursor" not in dict(shorter.params)


def test_a_page_that_is_not_full_leads_to_the_second_after_its_window() -> None:
    request = window_request("2026-03-02T00:00:00", "2026-03-02T14:59:59")

    kept, (onward,) = follow(request, page(99))

    assert kept
    assert ends(onward)[0] == dt.datetime.fromisoformat("2026-03-02T15:00:00")
    assert onward.delivery == request.delivery


def test_the_last_window_of_a_delivery_leads_nowhere() -> None:
    request = window_request("2026-03-02T00:00:00", "2026-03-28T23:59:59")

    assert follow(request, page(99)) == (True, ())


def test_a_window_that_failed_holds_up_no_other() -> None:
    request = window_request("2026-03-02T00:00:00", "2026-03-02T14:59:59")

    (onward,) = CONNECTOR.past(context(days=28), request)

    assert ends(onward)[0] == dt.datetime.fromisoformat("2026-03-02T15:00:00")


def test_a_quiet_stretch_makes_the_next_window_longer_and_a_busy_one_shorter() -> None:
    request = window_request("2026-03-02T00:00:00", "2026-03-02T14:59:59")

    (quiet,), (busy,) = (follow(request, page(count))[1] for count in (1, 95))

    assert ends(quiet)[1] > ends(busy)[1]


def test_a_window_too_narrow_to_cut_asks_for_every_notice_it_saw_and_goes_on() -> None:
    request = window_request("2026-03-02T10:00:00", "2026-03-02T10:00:01")

    kept, requests = follow(request, page(100))

    assert kept
    assert len(requests) == 101
    assert requests[0] == Request(
        f"{SPEC.base_url}/ocdsReleasePackages/0-2026",
        delivery=request.delivery,
        name="0-2026",
        is_probe=True,
    )
    assert ends(requests[-1])[0] == dt.datetime.fromisoformat("2026-03-02T10:00:02")
    assert follow(requests[0], page(1)) == (True, ())


def test_a_number_cannot_lead_to_another_address() -> None:
    request = window_request("2026-03-02T10:00:00", "2026-03-02T10:00:01")
    odd = json.dumps({"releases": [{"id": "../x?y=//host"}] * 100}).encode()

    asked = follow(request, odd)[1][0]

    assert asked.url == f"{SPEC.base_url}/ocdsReleasePackages/..%2Fx%3Fy%3D%2F%2Fhost"


def test_a_window_asked_before_is_asked_in_the_same_way() -> None:
    request = window_request("2026-03-02T00:00:00", "2026-03-02T14:59:59")
    former = window_request("2026-03-02T15:00:00", "2026-03-02T17:07:01")

    _, (onward,) = follow(request, page(80), replace(context(days=28), former=(former,)))

    assert onward.params == former.params


def test_a_window_asked_before_that_is_full_now_is_made_up_for_within_its_own_end() -> None:
    full = window_request("2026-03-02T15:00:00", "2026-03-03T10:00:00")
    before = replace(context(days=28), former=(full,))

    _, (shorter,) = follow(full, page(100), before)
    _, (rest,) = follow(shorter, page(20), before)

    assert ends(rest)[0] == ends(shorter)[1] + dt.timedelta(seconds=1)
    assert ends(rest)[1] == ends(full)[1]


def body_of(notices: Iterable[tuple[int, dt.datetime]]) -> bytes:
    releases = [
        {"ocid": f"o{number}", "id": f"{number:06}-2021", "date": f"{at.isoformat()}+01:00"}
        for number, at in notices
    ]
    return json.dumps({"releases": releases}).encode()


def walk(published: Sequence[dt.datetime], about: Context) -> tuple[list[int], list[Request]]:
    """Walk against a service that lists the newest hundred of a window; what landed, what asked."""
    queue, asked, kept = list(CONNECTOR.plan(about)), list[Request](), list[int]()
    while queue:
        request = queue.pop(0)
        asked.append(request)
        if not request.params:
            continue
        first, last = ends(request)
        assert first < last
        inside = [(n, at) for n, at in enumerate(published) if first <= at <= last]
        followed = CONNECTOR.follow(about, request, body_of(inside[-100:]))
        queue.extend(followed.requests)
        kept.extend(n for n, _ in inside[-100:] if followed.keep)
    return kept, asked


def days_of(first: dt.date, last: dt.date) -> Context:
    return context(first=first, last=last, night=NIGHT, days=28)


def test_walking_a_day_of_152_notices_finds_all_152_once() -> None:
    day = dt.date(2021, 5, 7)
    morning = dt.datetime.combine(day, dt.time(8))
    published = [morning + dt.timedelta(seconds=97 * n) for n in range(152)]

    kept, _ = walk(published, days_of(day, day))

    assert sorted(kept) == list(range(152))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 900), st.booleans())
def test_whatever_the_rhythm_every_notice_is_found_once(
    seed: int, a_day: int, at_night: bool
) -> None:
    chance = random.Random(seed)
    first, last = dt.date(2021, 10, 27), dt.date(2021, 11, 2)
    midnight = dt.datetime.combine(first, dt.time())
    hours = range(24) if at_night else range(9, 11)
    published = sorted(
        midnight
        + dt.timedelta(days=chance.randrange(7), hours=chance.choice(hours))
        + dt.timedelta(seconds=chance.randrange(3600))
        for _ in range(a_day * 7)
    )

    kept, asked = walk(published, days_of(first, last))

    assert sorted(kept) == list(range(len(published)))
    cuts = [request.params[2][1] for request in asked]
    assert not [cut for cut in cuts if "2021-10-31T01:00:00" <= cut < "2021-10-31T01:59:59"]


def test_a_second_with_more_notices_than_a_page_is_reached_in_few_steps() -> None:
    day = dt.date(2021, 5, 7)
    second = dt.datetime.combine(day, dt.time(10, 5, 14))
    around = [second + dt.timedelta(seconds=97 * n) for n in range(-40, 60) if n]

    kept, asked = walk(sorted([*around, *[second] * 130]), days_of(day, day))

    assert len(kept) == 99 + 100  # a page of the second itself; the numbers tell of the others
    assert sum(bool(request.params) for request in asked) <= 8


def test_a_month_as_the_service_was_measured_costs_few_requests() -> None:
    chance = random.Random(7)
    first, last = dt.date(2025, 9, 1), dt.date(2025, 9, 28)
    published = sorted(
        dt.datetime.combine(first + dt.timedelta(days=day), dt.time(hour))
        + dt.timedelta(seconds=chance.randrange(3600))
        for day in range(28)
        for hour in chance.choices(
            range(24), OFFICE_HOURS, k=chance.randint(370, 470) if day % 7 < 5 else 4
        )
    )

    kept, asked = walk(published, days_of(first, last))

    assert len(kept) == len(published)
    assert len(asked) <= 1.45 * math.ceil(len(published) / 100)


@pytest.mark.parametrize(
    ("span", "is_narrow"),
    [
        (("2026-10-25T01:00:00", "2026-10-25T01:59:59"), True),
        (("2026-10-25T00:59:59", "2026-10-25T01:59:59"), True),
        (("2026-10-25T00:59:58", "2026-10-25T01:59:59"), False),
        (("2026-10-18T01:00:00", "2026-10-18T01:59:59"), False),
        (("2026-10-18T01:00:00", "2026-10-18T01:00:01"), True),
        (("2026-10-18T01:00:00", "2026-10-18T01:00:02"), False),
    ],
)
def test_the_hour_that_happens_twice_is_one_window_at_least(
    span: tuple[str, str], is_narrow: bool
) -> None:
    start, end = map(dt.datetime.fromisoformat, span)

    assert Span(start, end).is_narrow is is_narrow


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


def landed(table: str) -> list[Mapping[str, str | None]]:
    document = Document(window_request("a", "b"), PAGE, "0" * 64, NIGHT)
    parsed = CONNECTOR.parse(context(), document)
    return [row.values for row in one_by_one(parsed) if row.table == table]


def test_a_release_lands_with_every_value_as_published() -> None:
    release = landed("releases")[0]

    whole = {EXTRA, "release_json"}
    assert {
        column: value for column, value in release.items() if column not in whole and value
    } == {
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
        "legal_basis_scheme": "UKPGA",
        "above_threshold": "false",
        "is_framework": "true",
        "framework_max_participants": "4",
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

    assert award.get("amount") is None
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
    assert json.loads(release[EXTRA] or "") == {"buyerID": [], "tender": {"title": None}}
    assert [place["region_code"] for place in landed("delivery_addresses")] == ["UKD7", "UKD6"]


def test_an_amendment_that_only_names_its_award_lands() -> None:
    award = landed("awards")[1]

    assert (award["ocid"], award["award_id"]) == ("ocds-h6vhtk-0f0003", "48")
    assert [change["amendment_id"] for change in landed("amendments")] == ["099903-2026"]


def test_a_release_without_a_number_is_rejected_at_its_place() -> None:
    document = Document(window_request("a", "b"), PAGE, "0" * 64, NIGHT)

    (reject,) = (x for x in CONNECTOR.parse(context(), document) if isinstance(x, Reject))

    assert (reject.code, reject.line) == ("no_release_id", 4)
    assert reject.excerpt == (
        '{"date":"2026-03-02T11:00:00Z","ocid":"ocds-h6vhtk-0f0004","tag":["tender"]}'
    )

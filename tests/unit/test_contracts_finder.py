"""Contracts Finder: no search without both ends of its window, and its old layouts land."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from ingest.model import Connector, Context, DeliveryKey, Document, Parsed, Reject, Request, Window
from ingest.registry import load_spec
from ingest.sources import contracts_finder
from tests.fakes import one_by_one

SOURCE = Path(contracts_finder.__file__)
SPEC = load_spec("contracts_finder")
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures/contracts_finder"
CONNECTOR: Connector = contracts_finder.build()
DELIVERY = DeliveryKey("contracts_finder", "contracts_finder", "2026-03-02--2026-03-02")
DAY = dt.date(2026, 3, 2)
CONTEXT = Context(SPEC, Window(DAY, DAY, dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)))
SEARCH = f"{SPEC.base_url}/Published/Notices/OCDS/Search"


def asked(request: Request) -> dict[str, str]:
    """Everything a request says, in its address and beside it; each thing once."""
    stated = [*parse_qsl(urlsplit(request.url).query), *request.params]
    assert len(stated) == len(dict(stated))
    return dict(stated)


def search(first: str = "2026-03-02T00:00:00", last: str = "2026-03-02T23:59:59") -> Request:
    params = (("limit", "100"), ("publishedFrom", first), ("publishedTo", last))
    return Request(SEARCH, params, DELIVERY)


def page(count: int, following: str = "") -> bytes:
    releases = [{"ocid": f"ocds-b5fd17-{n}", "id": str(n)} for n in range(count)]
    return json.dumps({"releases": releases, "links": {"next": following}}).encode()


def parse(name: str) -> list[Parsed]:
    document = Document(search(), FIXTURES / name, "0" * 64, CONTEXT.window.night)
    return list(CONNECTOR.parse(CONTEXT, document))


def landed(name: str, table: str) -> list[Mapping[str, str | None]]:
    columns = SPEC.tables[table].columns
    rows = [row.values for row in one_by_one(parse(name)) if row.table == table]
    assert all(values.keys() <= set(columns) for values in rows)
    return [{column: values.get(column) for column in columns} for values in rows]


def test_a_plan_asks_for_one_window_with_both_its_ends() -> None:
    assert list(CONNECTOR.plan(CONTEXT)) == [search()]


@pytest.mark.parametrize(
    "link",
    [
        f"{SEARCH}?cursor=abc=",
        f"{SEARCH}?publishedTo=2026-03-02T23:59:59&cursor=abc",
        f"{SEARCH}?publishedTo=&cursor=abc",
        "https://elsewhere.example/Published/Notices/OCDS/Search?cursor=abc",
        "/Published/Notices/OCDS/Search?limit=100&cursor=abc",
        "",
    ],
)
@pytest.mark.parametrize("count", [3, 100])
def test_no_request_is_ever_made_without_published_to(link: str, count: int) -> None:
    first = next(iter(CONNECTOR.plan(CONTEXT)))

    made = [first, *CONNECTOR.follow(CONTEXT, first, page(count, link)).requests]

    for request in made:
        stated = {**dict(parse_qsl(urlsplit(request.url).query)), **dict(request.params)}
        assert stated["publishedFrom"].startswith("2026-03-02T")
        assert stated["publishedTo"].startswith("2026-03-02T")
        assert stated["limit"] == "100"


def test_only_one_function_makes_requests() -> None:
    assert SOURCE.read_text("utf-8").count("Request(") == 1


def test_a_link_to_the_next_page_is_followed_as_the_service_wrote_it() -> None:
    link = f"{SEARCH}?cursor=cHVibGlzaGVkVG89==&limit=100"

    followed = CONNECTOR.follow(CONTEXT, search(), page(100, link))

    (following,) = followed.requests
    assert followed.keep
    assert following.url == link
    assert asked(following)["cursor"] == "cHVibGlzaGVkVG89=="
    assert following.delivery == DELIVERY


@pytest.mark.parametrize(
    "link",
    ["https://elsewhere.example/other/path?cursor=abc", "//elsewhere.example/x?cursor=abc",
     f"{SPEC.base_url}.elsewhere.example/?cursor=abc", "file:///etc/hosts?cursor=abc"],
)  # fmt: skip
def test_a_link_to_another_host_is_asked_of_our_own(link: str) -> None:
    (following,) = CONNECTOR.follow(CONTEXT, search(), page(100, link)).requests

    assert following.url == f"{SEARCH}?cursor=abc"


def test_a_full_page_without_a_link_is_asked_again_in_halves() -> None:
    followed = CONNECTOR.follow(CONTEXT, search(), page(100))

    assert not followed.keep
    assert followed.requests == (
        search("2026-03-02T00:00:00", "2026-03-02T11:59:59"),
        search("2026-03-02T12:00:00", "2026-03-02T23:59:59"),
    )


def test_a_chain_that_breaks_off_later_is_asked_again_in_halves_too() -> None:
    second = CONNECTOR.follow(CONTEXT, search(), page(100, f"{SEARCH}?cursor=abc")).requests[0]

    followed = CONNECTOR.follow(CONTEXT, second, page(100))

    assert [asked(request)["publishedTo"] for request in followed.requests] == [
        "2026-03-02T11:59:59",
        "2026-03-02T23:59:59",
    ]
    assert all("cursor" not in asked(request) for request in followed.requests)


def test_a_page_that_links_to_itself_does_not_go_round_for_ever() -> None:
    link = f"{SEARCH}?cursor=stuck"
    second = CONNECTOR.follow(CONTEXT, search(), page(100, link)).requests[0]

    followed = CONNECTOR.follow(CONTEXT, second, page(100, link))

    assert second not in followed.requests
    assert len(followed.requests) == 2


def test_the_last_page_leads_nowhere() -> None:
    followed = CONNECTOR.follow(CONTEXT, search(), page(37))

    assert (followed.requests, followed.keep) == ((), True)


def test_a_full_page_of_two_seconds_is_kept_as_it_is() -> None:
    request = search("2026-03-02T10:00:00", "2026-03-02T10:00:02")

    followed = CONNECTOR.follow(CONTEXT, request, page(100))

    assert (followed.requests, followed.keep) == ((), True)


def test_an_estimate_keeps_both_its_ends_and_its_notice() -> None:
    release = landed("page.json", "releases")[0]

    assert (release["value_min_amount"], release["value_amount"]) == ("40000", "60000")
    assert (release["cpv_code"], release["cpv_codes"]) == ("45442110", "45442110;44810000")
    assert (release["suitable_sme"], release["suitable_vcse"]) == ("true", "false")
    assert release["contract_end_at"] == "2026-11-30T23:59:59Z"
    assert (release["notice_type"], release["document_type"]) == (None, "awardNotice")
    assert release["notice_url"] == "https://notices.example/Notice/11111111"
    assert release["description"] == "Line one\r\nLine two"


def test_one_award_to_two_suppliers_has_one_value() -> None:
    award = landed("page.json", "awards")[0]
    suppliers = landed("page.json", "award_suppliers")[:2]

    assert (award["amount"], award["currency"]) == ("57500", "GBP")
    assert [supplier["award_id"] for supplier in suppliers] == [award["award_id"]] * 2


def test_organisations_of_the_old_layout_land_as_parties() -> None:
    old = [p for p in landed("page.json", "parties") if p["release_id"] == "old-2"]

    assert [(p["roles"], p["party_id"], p["party_name"]) for p in old] == [
        ("buyer", None, "Department for Lighthouses"),
        ("supplier", "0", "EXAMPLE LAMPS LTD"),
    ]
    assert (old[1]["identifier_scheme"], old[1]["identifier_id"]) == ("GB-COH", "99900003")
    assert json.loads(old[1]["_extra"] or "") == {"identifier": {"uri": None}}


def test_suppliers_of_the_old_layout_keep_what_each_was_to_be_paid() -> None:
    old = [s for s in landed("page.json", "award_suppliers") if s["release_id"] == "old-2"]

    assert [(s["supplier_name"], s["amount"], s["is_sme"], s["is_vcse"]) for s in old] == [
        ("EXAMPLE LAMPS LTD", "12.50", "true", "false"),
        ("EXAMPLE GLASS LTD", None, "true", "true"),
    ]


def test_dates_and_suitability_of_the_old_layout_are_read() -> None:
    release = landed("page.json", "releases")[1]

    assert release["contract_start_at"] == "2020-03-01T00:00:00Z"
    assert release["contract_end_at"] == "2021-02-28T00:00:00Z"
    assert (release["suitable_sme"], release["suitable_vcse"]) == ("true", "false")


def test_a_release_without_a_date_is_rejected_at_its_place() -> None:
    found = [(i.code, i.line) for i in parse("page.json") if isinstance(i, Reject)]

    assert found == [("no_date", 3)]


def test_the_harvesters_csv_lands_by_physical_line() -> None:
    parsed = parse("harvester.csv")

    assert [(row.line, row.values["ocid"]) for row in one_by_one(parsed)][:1] == [
        (2, "ocds-b5fd17-1")
    ]
    assert [(i.code, i.line) for i in parsed if isinstance(i, Reject)] == [
        ("unreadable", 5),
        ("no_ocid", 6),
    ]
    first, second = landed("harvester.csv", "releases")
    assert (first["tags"], first["title"]) == ("award;contract", "Two\nlines")
    assert (first["value_amount"], second["value_amount"]) == ("about 5000", "35000.10")
    assert [s["supplier_name"] for s in landed("harvester.csv", "award_suppliers")] == [
        "EXAMPLE ONE LTD",
        "EXAMPLE TWO LTD",
    ]
    assert json.loads(second["_extra"] or "")["package"]["uri"] == "https://notices.example/2"


@pytest.mark.parametrize(
    "text",
    [
        "releases\\0\\ocid,releases\\0\\id,releases\\0\\date,releases\\0\\title\no,1,d,café\n",
        'releases/0/ocid,releases/0/id,releases/0/date,releases/0/title\r\no,1,d,"café"\r\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_the_csv_is_read_with_either_separator_and_either_encoding(
    text: str, encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "day.csv"
    path.write_bytes(text.encode(encoding))

    parsed = CONNECTOR.parse(CONTEXT, Document(search(), path, "0" * 64, CONTEXT.window.night))

    (row,) = (row for row in one_by_one(parsed) if row.table == "releases")
    assert (row.values["ocid"], row.values["release_title"]) == ("o", "café")


def test_a_quote_escaped_with_a_backslash_does_not_break_the_csv(tmp_path: Path) -> None:
    path = tmp_path / "day.csv"
    headings = "releases/0/ocid,releases/0/id,releases/0/date,releases/0/title"
    path.write_text(f'{headings}\no,1,d,"the \\"old\\", quay"\n', "utf-8")

    parsed = CONNECTOR.parse(CONTEXT, Document(search(), path, "0" * 64, CONTEXT.window.night))

    (row,) = (row for row in one_by_one(parsed) if row.table == "releases")
    assert row.values["release_title"] == 'the "old", quay'

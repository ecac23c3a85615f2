"""The replay publishers over real HTTP: as exact, as careless and as silent as the real ones."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import requests

from replay.filed import CLUSTER_NOTICE, CLUSTER_PROCESSES
from replay.render.companies_house import PRODUCT
from replay.server import running
from replay.services.ckan import SHELL, TWIN
from replay.services.pages import BY_YEAR, PAGES
from replay.services.reference import NSPL_ITEM, ONSPD_ITEM

pytestmark = pytest.mark.loopback

NO_LIMIT = 1e7
"""So fast that the limits are never met."""
REAL_TIME = 1
DAY = ("2021-05-07T00:00:00", "2021-05-07T23:59:59")
SEARCH = "contracts_finder/Published/Notices/OCDS/Search"


@pytest.fixture(scope="module")
def root() -> Iterator[str]:
    with running(seed=7, speed=NO_LIMIT) as address:
        yield address


def find_a_tender(root: str, **parameters: str) -> Any:
    answer = requests.get(
        f"{root}/find_a_tender/ocdsReleasePackages", params=parameters, timeout=10
    )
    answer.raise_for_status()
    return answer.json()


def contracts_finder(root: str, **parameters: str) -> Any:
    return requests.get(f"{root}/{SEARCH}", params=parameters, timeout=10).json()


def keys(page: Any) -> set[tuple[str, str]]:
    return {(release["ocid"], release["id"]) for release in page["releases"]}


def following_cursors(root: str) -> set[tuple[str, str]]:
    page = find_a_tender(root, updatedFrom=DAY[0], updatedTo=DAY[1])
    found = keys(page)
    while "next" in page["links"]:
        page = requests.get(page["links"]["next"], timeout=10).json()
        found |= keys(page)
    return found


def splitting(root: str, first: dt.datetime, last: dt.datetime) -> set[tuple[str, str]]:
    page = find_a_tender(root, updatedFrom=first.isoformat(), updatedTo=last.isoformat())
    if "next" not in page["links"]:
        return keys(page)
    middle = first + dt.timedelta(seconds=(last - first).seconds // 2)
    second = dt.timedelta(seconds=1)
    return splitting(root, first, middle) | splitting(root, middle + second, last)


def test_a_client_that_follows_the_cursor_is_given_103_of_the_day_of_152_and_not_told(root):
    assert len(following_cursors(root)) == 103


def test_a_client_that_splits_its_window_is_given_all_152(root):
    first, last = (dt.datetime.fromisoformat(text) for text in DAY)
    assert len(splitting(root, first, last)) == 152


def test_a_window_of_the_county_holds_more_than_a_page(root):
    page = find_a_tender(root, updatedFrom="2025-05-20T00:00:00", updatedTo="2025-05-20T23:59:59")
    assert len(page["releases"]) == 100
    assert "next" in page["links"]


def test_a_single_second_cannot_be_split_but_its_notices_can_be_asked_for_by_number(root):
    page = find_a_tender(root, updatedFrom="2023-11-14T10:05:14", updatedTo="2023-11-14T10:05:15")
    assert "next" in page["links"]
    one = requests.get(
        f"{root}/find_a_tender/ocdsReleasePackages/{CLUSTER_NOTICE}", timeout=10
    ).json()
    assert len(keys(one)) == CLUSTER_PROCESSES


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"statuses": "x"}, "'statuses' is not recognised"),
        ({"limit": "0"}, "'limit'"),
        ({"limit": "101"}, "'limit'"),
        ({"updatedFrom": "2025-05-20"}, "'updatedFrom'"),
        ({"updatedFrom": "2025-05-20T25:00:00"}, "'updatedFrom'"),
        ({"updatedFrom": DAY[0], "updatedTo": DAY[0]}, "must be later than"),
        ({"stages": "pipeline"}, "'stages'"),
        ({"cursor": "%%"}, "'cursor'"),
    ],
)
def test_find_a_tender_refuses_what_it_does_not_know_and_says_why(root, parameters, complaint):
    answer = requests.get(
        f"{root}/find_a_tender/ocdsReleasePackages", params=parameters, timeout=10
    )
    assert answer.status_code == 400
    assert complaint in answer.json()["exception"]


def test_stages_with_a_comma_match_nothing_and_repeated_ones_match(root):
    window = {"updatedFrom": "2025-06-01T00:00:00", "updatedTo": "2025-08-01T00:00:00"}
    assert find_a_tender(root, **window, stages="tender,award")["releases"] == []
    url = f"{root}/find_a_tender/ocdsReleasePackages"
    both = requests.get(
        url, params=[*window.items(), ("stages", "tender"), ("stages", "award")], timeout=10
    ).json()
    assert {"tender", "award"} <= {tag for release in both["releases"] for tag in release["tag"]}


def test_of_unknown_notices_some_are_a_404_and_some_an_empty_list_whenever_they_are_asked(root):
    url = f"{root}/find_a_tender/ocdsReleasePackages"
    first, again = (
        [requests.get(f"{url}/{number:06d}-2020", timeout=10) for number in range(10)]
        for _ in range(2)
    )
    assert {answer.status_code for answer in first} == {200, 404}
    assert [one.status_code for one in again] == [one.status_code for one in first]
    assert all(one.json()["releases"] == [] for one in first if one.status_code == 200)


def test_a_number_no_float_can_hold_is_sent_as_it_was_seen(root):
    answer = requests.get(f"{root}/find_a_tender/ocdsReleasePackages/090001-2025", timeout=10)
    assert '"amount": 1e9999' in answer.text
    value = answer.json(parse_float=Decimal)["releases"][0]["tender"]["value"]
    assert value["amount"] == Decimal("1e9999")


def test_money_on_notices_is_written_digit_for_digit(root):
    page = requests.get(f"{root}/{SEARCH}", params={"limit": "100"}, timeout=10)
    amounts = [
        award["value"]["amount"]
        for release in page.json(parse_float=str)["releases"]
        for award in release.get("awards", [])
    ]
    assert amounts
    assert all(len(str(amount).rpartition(".")[2]) == 2 for amount in amounts)


def test_contracts_finder_without_an_end_stops_after_one_page_and_does_not_say_so(root):
    page = contracts_finder(root, publishedFrom="2024-04-01T00:00:00")
    assert len(page["releases"]) == 100
    assert "links" not in page


def test_contracts_finder_with_both_ends_can_be_read_to_the_last_page(root):
    bounds = {"publishedFrom": "2024-04-01T00:00:00", "publishedTo": "2026-04-01T00:00:00"}
    page = contracts_finder(root, **bounds)
    found, pages = keys(page), 1
    while "links" in page:
        page = requests.get(page["links"]["next"], timeout=10).json()
        assert not found & keys(page)
        found, pages = found | keys(page), pages + 1
    assert pages > 2
    by_tag = contracts_finder(root, **bounds, stages="award")
    assert keys(by_tag) <= found


def test_contracts_finder_ignores_what_it_does_not_know_and_refuses_a_large_page(root):
    page = contracts_finder(root, publishedTo="2026-04-01T00:00:00", keyword="x", limit="5")
    assert len(page["releases"]) == 5
    answer = requests.get(f"{root}/{SEARCH}", params={"limit": "200"}, timeout=10)
    assert answer.status_code == 400


def test_a_record_holds_the_releases_that_an_edit_took_out_of_the_search(root):
    bounds = {"publishedFrom": "2024-04-01T00:00:00", "publishedTo": "2026-04-01T00:00:00"}
    awards = contracts_finder(root, **bounds, stages="award")["releases"]
    longer = 0
    for release in awards:
        url = f"{root}/contracts_finder/Published/OCDS/Record/{release['ocid']}"
        history = requests.get(url, timeout=10).json()["records"][0]["releases"]
        longer += sum(one["tag"] == ["award"] for one in history) > 1
    assert longer > 0


def test_the_old_address_of_a_record_answers_with_an_error_in_json(root):
    url = f"{root}/contracts_finder/Published/Notice/records/ocds-b5fd17-1.json"
    answer = requests.get(url, timeout=10)
    assert (answer.status_code, answer.json()["errors"]) == (404, 3200)


def test_the_columns_of_a_days_notices_differ_from_one_day_to_the_next(root):
    base = f"{root}/contracts_finder/Harvester/Notices/Data/CSV"
    days = [requests.get(f"{base}/2024/6/{day}", timeout=10).content for day in range(1, 29)]
    headers = {day.splitlines()[0] for day in days if day.strip(b"\xef\xbb\xbf\r\n")}
    assert len(headers) > 1


@pytest.mark.parametrize(
    ("refuse_with", "says_when", "status", "retry_after"),
    [(429, True, 429, "120"), (429, False, 429, None), (503, True, 503, "120"),
     (504, False, 504, None)],
)  # fmt: skip
def test_find_a_tender_says_too_often_in_each_of_its_ways(
    refuse_with, says_when, status, retry_after
):
    with running(seed=7, speed=REAL_TIME, refuse_with=refuse_with, says_when=says_when) as root:
        url = f"{root}/find_a_tender/ocdsReleasePackages/{CLUSTER_NOTICE}"
        answers = [requests.get(url, timeout=10) for _ in range(13)]
    assert {answer.status_code for answer in answers[:12]} == {200}
    assert answers[12].status_code == status
    assert answers[12].headers.get("Retry-After") == retry_after


def test_contracts_finder_says_too_often_by_turns_in_html_and_in_text():
    with running(seed=7, speed=REAL_TIME) as root:
        answers = [
            requests.get(f"{root}/{SEARCH}", params={"limit": "1"}, timeout=10) for _ in range(14)
        ]
    assert [answer.status_code for answer in answers[12:]] == [403, 429]
    assert answers[12].text.startswith("<!DOCTYPE html>")
    assert "Retry-After" not in answers[12].headers


@pytest.mark.parametrize(
    "path",
    [
        f"companies_house/{PRODUCT}.zip",
        f"nspl/{NSPL_ITEM}/data",
        "local_authorities/uk_local_authorities_future.csv",
        f"onspd/{ONSPD_ITEM}/data",
        "deprivation/imd-2025.csv",
        "spend/fenwater/spend/2025-04.csv",
    ],
)
def test_a_file_that_has_not_changed_is_not_sent_again(root, path):
    first = requests.get(f"{root}/{path}", timeout=10)
    assert first.status_code == 200
    for name, header in {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}.items():
        headers = {header: first.headers[name]}
        again = requests.get(f"{root}/{path}", headers=headers, timeout=10)
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-None-Match": '"another"'}, 200),
        ({"If-Modified-Since": "Mon, 01 Apr 2024 00:00:00 GMT"}, 200),
        ({"If-Modified-Since": "yesterday"}, 200),
    ],
)
def test_a_file_that_the_client_has_in_another_form_is_sent(root, headers, status):
    url = f"{root}/spend/fenwater/spend/2025-04.csv"
    assert requests.get(url, headers=headers, timeout=10).status_code == status


@pytest.mark.parametrize("publisher_id", PAGES)
def test_every_page_links_to_what_is_there(root: str, publisher_id: str) -> None:
    url = f"{root}/spend/{publisher_id}/{PAGES[publisher_id]}"
    links = links_of(url)[1:]
    assert len(links) > (1 if publisher_id == BY_YEAR else 5)
    assert requests.get(links[0], timeout=10).status_code == 200


def links_of(url: str) -> list[str]:
    found = requests.get(url, timeout=10).text.split('href="')[1:]
    return [requests.compat.urljoin(url, link.partition('"')[0]) for link in found]


def test_a_list_of_several_pages_ends(root: str) -> None:
    url, pages = f"{root}/spend/aldermere_county/transparency/payments-over-500", 0
    while url:
        links, pages = links_of(url), pages + 1
        url = next((link for link in links if "?page=" in link), "")
    assert pages == 3


def test_a_list_by_financial_year_has_a_page_for_each(root: str) -> None:
    years = links_of(f"{root}/spend/aldminster_city/open-data/payments.html")[1:]
    assert [year.rpartition("/")[2] for year in years] == [
        "payments-2025-26.html",
        "payments-2024-25.html",
    ]
    assert len(links_of(years[1])[1:]) == 12


def test_the_county_asks_programs_to_leave_some_pages_that_are_there_alone(root: str) -> None:
    robots = requests.get(f"{root}/robots.txt", timeout=10).text
    assert "Disallow: /spend/*/private/" in robots
    links = links_of(f"{root}/spend/aldermere_ferries/private/spending")
    assert requests.get(links[-1], timeout=10).status_code == 200


CATALOGUE = "spend/heronsby/api/3/action"


def catalogued(root: str, **parameters: str) -> Any:
    url = f"{root}/{CATALOGUE}/package_search"
    return requests.get(url, params=parameters, timeout=10).json()["result"]


def test_a_catalogue_has_an_empty_shell_beside_the_twin_that_holds_the_files(root: str) -> None:
    found = {one["name"]: one["resources"] for one in catalogued(root)["results"]}
    assert found[SHELL] == []
    assert len(found[TWIN]) > 20


def test_a_catalogue_mislabels_files_and_links_to_one_that_is_gone(root: str) -> None:
    url = f"{root}/{CATALOGUE}/package_show"
    twin = requests.get(url, params={"id": TWIN}, timeout=10).json()["result"]
    assert {one["format"] for one in twin["resources"]} == {"CSV", "XLS", "HTML", ""}
    (gone,) = [one["url"] for one in twin["resources"] if "2024-11" in one["url"]]
    assert requests.get(gone, timeout=10).status_code == 404
    assert requests.get(url, params={"id": "no-such"}, timeout=10).status_code == 404


def test_a_catalogue_is_read_page_by_page_and_organisation_by_organisation(root: str) -> None:
    assert len(catalogued(root, rows="2", start="2")["results"]) == 1
    assert catalogued(root, fq="organization:elsewhere")["count"] == 0


def test_a_web_page_is_sent_as_csv_with_status_200(root):
    answer = requests.get(f"{root}/spend/heronsby/open-data/spend-2025-06.csv", timeout=10)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv")
    assert answer.content.startswith(b"<!DOCTYPE html>")


def test_a_month_that_was_not_published_is_not_there(root):
    answer = requests.get(f"{root}/spend/heronsby/open-data/spend-2024-11.csv", timeout=10)
    assert answer.status_code == 404


CONTENT = "spend/department_for_lighthouses/api/content/government/publications"


@pytest.mark.parametrize(
    ("slug", "status"),
    [
        ("department-for-lighthouses-spending-over-25000", 200),
        ("dfl-spend-over-25k", 303),
        ("dfl-spending-2010-to-2011", 410),
        ("no-such-page", 404),
    ],
)
def test_the_government_site_answers_moved_gone_and_unknown_pages_apart(root, slug, status):
    answer = requests.get(f"{root}/{CONTENT}/{slug}", allow_redirects=False, timeout=10)
    assert answer.status_code == status


SEARCH_PAGE = "spend/department_for_lighthouses/api/search.json"


def test_the_government_search_refuses_a_parameter_it_does_not_know(root: str) -> None:
    url = f"{root}/{SEARCH_PAGE}"
    assert requests.get(url, params={"q": "spending"}, timeout=10).status_code == 200
    assert requests.get(url, params={"colour": "red"}, timeout=10).status_code == 422
    assert requests.get(url, params={"count": "1501"}, timeout=10).status_code == 422


def test_the_government_search_is_cut_by_page_by_day_and_by_organisation(root: str) -> None:
    def found(**parameters: str) -> Any:
        return requests.get(f"{root}/{SEARCH_PAGE}", params=parameters, timeout=10).json()

    everything = found(count="100")
    assert [len(found(count="3", start=start)["results"]) for start in ("0", "3")] == [3, 1]
    february = found(filter_public_timestamp="from:2026-02-01,to:2026-02-28")
    assert (everything["total"], february["total"]) == (4, 2)
    assert found(filter_organisations="department-for-fog")["total"] == 0


def test_a_collection_holds_a_page_a_year_of_which_one_has_moved_and_one_is_gone(
    root: str,
) -> None:
    content = f"{root}/spend/tide_tables_office/api/content"
    collection = f"{content}/government/collections/tide-tables-office-spending"
    members = requests.get(collection, timeout=10).json()["links"]["documents"]
    statuses = [
        requests.get(content + one["base_path"], allow_redirects=False, timeout=10).status_code
        for one in members
    ]
    assert statuses == [404, 200, 303, 410]
    moved = requests.get(content + members[2]["base_path"], timeout=10).json()
    assert moved["title"] == members[2]["title"]
    titles = [one["title"] for one in moved["details"]["attachments"]]
    assert {"Spending over £25,000: April", "Spending over £500 by card: April"} <= set(titles)


def test_a_replaced_attachment_comes_back_under_a_new_address_and_the_old_one_is_gone(root):
    page = f"{CONTENT}/department-for-lighthouses-spending-over-25000"

    def january(address: str) -> str:
        attachments = requests.get(f"{address}/{page}", timeout=10).json()["details"]
        urls = [one["url"] for one in attachments["attachments"]]
        return next(url for url in urls if "2026-01" in url).removeprefix(address)

    before = january(root)
    assert requests.get(root + before, timeout=10).status_code == 200
    with running(seed=7, speed=NO_LIMIT, day=2) as next_night:
        assert january(next_night) != before
        assert requests.get(next_night + before, timeout=10).status_code == 404


def test_addresses_in_answers_name_the_host_that_was_asked_and_not_the_port_behind_it(root):
    headers = {"Host": "publishers.example"}
    page = f"{root}/{CONTENT}/department-for-lighthouses-spending-over-25000"
    content = requests.get(page, headers=headers, timeout=10).json()
    urls = [one["url"] for one in content["details"]["attachments"]]
    assert all(url.startswith("http://publishers.example/spend/") for url in urls)


def test_releases_name_the_public_service_so_that_bytes_do_not_depend_on_the_port(root):
    day = find_a_tender(root, updatedFrom="2025-07-07T00:00:00", updatedTo="2025-07-07T23:59:59")
    assert day["uri"].startswith("https://www.find-tender.service.gov.uk/api/1.0/ocdsRelease")


ARCHIVE = "contracts_finder_archive/api/3/action/package_search"


def archived(root: str, words: str) -> dict[str, Any]:
    answer = requests.get(f"{root}/{ARCHIVE}", params={"q": words, "rows": "100"}, timeout=10)
    return {one["name"]: one for one in answer.json()["result"]["results"]}


def test_a_month_of_the_archive_is_a_shell_and_two_twins_of_which_one_is_whole(root: str) -> None:
    found = archived(root, "Contracts Finder Notices 05 2024")
    slug = "contracts-finder-notices-05-2024"
    sizes = {name: len(one["resources"]) for name, one in found.items()}
    assert sizes[slug] == 0 < sizes[f"{slug}5"] < sizes[f"{slug}4"]
    assert found[f"{slug}5"]["metadata_modified"] > found[f"{slug}4"]["metadata_modified"]


def test_files_of_the_archive_differ_in_columns_and_separators_and_some_are_no_files(
    root: str,
) -> None:
    files = archived(root, "Contracts Finder Notices 05 2024")["contracts-finder-notices-05-20244"]
    answers = [requests.get(one["url"], timeout=10) for one in files["resources"]]
    headings = [one.content.splitlines()[0] for one in answers if one.status_code == 200]
    assert [one.status_code for one in answers].count(404) == 1
    assert len(set(headings)) > 2
    assert any(b"\\0\\" in one for one in headings)
    assert any(b"/0/" in one for one in headings)
    assert sum(one.startswith(b"<!DOCTYPE html>") for one in headings) == 1


def test_a_link_to_dropbox_leads_to_a_page_unless_it_asks_for_the_file(root: str) -> None:
    files = archived(root, "Contracts Finder Notices 04 2024")["contracts-finder-notices-04-20244"]
    link = files["resources"][0]["url"]
    assert link.startswith("http://www.dropbox.com/s/")
    path = link.replace("http://www.dropbox.com", root)
    assert requests.get(path, timeout=10).text.startswith("<!DOCTYPE html>")
    assert requests.get(path.replace("dl=0", "dl=1"), timeout=10).text.startswith("releases")


@pytest.mark.parametrize("source_id", ["public_contracts_scotland", "sell2wales"])
def test_a_month_of_a_type_without_notices_is_a_package_without_releases(
    root: str, source_id: str
) -> None:
    def month(**params: str) -> requests.Response:
        return requests.get(f"{root}/{source_id}/Notices", params=params, timeout=10)

    usual = month().json()
    assert usual["releases"] == month(dateFrom="03-2026", noticeType="2").json()["releases"]
    assert "releases" not in month(dateFrom="03-2026", noticeType="1").json()
    assert "releases" not in month(dateFrom="03-2019").json()
    assert month(noticeType="7").status_code == 500
    ocid = usual["releases"][0]["ocid"]
    one = requests.get(f"{root}/{source_id}/Notice", params={"id": ocid}, timeout=10).json()
    assert keys(one) == {(ocid, usual["releases"][0]["id"])}


def test_the_export_of_payment_practices_refuses_to_be_asked_for_its_head(root):
    url = f"{root}/payment_practices/export/csv/"
    assert requests.head(url, timeout=10).status_code == 405
    assert requests.get(url, timeout=10).content.startswith(b"\xef\xbb\xbfReport Id")


def test_a_year_of_statements_that_is_not_out_yet_is_a_404(root):
    files = f"{root}/modern_slavery/publicdownloads/StatementSummaries"
    assert requests.get(f"{files}2025.csv", timeout=10).status_code == 200
    assert requests.get(f"{files}2026.csv", timeout=10).status_code == 404


def test_pay_gap_files_hold_newlines_in_cells_a_person_and_fewer_columns_in_the_first_year(root):
    years = f"{root}/gender_pay_gap/viewing/download-data"
    first, later = (requests.get(f"{years}/{year}", timeout=10).text for year in (2023, 2024))
    assert "EmployerId" not in first
    assert "EmployerId" in later
    assert "Zebulon Quillfeather-Test (Chief Executive)" in later
    assert "WAY,\nNOWHERE-ON-MERE" in later

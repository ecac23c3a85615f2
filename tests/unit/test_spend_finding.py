import datetime as dt
import json
from dataclasses import replace

import pytest

from ingest.errors import DeclarationError, FetchError
from ingest.model import Context, DeliveryKey, Followed, Request, Window
from ingest.registry import load_spec
from ingest.sources.spend.finding import follow, plan
from ingest.specs import Finding, Publisher

NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
PAGE = "https://fog.example/spending/index.html"
BY_MONTH = r"(?P<month>[a-z]+)[ -](?P<year>[0-9]{4})"


def context(finding: Finding, first: str = "2025-01-15", last: str = "2025-05-02") -> Context:
    window = Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last), NIGHT)
    body = Publisher(publisher_id="fog_agency", title="Fog Agency", find=finding)
    return Context(load_spec("spend"), window, {body.publisher_id: body})


def followed(html: str, pattern: str = BY_MONTH) -> Followed:
    asked = context(Finding(kind="page", url=PAGE, link_pattern=pattern))
    return follow(asked, Request(PAGE, name="fog_agency"), html.encode())


def deliveries(found: Followed) -> list[tuple[str, str]]:
    return [(r.delivery.period, r.url) for r in found.requests if r.delivery]


@pytest.mark.parametrize("kind", ["page", "govuk_content"])
def test_a_body_with_an_index_is_asked_for_it(kind: str) -> None:
    asked = list(plan(context(Finding.model_validate({"kind": kind, "url": PAGE}))))
    assert asked == [Request(PAGE, name="fog_agency")]


def test_an_address_is_completed_from_the_base_of_the_source() -> None:
    here = context(Finding(kind="page", url="fog_agency/index.html"))
    spec = here.spec.model_copy(update={"base_url": "http://127.0.0.1:9/spend"})
    asked = list(plan(Context(spec, here.window, here.publishers)))
    assert [request.url for request in asked] == ["http://127.0.0.1:9/spend/fog_agency/index.html"]


def test_a_body_known_only_from_the_inbox_is_not_asked() -> None:
    assert list(plan(context(Finding(kind="inbox")))) == []


def test_an_address_that_says_the_month_is_asked_for_each_month_of_the_window() -> None:
    url = "https://fog.example/{year}/{month}/spend-{month_name}-{yy}.csv"
    asked = list(plan(context(Finding(kind="url_template", url=url), last="2025-02-01")))
    assert asked == [
        Request(
            "https://fog.example/2025/01/spend-january-25.csv",
            delivery=DeliveryKey("spend", "fog_agency", "2025-01"),
            name="spend-january-25.csv",
        ),
        Request(
            "https://fog.example/2025/02/spend-february-25.csv",
            delivery=DeliveryKey("spend", "fog_agency", "2025-02"),
            name="spend-february-25.csv",
        ),
    ]


def test_an_address_that_says_the_quarter_is_asked_for_once_a_quarter() -> None:
    url = "https://fog.example/{year}-q{quarter}.csv"
    asked = list(plan(context(Finding(kind="url_template", url=url))))
    assert [r.delivery.period for r in asked if r.delivery] == ["2025-Q1", "2025-Q2"]


def test_links_are_found_by_address_or_by_text_and_made_absolute() -> None:
    found = followed(
        '<a href="files/spend-april-2025.csv">Download</a>'
        "<p><a href='/d/42'>Spending, <b>March 2025</b> &amp; cards</a>"
        '<a href="about.html">About us</a>'
    )
    assert deliveries(found) == [
        ("2025-03", "https://fog.example/d/42"),
        ("2025-04", "https://fog.example/spending/files/spend-april-2025.csv"),
    ]
    assert not found.keep


def test_months_outside_the_window_are_not_asked_for() -> None:
    html = "".join(f'<a href="{m}-2025.csv">x</a>' for m in ("january", "may", "june"))
    assert [period for period, _ in deliveries(followed(html))] == ["2025-01", "2025-05"]


@pytest.mark.parametrize(
    ("name", "pattern", "period"),
    [
        ("Sept-24.csv", r"(?P<month>[a-z]+)-(?P<year>\d\d)", "2024-09"),
        ("2024-09.csv", r"(?P<year>\d{4})-(?P<month>\d\d)", "2024-09"),
        ("2024-Q3.csv", r"(?P<year>\d{4})-(?P<quarter>Q\d)", "2024-Q3"),
        ("2024-13.csv", r"(?P<year>\d{4})-(?P<month>\d\d)", "2024-13"),
        ("latest.csv", r"\.csv$", "latest"),
    ],
)
def test_the_period_is_what_the_name_says_or_else_the_name(
    name: str, pattern: str, period: str
) -> None:
    finding = Finding(kind="page", url=PAGE, link_pattern=pattern)
    asked = context(finding, first="2024-01-01")
    body = f'<a href="{name}">x</a>'.encode()
    assert deliveries(follow(asked, Request(PAGE, name="fog_agency"), body))[0][0] == period


def test_all_files_of_one_month_are_documents_of_one_delivery_in_the_order_of_their_names() -> None:
    html = '<a href="spend-april-2025.csv">a</a><a href="cards-april-2025.csv">b</a>'
    assert deliveries(followed(html)) == [
        ("2025-04", "https://fog.example/spending/cards-april-2025.csv"),
        ("2025-04", "https://fog.example/spending/spend-april-2025.csv"),
    ]


def test_files_without_a_period_are_deliveries_of_their_own_names() -> None:
    html = '<a href="new/latest.csv">a</a><a href="cards.csv">b</a><a href="old/latest.csv">c</a>'
    assert [period for period, _ in deliveries(followed(html, r"\.csv$"))] == [
        "cards",
        "latest",
        "latest",
    ]


def test_of_a_file_in_several_forms_only_the_plainest_is_asked_for() -> None:
    html = '<a href="april-2025.xlsx">a</a><a href="april-2025.csv">b</a>'
    assert [url for _, url in deliveries(followed(html))] == [
        "https://fog.example/spending/april-2025.csv"
    ]


def test_files_of_one_name_in_several_folders_are_all_asked_for() -> None:
    hrefs = [f"{one}/april-2025.csv" for one in ("a", "b", "c", "a")]
    hrefs += ["a/april-2025.csv#top", "http://fog.example/spending/a/april-2025.csv"]
    html = "".join(f'<a href="{href}">x</a>' for href in hrefs)
    found = deliveries(followed(html))
    assert [url.rsplit("/", 2)[-2] for _, url in found] == ["a", "b", "c"]
    assert {period for period, _ in found} == {"2025-04"}


def test_the_name_of_a_file_may_be_a_parameter_of_its_address() -> None:
    html = '<a href="/?wpdmdl=44201&amp;filename=March-25.csv">x</a>'
    (request,) = followed(html, r"filename=.*{month_name}-{yy}\.csv").requests
    assert (request.name, request.delivery) == (
        "March-25.csv",
        DeliveryKey("spend", "fog_agency", "2025-03"),
    )


def test_what_is_no_document_is_not_asked_for() -> None:
    html = (
        '<a href="mailto:fog@fog.example?subject=april-2025.csv">a</a><a href="may-2025.csv">b</a>'
    )
    assert [period for period, _ in deliveries(followed(html))] == ["2025-05"]


LISTED = Finding(
    kind="page",
    url=PAGE,
    link_pattern="{month_name}",
    page_pattern=r"\?page=[0-9]+$|/{financial_year}\.html$",
)


def pages(found: Followed) -> list[str]:
    return [request.url for request in found.requests if request.delivery is None]


def test_the_pages_of_a_list_are_asked_for_and_only_those_of_its_own_site() -> None:
    html = (
        '<a href="?page=2">2</a><a href="https://share.example/?page=2">Share</a>'
        '<a href="april-2025.csv">x</a>'
    )
    found = follow(context(LISTED), Request(PAGE, name="fog_agency"), html.encode())
    assert pages(found) == [f"{PAGE}?page=2"]
    assert found.requests[0].name == "fog_agency"


def test_the_page_of_a_year_outside_the_window_is_not_asked_for() -> None:
    years = ("2022-23", "2023-24", "2024-25", "2025-26")
    html = "".join(f'<a href="{year}.html">x</a>' for year in years)
    found = follow(context(LISTED), Request(PAGE, name="fog_agency"), html.encode())
    assert [url.rpartition("/")[2] for url in pages(found)] == ["2024-25.html", "2025-26.html"]


@pytest.mark.parametrize(
    ("address", "title", "text", "period"),
    [
        ("2024-25.html", "", "April", "2024-04"),
        ("2024-25.html", "", "March", "2025-03"),
        ("list.html", "Spending, 2024 to 2025", "January", "2025-01"),
        ("list.html", "", "January", "file"),
    ],
)
def test_a_page_says_the_year_that_its_links_leave_out(
    address: str, title: str, text: str, period: str
) -> None:
    finding = LISTED.model_copy(update={"page_pattern": "{financial_year}"})
    html = f'<title>{title}</title><a href="file">{text}</a>'.encode()
    page = Request(f"https://fog.example/spending/{address}", name="fog_agency")
    found = follow(context(finding, first="2024-01-01"), page, html)
    assert [one for one, _ in deliveries(found)] == [period]


def test_a_page_of_which_no_link_matches_is_a_failure_and_not_an_empty_list() -> None:
    with pytest.raises(FetchError, match=r"none of the 1 links of .* look whether the page has"):
        followed('<a href="about.html">About us</a>')


def test_a_further_page_may_be_empty() -> None:
    page = Request(f"{PAGE}?page=2", name="fog_agency")
    assert follow(context(LISTED), page, b"<p>Nothing yet</p>") == Followed(keep=False)


CONTENT = "https://www.gov.uk/api/content/government/collections/fog"


def govuk(details: dict[str, object], pattern: str = BY_MONTH, **content: object) -> Followed:
    asked = context(Finding(kind="govuk_content", url=CONTENT, link_pattern=pattern))
    body = json.dumps({"details": details, **content}).encode()
    return follow(asked, Request(CONTENT, name="fog_agency"), body)


def test_attachments_of_a_govuk_page_are_found_by_their_titles() -> None:
    attachment = {"url": "https://assets.example/media/1/a.csv", "title": "Fog, April 2025"}
    assert deliveries(govuk({"attachments": [attachment, {"attachment_type": "external"}]})) == [
        ("2025-04", "https://assets.example/media/1/a.csv")
    ]


def test_an_older_govuk_page_holds_its_attachments_as_html() -> None:
    document = '<a href="https://assets.example/media/2/b.csv">Fog, May 2025</a>'
    assert deliveries(govuk({"documents": [document]})) == [
        ("2025-05", "https://assets.example/media/2/b.csv")
    ]


def test_an_attachment_that_is_a_page_of_text_is_no_file() -> None:
    file = {"url": "https://assets.example/a.csv", "title": "Fog, April 2025"}
    text = {"url": "/government/x", "title": "Fog, April 2025", "attachment_type": "html"}
    assert len(govuk({"attachments": [text, file]}).requests) == 1


def test_a_collection_leads_to_its_pages_and_not_to_years_nobody_asked_for() -> None:
    finding = Finding(
        kind="govuk_content", url=CONTENT, link_pattern="csv", page_pattern="{financial_year}"
    )
    members = [
        {"base_path": "/government/publications/fog-2010", "title": "Fog, 2010 to 2011"},
        {"base_path": "/government/publications/fog-2024", "title": "Fog, 2024 to 2025"},
        {"base_path": "/government/publications/pay", "title": "Senior pay"},
    ]
    body = json.dumps({"title": "Fog", "links": {"documents": members}}).encode()
    found = follow(context(finding), Request(CONTENT, name="fog_agency"), body)
    assert found.requests == (
        Request(
            "https://www.gov.uk/api/content/government/publications/fog-2024", name="fog_agency"
        ),
    )


def test_a_file_that_comes_back_at_a_new_address_is_of_the_same_delivery() -> None:
    both = [
        govuk(
            {"attachments": [{"url": f"https://assets.example/{media}/a.csv", "title": "May 2025"}]}
        )
        for media in ("1", "2")
    ]
    first, second = (found.requests[0] for found in both)
    assert first.delivery == second.delivery
    assert first.url != second.url


SEARCHED = Finding(
    kind="govuk_search",
    organisation="fog-agency",
    query="spending",
    page_pattern="25,000",
    link_pattern=BY_MONTH,
)
KNOWN_TO_THE_SEARCH = {
    "q", "count", "start", "order", "fields", "filter_organisations",
    "filter_content_store_document_type", "filter_public_timestamp", "aggregate_organisations",
}  # fmt: skip


def test_a_search_is_asked_for_a_slice_of_days_at_a_time_up_to_the_night() -> None:
    asked = list(plan(context(SEARCHED, first="2024-06-01")))
    assert {request.url for request in asked} == {"https://www.gov.uk/api/search.json"}
    assert [dict(request.params)["filter_public_timestamp"] for request in asked] == [
        "from:2024-06-01,to:2025-06-01",
        "from:2025-06-02,to:2026-06-02",
    ]


def test_a_search_is_asked_the_same_the_next_night() -> None:
    here = context(SEARCHED)
    tomorrow = replace(here.window, night=NIGHT + dt.timedelta(days=1))
    assert list(plan(here)) == list(plan(replace(here, window=tomorrow)))


def test_a_search_is_asked_with_nothing_it_does_not_know() -> None:
    (request,) = plan(context(SEARCHED, first="2025-06-01"))
    assert {name for name, _ in request.params} <= KNOWN_TO_THE_SEARCH
    assert dict(request.params)["filter_organisations"] == "fog-agency"


def test_what_nobody_has_measured_of_the_search_is_a_setting() -> None:
    here = context(SEARCHED, first="2026-01-01")
    options = {"govuk_page_size": "7", "govuk_slice_days": "31"}
    asked = list(plan(replace(here, options=options)))
    assert [dict(request.params)["count"] for request in asked] == ["7", "7", "7"]
    with pytest.raises(DeclarationError, match="give a number above nothing"):
        list(plan(replace(here, options={"govuk_page_size": "many"})))


def searched(start: int, total: int, *results: dict[str, str]) -> Followed:
    (first,) = plan(context(SEARCHED, first="2025-06-01"))
    asked = replace(first, params=tuple({**dict(first.params), "start": str(start)}.items()))
    body = json.dumps({"results": results, "total": total, "start": start}).encode()
    return follow(context(SEARCHED), asked, body)


def test_a_search_leads_to_the_content_of_pages_that_match_and_to_the_rest_of_it() -> None:
    found = searched(
        2, 6,
        {"title": "Fog: spending over £25,000, May 2025", "link": "/government/publications/a"},
        {"title": "Fog: gifts", "link": "/government/publications/b"},
        {"title": "Fog: spending over £25,000 elsewhere", "link": "https://elsewhere.example/"},
    )  # fmt: skip
    content, rest = found.requests
    assert content.url == "https://www.gov.uk/api/content/government/publications/a"
    assert (dict(rest.params)["start"], rest.url) == ("5", "https://www.gov.uk/api/search.json")


@pytest.mark.parametrize("total", [0, 3])
def test_a_search_ends_where_nothing_more_is_found_and_may_find_nothing(total: int) -> None:
    assert searched(0, total) == Followed(keep=False)


CATALOGUED = Finding(
    kind="ckan",
    url="https://data.fog.example/api/3/action",
    organisation="fog-agency",
    page_pattern="^spending",
    link_pattern=BY_MONTH,
)


def dataset(title: str | None, *resources: dict[str, str | None]) -> dict[str, object]:
    return {"title": title, "resources": resources}


def catalogued(count: int, *datasets: dict[str, object]) -> Followed:
    (request,) = plan(context(CATALOGUED))
    body = {"success": True, "result": {"count": count, "results": datasets}}
    return follow(context(CATALOGUED), request, json.dumps(body).encode())


def test_a_catalogue_is_searched_for_an_organisation() -> None:
    (request,) = plan(context(CATALOGUED))
    assert request.url == "https://data.fog.example/api/3/action/package_search"
    assert dict(request.params) == {"fq": "organization:fog-agency", "rows": "100", "start": "0"}


def test_a_dataset_that_is_named_is_asked_for_by_its_name() -> None:
    finding = CATALOGUED.model_copy(update={"datasets": ("spend", "cards")})
    asked = list(plan(context(finding)))
    assert [(request.url.rpartition("/")[2], request.params) for request in asked] == [
        ("package_show", (("id", "spend"),)),
        ("package_show", (("id", "cards"),)),
    ]
    file = {"url": "https://fog.example/april-2025", "name": None}
    body = json.dumps({"success": True, "result": dataset("Anything", file)}).encode()
    assert [one for one, _ in deliveries(follow(context(finding), asked[0], body))] == ["2025-04"]


def test_the_files_of_matching_datasets_are_found_whatever_their_format_is_said_to_be() -> None:
    april = {"url": "https://fog.example/1", "name": "April 2025", "format": "HTML"}
    no_address = {"url": None, "name": "May 2025", "format": "CSV"}
    found = catalogued(
        4,
        dataset("Spending over £500"),
        dataset("Spending over £500", april, no_address),
        dataset("Allotments", {"url": "https://fog.example/3", "name": "April 2025"}),
    )
    assert deliveries(found) == [("2025-04", "https://fog.example/1")]
    assert [
        dict(request.params)["start"] for request in found.requests if not request.delivery
    ] == ["3"]


def test_a_catalogue_without_a_matching_file_is_a_failure_and_not_an_empty_list() -> None:
    with pytest.raises(FetchError, match="none of the 0 links"):
        catalogued(1, dataset("Spending over £500"))


def test_a_catalogue_that_says_no_is_a_failure() -> None:
    (request,) = plan(context(CATALOGUED))
    with pytest.raises(FetchError, match="did not answer with JSON"):
        follow(context(CATALOGUED), request, b'{"success": false, "error": {}}')


def test_an_index_that_is_not_what_was_declared_is_a_failure_and_not_an_empty_list() -> None:
    asked = context(Finding(kind="govuk_content", url=PAGE))
    with pytest.raises(FetchError, match="did not answer with JSON"):
        follow(asked, Request(PAGE, name="fog_agency"), b"<html>Sorry</html>")


@pytest.mark.parametrize("body", [b"[]", b'{"details": {"attachments": ["a.csv"]}}'])
def test_an_index_of_another_shape_is_a_failure_and_holds_up_no_other(body: bytes) -> None:
    asked = context(Finding(kind="govuk_content", url=PAGE))
    with pytest.raises(FetchError, match="did not answer with JSON"):
        follow(asked, Request(PAGE, name="fog_agency"), body)


def test_a_link_that_is_no_address_does_not_hold_up_the_others() -> None:
    html = '<a href="https://[to come]/may-2025.csv">a</a><a href="april-2025.csv">b</a>'
    assert [period for period, _ in deliveries(followed(html))] == ["2025-04"]


def test_a_file_that_was_asked_for_is_kept_and_leads_nowhere() -> None:
    request = Request(PAGE, delivery=DeliveryKey("spend", "fog_agency", "2025-04"))
    assert follow(context(Finding(kind="inbox")), request, b"x") == Followed()

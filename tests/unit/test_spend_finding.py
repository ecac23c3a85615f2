import datetime as dt
import json

import pytest

from ingest.errors import FetchError
from ingest.model import Context, DeliveryKey, Finding, Followed, Publisher, Request, Window
from ingest.registry import load_spec
from ingest.sources.spend.finding import follow, plan

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
        ("2025-04", "https://fog.example/spending/files/spend-april-2025.csv"),
        ("2025-03", "https://fog.example/d/42"),
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


def test_two_files_of_one_month_are_two_deliveries() -> None:
    html = '<a href="spend-april-2025.csv">a</a><a href="cards-april-2025.csv">b</a>'
    assert [period for period, _ in deliveries(followed(html))] == [
        "2025-04",
        "2025-04.cards-april-2025",
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
    assert len({period for period, _ in found}) == 3


def govuk(details: dict[str, object]) -> Followed:
    asked = context(Finding(kind="govuk_content", url=PAGE, link_pattern=BY_MONTH))
    body = json.dumps({"details": details}).encode()
    return follow(asked, Request(PAGE, name="fog_agency"), body)


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

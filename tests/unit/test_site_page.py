import csv
import itertools
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest

from pipelines.release.build import build_release
from pipelines.site.page import QUESTION
from pipelines.trace import trace_figure
from tests.unit.tiny_release import SCRIPT, TRACES, make_inputs

NOTICES = "https://example.org/notice/"


class Page(HTMLParser):
    """What a test asks of a page: its elements in order, its figures, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    inputs = make_inputs(tmp_path_factory.mktemp("night"))
    return build_release(inputs, lambda _message: None).release.path


@pytest.fixture(scope="module")
def page(release: Path) -> Page:
    return Page((release / "site" / "index.html").read_text("utf-8"))


def test_every_figure_of_the_page_adds_up_from_the_rows_it_names(release: Path, page: Page) -> None:
    figures = [one for one in page.all("data") if one["class"] == "figure"]
    rows = {}
    with duckdb.connect(str(release / "goldenthread.duckdb"), read_only=True) as found:
        for figure in figures:
            for trace in str(figure["data-trace"]).split():
                mart, key, column = trace.split("/")
                rows[trace] = found.execute(
                    f"select {column} from {mart} where row_key = ?", [key]
                ).fetchall()[0][0]
    assert len(figures) > 100
    for figure in figures:
        parts = [rows[trace] for trace in str(figure["data-trace"]).split()]
        assert sum(parts, Decimal(0)) == Decimal(str(figure["value"]))


def test_a_figure_of_the_page_can_be_followed_to_its_lines(release: Path, page: Page) -> None:
    figures = page.all("data")
    for figure in (figures[0], figures[len(figures) // 2], figures[-1]):
        for trace in str(figure["data-trace"]).split():
            assert trace_figure(release, trace).total is not None


def test_figures_without_and_with_vat_are_never_made_one(release: Path, page: Page) -> None:
    with duckdb.connect(str(release / "goldenthread.duckdb"), read_only=True) as found:
        basis = dict(
            found.execute(
                "select 'mart_spend_geography/' || row_key, vat_basis from mart_spend_geography "
                "union all select 'mart_spend_by_body_month/' || row_key, vat_basis "
                "from mart_spend_by_body_month"
            ).fetchall()
        )
    for figure in page.all("data"):
        names = {trace.rpartition("/")[0] for trace in str(figure["data-trace"]).split()}
        assert len({basis[name] for name in names if name in basis}) <= 1
    assert "must not be added up" in page.text


def test_the_list_of_figures_is_the_page(release: Path, page: Page) -> None:
    with (release / "site" / "figures.csv").open(encoding="utf-8", newline="") as file:
        listed = {(row["value_gbp"], row["trace"]) for row in csv.DictReader(file)}
    shown = {(str(one["value"]), str(one["data-trace"])) for one in page.all("data")}
    assert listed == shown


def test_the_page_runs_nothing_and_asks_nothing_of_anyone(release: Path, page: Page) -> None:
    assert page.all("script", "iframe", "object", "embed", "form", "base") == []
    policy = next(one for one in page.all("meta") if one.get("http-equiv"))
    assert str(policy["content"]).startswith("default-src 'none'")
    loaded = [str(one.get("src") or one.get("srcset")) for one in page.all("img", "source")]
    loaded += [str(one["href"]) for one in page.all("link")]
    assert [address for address in loaded if "//" in address.replace("http://www.w3", "")] == []
    assert [name for one in page.elements for name in one[1] if name.startswith("on")] == []


def test_the_page_of_a_real_place_leads_to_its_notices(page: Page) -> None:
    assert [one for one in page.all("a") if str(one["href"]).startswith(NOTICES)]
    assert "is invented." not in page.text.partition("On this page")[0]


def test_the_page_of_an_invented_place_says_so_first_and_leads_to_no_notice(
    tmp_path: Path, page: Page
) -> None:
    inputs = make_inputs(tmp_path, is_invented=True)
    release = build_release(inputs, lambda _message: None).release.path
    invented = Page((release / "site" / "index.html").read_text("utf-8"))
    assert "Everything on this page is invented." in invented.text.partition("On this page")[0]
    assert not [one for one in invented.all("a") if str(one["href"]).startswith(NOTICES)]
    asked = "select count(*) from mart_opportunities where notice_url is not null"
    with duckdb.connect(str(release / "goldenthread.duckdb"), read_only=True) as data:
        assert data.execute(asked).fetchone() != (0,), "the tables keep what the rule makes"


def test_markup_in_a_payee_is_text_on_the_page(release: Path, page: Page) -> None:
    assert SCRIPT in page.text
    assert SCRIPT not in (release / "site" / "index.html").read_text("utf-8")


def test_everything_the_page_links_to_in_the_release_is_there(release: Path, page: Page) -> None:
    for link in page.all("a"):
        address = str(link["href"])
        if address.startswith("#"):
            assert [one for one in page.elements if one[1].get("id") == address[1:]]
        elif not address.startswith("https://"):
            assert (release / "site" / address).resolve().is_file()
    for picture in page.all("img"):
        assert (release / "site" / str(picture["src"])).is_file()


def test_headings_go_down_one_step_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_table_and_picture_says_what_it_is(page: Page) -> None:
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(cell.get("scope") for cell in page.all("th"))
    assert all(str(picture["alt"]) for picture in page.all("img"))
    assert page.elements[0][1]["lang"] == "en-GB"


def test_what_was_refused_is_told_with_its_reason(page: Page) -> None:
    assert "Heronsby District Council , 2024-03: was refused. The address answers with" in page.text
    assert "Aldminster College , 2024-03: was not published." in page.text


def test_what_the_publisher_did_not_publish_is_told_apart_from_what_was_refused(page: Page) -> None:
    assert "Heronsby District Council 14 of 15 1 refused" in page.text
    assert "Aldminster College 6 of 7 1 not published" in page.text


def test_a_public_body_is_not_said_to_be_no_company_of_its_name(page: Page) -> None:
    reasons = page.text.partition("Why some of it is unknown")[2]
    assert re.search(
        r"the payee is a public body, and is not looked for on the register £", reasons
    )
    assert re.search(r"no one company of that name was found £", reasons)


def test_the_map_says_nothing_that_the_table_beside_it_does_not(release: Path, page: Page) -> None:
    for ending in ("", "-narrow"):
        drawn = (release / "site" / "charts" / f"districts{ending}.svg").read_text("utf-8")
        assert "<Moor>" not in drawn
        numbers = re.findall(r"<text[^>]*>([0-9,]+)</text>", drawn)
        assert len(numbers) == 2
        assert f"Brackenfold <Moor> {numbers[0]} " in page.text
        assert f"Fenwater {numbers[1]} " in page.text
        assert "Far away" not in drawn
        assert drawn.count("<path") == 3
    assert "Elsewhere" in page.text


def test_months_after_a_bodys_last_are_told_with_that_month(page: Page) -> None:
    assert "2 of 11 none after May 2025" in page.text
    assert "Heronsby District Council has no payment after May 2025" in page.text


def test_a_contract_is_on_the_clock_by_the_end_that_needs_a_decision(page: Page) -> None:
    assert "School meals Aldminster City Council" not in page.text
    assert "are past their end and may be running on options" in page.text


def test_frameworks_are_told_apart_from_contracts(page: Page) -> None:
    contracts, _, frameworks = page.text.partition("Frameworks that end within 18 months")
    assert "A framework is no contract" in frameworks
    assert "framework ceiling" in frameworks
    assert "framework ceiling" not in contracts


def test_what_may_come_next_is_told_with_how_sure_that_is(page: Page) -> None:
    assert re.search(
        r"Next, it seems: (planned|bids asked for|awarded) \(confidence: high\)", page.text
    )


def test_what_can_be_bid_for_is_on_the_page_with_its_last_day(page: Page) -> None:
    assert "Open: bids or interest are taken 5" in page.text
    assert "1 April 2026 1 day left" in page.text
    assert "Planned 6" in page.text


def test_a_market_that_can_be_joined_is_listed_apart_without_a_last_day(page: Page) -> None:
    told = page.text.partition("Dynamic markets that can be joined at any time 1")[2]
    assert told.index("Lamp lighting 25") < told.index("none") < told.index("Engaging")


def test_what_follows_what_is_told_only_where_it_is_likely(page: Page) -> None:
    told = page.text.partition("Who follows whom")[2]
    assert "until 31 March 2023" in told
    assert re.search(r"confidence of the link: (stated|high)", told)
    assert "confidence of the link: low" not in told


def test_every_buyer_on_the_clock_has_a_calendar_to_take(release: Path, page: Page) -> None:
    linked = {str(one["href"]) for one in page.all("a") if "/calendar/" in str(one["href"])}
    files = {f"../calendar/{path.name}" for path in (release / "calendar").glob("*.ics")}
    assert linked == files


def test_the_page_says_which_sources_state_no_terms(page: Page) -> None:
    assert (
        "1 source states no terms for the whole of it : Lamp Register documents (not" in page.text
    )
    assert "Register of lamps. Terms: not stated by anybody." in page.text
    assert "Free to use, with" not in page.text


def test_the_question_on_the_page_can_be_asked(release: Path) -> None:
    with duckdb.connect(str(release / "goldenthread.duckdb"), read_only=True) as found:
        assert len(found.execute(QUESTION).fetchall()) == 28


def test_the_page_is_light_enough_for_any_connection(release: Path) -> None:
    assert (release / "site" / "index.html").stat().st_size < 300_000
    assert sum(path.stat().st_size for path in (release / "site" / "charts").iterdir()) < 300_000


def test_a_place_where_nobody_published_a_payment_has_a_page_that_says_so(tmp_path: Path) -> None:
    inputs = make_inputs(tmp_path)
    with duckdb.connect(str(inputs.warehouse)) as warehouse:
        for table in [*TRACES, "fct_payments", "fct_contracts"]:
            warehouse.execute(f"delete from {table}")
    made = build_release(inputs, lambda _message: None).release.path / "site"
    page = Page((made / "index.html").read_text("utf-8"))
    assert "No payments have been published yet." in page.text
    assert page.all("data", "img") == []
    assert list((made / "charts").iterdir()) == []

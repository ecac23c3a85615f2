import datetime as dt
from decimal import Decimal

import duckdb
import pytest

from pipelines.site.charts import clock_chart, months_chart
from pipelines.site.figures import Ledger, interval, listed, percent, pounds, share, with_codes
from pipelines.site.places import latest_years
from pipelines.site.publishers import sentence
from pipelines.site.reading import day, month, web_address
from pipelines.site.spending import bodies


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "£0"),
        ("999.5", "£1,000"),
        ("340000", "£340,000"),
        ("1250000", "£1.2m"),
        ("123456789", "£123m"),
        ("2100000000", "£2.1bn"),
        ("-512.1", "\N{MINUS SIGN}£512"),
    ],
)
def test_pounds_are_short_enough_to_read(value: str, shown: str) -> None:
    assert pounds(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "unknown"),
        ("0", "0%"),
        ("0.001", "under 1%"),
        ("0.999", "over 99%"),
        ("1", "100%"),
        ("0.314", "31%"),
    ],
)
def test_a_share_never_looks_like_none_or_all_when_it_is_not(value: str | None, shown: str) -> None:
    assert percent(None if value is None else Decimal(value)) == shown


def test_a_share_is_shown_with_its_bounds() -> None:
    assert interval(Decimal("0.31"), Decimal("0.45")) == "31% to 45%"
    assert interval(Decimal("0.31"), Decimal("0.312")) == "31%"
    assert interval(None, None) == "unknown"


def test_a_body_without_an_area_has_no_share_of_one() -> None:
    with duckdb.connect() as release:
        release.execute("""
            create table mart_spend_geography as
            select *, 'Otterby' as publisher_name, 'net' as vat_basis, '2024-25' as financial_year,
                0.0 as own_area_gbp, 0.0 as same_region_gbp, 0.0 as elsewhere_gbp,
                5.0 as unknown_gbp, null as region_share_low, null as region_share_high
            from (values
                ('some', 's1', true, 0, 1), ('none', 'n1', false, null, null)
            ) as t (publisher_id, row_key, has_own_area, own_area_share_low, own_area_share_high)
        """)
        shown = latest_years(release, Ledger())
    assert [(row["own_area"], row["region"], row["has_area"]) for row in shown] == [
        ("no area declared", "unknown", False),
        ("0% to 100%", "unknown", True),
    ]


def test_a_month_between_two_is_missing_and_one_after_the_last_may_not_be_due() -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "create table mart_spend_by_body_month as select *, '2025-26' as financial_year, "
            "'net' as vat_basis, 1 as line_count from (values ('a', date '2025-04-01'), "
            "('a', date '2025-05-01'), ('a', date '2025-06-01'), ('a', date '2025-07-01'), "
            "('b', date '2025-04-01'), ('b', date '2025-06-01')) as t (publisher_id, spend_month)"
        )
        connection.execute(
            "create table mart_spend_geography as select distinct publisher_id, "
            "publisher_id as row_key, publisher_id as publisher_name, financial_year, vat_basis, "
            "1.0 as paid_gbp, 0.0 as unknown_redacted_gbp, 0.0 as unknown_person_gbp "
            "from mart_spend_by_body_month"
        )
        whole, short = (body["years"][0] for body in bodies(connection, Ledger()))
    assert (whole["seen"], whole["expected"], whole["missing"]) == (4, 4, 0)
    assert whole["last_month"] is None
    assert (short["seen"], short["expected"], short["missing"]) == (2, 4, 1)
    assert short["last_month"] == "June 2025"


def test_nothing_is_a_share_of_nothing() -> None:
    assert share(Decimal(1), Decimal(0)) is None
    assert share(Decimal(1), Decimal(-5)) is None
    assert share(None, Decimal(5)) is None
    assert share(Decimal(1), Decimal(4)) == Decimal("0.25")


def test_a_figure_carries_its_exact_value_and_every_row_it_is_made_of() -> None:
    ledger = Ledger()
    shown = ledger.add(Decimal("1234567.8900"), "mart_x", ["k1", "k2"], "paid_gbp", "Paid")
    html = shown.__html__()
    assert html.startswith('<data class="figure" value="1234567.8900"')
    assert 'data-trace="mart_x/k1/paid_gbp mart_x/k2/paid_gbp"' in html
    assert html.endswith(">£1.2m</data>")
    assert 'data-rows="2"' in html


def test_the_list_of_figures_is_safe_in_a_spreadsheet() -> None:
    ledger = Ledger()
    ledger.add(Decimal("-5"), "mart_x", ["k1"], "paid_gbp", "=SUM(A1)")
    assert ledger.as_csv().splitlines()[1] == ("'=SUM(A1),\N{MINUS SIGN}£5,-5,mart_x/k1/paid_gbp")


def test_what_was_never_stated_is_not_shown_as_nothing() -> None:
    ledger = Ledger()
    shown = ledger.add(None, "mart_x", ["k1"], "value_gbp", "Value")
    assert "not stated" in shown.__html__()
    assert ledger.figures == []


def test_dates_read_as_people_write_them() -> None:
    assert month(dt.date(2024, 4, 1)) == "April 2024"
    assert month(None) == "undated"
    assert day(dt.date(2026, 3, 1)) == "1 March 2026"


@pytest.mark.parametrize("address", [None, "", "javascript:alert(1)", "data:text/html,x", "//x"])
def test_only_addresses_of_the_web_are_linked_to(address: str | None) -> None:
    assert web_address(address) is None


def test_lists_read_as_sentences() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"


def test_a_column_in_a_description_is_code_and_markup_in_it_is_text() -> None:
    assert with_codes("`paid_gbp` < 0") == "<code>paid_gbp</code> &lt; 0"
    assert with_codes("`<b>`, it's one `") == "<code>&lt;b&gt;</code>, it&#39;s one `"


def test_a_chart_says_in_words_what_it_shows_and_is_the_same_every_time() -> None:
    rows = [
        {"month": dt.date(2024, n, 1), "words": words, "pounds": Decimal(n * 1000)}
        for n in (4, 5, 7)
        for words in ("with VAT", "without VAT")
    ]
    first, second = months_chart(rows), months_chart(rows)
    assert first == second
    assert set(first.svgs) == {"", "-narrow"}
    for svg in first.svgs.values():
        assert "<title>What was paid each month</title><desc>One panel" in svg
        assert "<script" not in svg
        assert "Paid each month, with VAT" in svg
        assert "Paid each month, VAT not stated" not in svg


def test_a_buyer_cannot_put_markup_into_a_chart() -> None:
    rows = [{"buyer_name": "<b>Buyer</b>", "ends": dt.date(2026, 9, 1), "contracts": 2}]
    drawing = clock_chart(rows, dt.date(2026, 3, 31))
    assert all("<b>" not in svg for svg in drawing.svgs.values())
    assert "&lt;b&gt;Buyer" in drawing.svgs[""]


def test_a_reason_reads_as_a_sentence() -> None:
    assert sentence("the table is empty") == "The table is empty."
    assert sentence("Not a table.") == "Not a table."
    assert sentence(None) == ""

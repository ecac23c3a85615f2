import pytest

from ingest.dates import DateFormat, format_of, looks_like_date, order_of
from ingest.errors import RefusedDocumentError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-07-03", "ymd"),
        ("2017-07-03 00:00:00", "ymd"),
        ("2010-06-01T00:00:00", "ymd"),
        ("2017/07/03", "ymd"),
        ("20170703", "ymd_compact"),
        ("201704", "ym_compact"),
        ("16 Mar 2011", "text_month"),
        ("9-Oct-12", "text_month"),
        ("10-Jul-14 ", "text_month"),
        ("13-November-2012", "text_month"),
        ("14/Sep/2012", "text_month"),
        ("Jun-20", "text_month_only"),
        ("March 2011", "text_month_only"),
        ("45044", "excel_serial"),
        ("", "none"),
        ("-", "none"),
        ("TBC", "unreadable"),
        ("00:00:00", "unreadable"),
        ("2017-02-30", "unreadable"),
        ("31-Foo-12", "unreadable"),
        ("99999", "unreadable"),
        ("\u00b2\u00b2\u00b2\u00b2\u00b2", "unreadable"),
        ("\u0662\u0660\u0661\u0667\u0660\u0667\u0660\u0663", "unreadable"),
    ],
)
def test_a_date_that_reads_one_way_only_says_how(text: str, expected: str) -> None:
    assert format_of(text, None) == expected


@pytest.mark.parametrize("text", ["03/07/2017", "3/7/17", "12.01.2010", "03-07-2017 00:00"])
def test_a_date_of_numbers_takes_the_order_of_its_column(text: str) -> None:
    assert format_of(text, "day_first") == DateFormat.DMY
    assert format_of(text, "month_first") == DateFormat.MDY


def test_a_date_that_no_calendar_has_is_unreadable_and_not_moved() -> None:
    assert format_of("31/02/2020", "day_first") == DateFormat.UNREADABLE
    assert format_of("00/01/1900", "day_first") == DateFormat.UNREADABLE


def test_one_first_part_above_twelve_makes_the_whole_column_day_first() -> None:
    assert order_of(["01/02/2020", "13/02/2020", "03/04/2020"], None, "x.csv") == "day_first"


def test_one_second_part_above_twelve_makes_the_whole_column_month_first() -> None:
    assert order_of(["01/02/2020", "4/30/2020"], None, "x.csv") == "month_first"


def test_proof_in_the_column_beats_what_the_publisher_declared() -> None:
    assert order_of(["4/30/2020"], "day_first", "2020-04") == "month_first"


def test_a_column_that_proves_both_orders_is_refused() -> None:
    with pytest.raises(RefusedDocumentError) as refusal:
        order_of(["13/02/2020", "02/13/2020"], "day_first", "2020-02")
    assert refusal.value.code == "mixed_date_orders"


def test_dates_swapped_by_a_spreadsheet_of_the_wrong_locale_are_refused() -> None:
    with pytest.raises(RefusedDocumentError) as refusal:
        order_of(["2010-01-06T00:00:00", "2010-11-06T00:00:00", "6/25/2010"], None, "x.csv")
    assert refusal.value.code == "mixed_date_orders"


def test_iso_dates_with_late_days_may_stand_beside_dates_of_numbers() -> None:
    assert order_of(["2010-06-25", "25/06/2010"], None, "x.csv") == "day_first"


def test_without_proof_the_declared_order_decides() -> None:
    assert order_of(["01/02/2020"], "month_first", "x.csv") == "month_first"


@pytest.mark.parametrize(
    ("period", "order"),
    [("2020-04", "day_first"), ("2020-Q2", "day_first"), ("2020-03", "month_first")],
)
def test_without_proof_the_period_decides_when_one_order_fits_it(period: str, order: str) -> None:
    assert order_of(["03/04/2020"], None, period) == order


@pytest.mark.parametrize("period", ["spend.csv", "2020-07", "2020-03.second-file"])
def test_a_column_nothing_decides_is_refused_as_ambiguous(period: str) -> None:
    with pytest.raises(RefusedDocumentError) as refusal:
        order_of(["03/04/2020", "04/03/2020"], None, period)
    assert refusal.value.code == "ambiguous_dates"


def test_a_quarter_may_be_the_financial_years_so_both_must_rule_an_order_out() -> None:
    assert order_of(["05/02/2019"], None, "2018-Q4") == "day_first"
    with pytest.raises(RefusedDocumentError):
        order_of(["01/02/2019"], None, "2018-Q4")


def test_a_column_without_dates_of_numbers_needs_no_order() -> None:
    assert order_of(["9-Oct-12", "2020-01-02", "", "TBC"], None, "x.csv") is None


def test_a_column_of_dates_is_told_from_a_column_of_amounts() -> None:
    assert looks_like_date("30/04/2020")
    assert not looks_like_date("1234.50")
    assert not looks_like_date("")

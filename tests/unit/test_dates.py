import datetime as dt
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import DateFormat, DateOrder, format_of, looks_like_date, order_of
from ingest.errors import RefusedDocumentError


def order(texts: Iterable[str], declared: DateOrder | None, hint: str) -> DateOrder | None:
    return order_of(Counter(texts), declared, hint)


def refusal(texts: Iterable[str], hint: str = "x.csv") -> str:
    with pytest.raises(RefusedDocumentError) as error:
        order(texts, None, hint)
    return error.value.code


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
    assert order(["01/02/2020", "13/02/2020", "03/04/2020"], None, "x.csv") == "day_first"


def test_one_second_part_above_twelve_makes_the_whole_column_month_first() -> None:
    assert order(["01/02/2020", "4/30/2020"], None, "x.csv") == "month_first"


def test_proof_in_the_column_beats_what_the_publisher_declared() -> None:
    assert order(["4/30/2020"], "day_first", "2020-04") == "month_first"


def test_a_column_that_proves_both_orders_is_refused() -> None:
    assert refusal(["13/02/2020", "02/13/2020"], "2020-02") == "mixed_date_orders"


def test_dates_swapped_by_a_spreadsheet_of_the_wrong_locale_are_refused() -> None:
    dates = ["2010-01-06T00:00:00", "2010-11-06T00:00:00", "6/25/2010"]
    assert refusal(dates) == "mixed_date_orders"


def test_iso_dates_with_late_days_may_stand_beside_dates_of_numbers() -> None:
    assert order(["2010-06-25", "25/06/2010"], None, "x.csv") == "day_first"


def test_without_proof_the_declared_order_decides() -> None:
    assert order(["01/02/2020"], "month_first", "x.csv") == "month_first"


@pytest.mark.parametrize(
    ("period", "expected"),
    [("2020-04", "day_first"), ("2020-Q2", "day_first"), ("2020-03", "month_first")],
)
def test_without_proof_the_period_decides_when_one_order_fits_it(
    period: str, expected: str
) -> None:
    assert order(["03/04/2020"], None, period) == expected


@pytest.mark.parametrize("period", ["spend.csv", "2020-07", "2020-03.second-file"])
def test_a_column_nothing_decides_is_refused_as_ambiguous(period: str) -> None:
    assert refusal(["03/04/2020", "04/03/2020"], period) == "ambiguous_dates"


def test_a_quarter_may_be_the_financial_years_so_both_must_rule_an_order_out() -> None:
    assert order(["05/02/2019"], None, "2018-Q4") == "day_first"
    assert refusal(["01/02/2019"], "2018-Q4") == "ambiguous_dates"


def test_a_column_without_dates_of_numbers_needs_no_order() -> None:
    assert order(["9-Oct-12", "2020-01-02", "", "TBC"], None, "x.csv") is None


def test_a_column_of_dates_is_told_from_a_column_of_amounts() -> None:
    assert looks_like_date("30/04/2020")
    assert not looks_like_date("1234.50")
    assert not looks_like_date("")


@pytest.mark.parametrize(
    "name",
    ["fog-over-25k-1004.csv", "FOG+OVER+25K+-+APRIL+2010.csv", "fog_Apr_10.csv", "201004.csv"],
)
def test_without_proof_the_months_that_the_name_of_a_file_can_mean_decide(name: str) -> None:
    assert order(["09/04/2010", "02/04/2010"], None, name) == "day_first"


def test_a_list_may_reach_into_the_month_beside_its_own() -> None:
    assert order(["01/09/2011"], None, "august 2011.csv") == "day_first"
    assert order(["09/01/2011"], None, "august 2011.csv") == "month_first"


def test_a_name_of_two_meanings_settles_only_what_both_settle() -> None:
    assert order(["08/12/2011"], None, "fog-1112.csv") == "day_first"
    assert order(["02/05/2014"], None, "fog jan-mar 2014.csv") == "month_first"
    assert refusal(["02/03/2014"], "fog jan-mar 2014.csv") == "ambiguous_dates"


def test_one_typing_error_in_a_hundred_lines_does_not_make_a_column_unreadable() -> None:
    column = ["23/05/2014"] * 60 + ["06/05/2014"] * 39 + ["05/30/2014"]
    assert order(column, None, "x.csv") == "day_first"
    assert format_of("05/30/2014", "day_first") == DateFormat.UNREADABLE


def test_more_than_one_contradiction_in_a_hundred_lines_is_no_typing_error() -> None:
    assert refusal(["23/05/2014"] * 98 + ["05/30/2014"] * 2) == "mixed_date_orders"


def test_more_than_ten_contradictions_are_no_typing_errors_however_long_the_column() -> None:
    column = Counter({"23/05/2014": 9_000, "05/30/2014": 11})
    with pytest.raises(RefusedDocumentError):
        order_of(column, None, "x.csv")
    assert order_of(column - Counter({"05/30/2014": 1}), None, "x.csv") == "day_first"


def test_days_that_changed_places_with_months_show_against_the_month_of_the_file() -> None:
    swapped = ["13/05/2013", "28/05/2013", "05/03/2013", "05/08/2013", "05/09/2013"]
    assert refusal(swapped, "fog-may-13.csv") == "mixed_date_orders"
    assert order(swapped, None, "fog.csv") == "day_first"
    assert order(["13/05/2013", "28/05/2013", "03/05/2013"], None, "may-13") == "day_first"


def test_a_column_of_times_without_days_needs_no_order() -> None:
    assert order(["00:00:00"], None, "x.csv") is None


DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2039, 12, 31))
WAYS = {
    "%d/%m/%Y": "dmy",
    "%d-%m-%y": "dmy",
    "%d.%m.%Y %H:%M": "dmy",
    "%m/%d/%Y": "mdy",
    "%Y-%m-%d": "ymd",
    "%Y/%m/%d %H:%M:%S": "ymd",
    "%Y%m%d": "ymd_compact",
    "%d %b %Y": "text_month",
    "%d-%B-%y": "text_month",
    "%d%b%Y": "text_month",
}


@given(st.lists(DAYS, min_size=1), st.sampled_from(sorted(WAYS)))
def test_a_column_of_days_is_never_read_in_another_order_than_it_was_written(
    days: list[dt.date], way: str
) -> None:
    column = [day.strftime(way) for day in days]
    try:
        found = order(column, None, "x.csv")
    except RefusedDocumentError:
        assert all(day.day <= 12 for day in days)
        return
    assert {format_of(text, found) for text in column} == {WAYS[way]}


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_the_month_of_the_file_never_settles_an_order_wrongly(day: dt.date, way: str) -> None:
    try:
        found = order([day.strftime(way)], None, day.strftime("payments %B %Y.csv"))
    except RefusedDocumentError:
        assert day.day <= 12
        return
    assert found == ("day_first" if way == "%d/%m/%Y" else "month_first") or day.day == day.month


@given(st.text(max_size=20), st.sampled_from(["day_first", "month_first", None]))
def test_any_text_has_a_format(text: str, column: DateOrder | None) -> None:
    assert format_of(text, column) in DateFormat

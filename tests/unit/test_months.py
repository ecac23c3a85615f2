import pytest

from ingest.months import around, months_named


@pytest.mark.parametrize(
    ("name", "months"),
    [
        ("2025-04", [(2025, 4)]),
        ("Payments%20-%20July%202011.csv", [(2011, 7)]),
        ("FOG+OVER+25K+-+AUGUST+2011.csv", [(2011, 8)]),
        ("fog_sept14.xlsx", [(2014, 9)]),
        ("2012 october.csv", [(2012, 10)]),
        ("062015_lamps.csv", [(2015, 6)]),
        ("fog-over-25k-1005.csv", [(2010, 5)]),
        ("over-500-jul-sep-2017.csv", [(2017, 7), (2017, 8), (2017, 9)]),
        ("nov to jan 2013", [(2012, 11), (2012, 12), (2013, 1)]),
        ("20130402_lamps_jan13.csv", [(2013, 1)]),
        ("spend over 25000 of 2011", []),
        ("lamps.csv", []),
    ],
)
def test_a_name_means_the_months_it_says(name: str, months: list[tuple[int, int]]) -> None:
    assert sorted(months_named(name)) == months


def test_a_name_that_can_be_read_in_two_ways_means_the_months_of_both() -> None:
    assert months_named("fog-1112.csv") == {(2011, 12), (2012, 11)}


def test_a_quarter_may_be_the_calendars_or_the_financial_years() -> None:
    assert months_named("2025-Q1") == {(2025, month) for month in range(1, 7)}


def test_a_financial_year_is_twelve_months_unless_a_month_is_named_too() -> None:
    year = months_named("FY1516 lamps")
    assert (min(year), max(year), len(year)) == ((2015, 4), (2016, 3), 12)
    assert months_named("FY1516 lamps May 2015") == {(2015, 5)}


def test_around_a_month_are_the_ones_beside_it_in_whichever_year() -> None:
    assert around(frozenset({(2025, 12)})) == {(2025, 11), (2025, 12), (2026, 1)}

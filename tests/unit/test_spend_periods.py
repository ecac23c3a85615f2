"""A file's period is what its publisher calls it, put in the calendar, and never guessed."""

import datetime as dt

import pytest

from ingest.model import Window
from ingest.patterns import compiled
from ingest.sources.spend.periods import overlaps, period_named


@pytest.mark.parametrize(
    ("groups", "period"),
    [
        ({"year": "2025", "month": "04"}, "2025-04"),
        ({"year": "25", "month": "Sept"}, "2025-09"),
        ({"year": "2025", "month": "13"}, None),
        ({"year": "2025", "month": "fog"}, None),
        ({"year": "2025", "quarter": "1"}, "2025-Q1"),
        ({"year": "2025", "quarter": "Q4"}, "2025-Q4"),
        ({"year": "2017", "quarter": "jul"}, "2017-Q3"),
        ({"year": "2025", "quarter": "5"}, None),
        ({"financial_year": "2025-26", "month": "April"}, "2025-04"),
        ({"financial_year": "2025-26", "month": "March"}, "2026-03"),
        ({"financial_year": "2025/26", "quarter": "1"}, "2025-Q2"),
        ({"financial_year": "2025 to 2026", "quarter": "4"}, "2026-Q1"),
        ({"financial_year": "2025", "quarter": "January"}, "2026-Q1"),
        ({"financial_year": "2025-26", "year": "2026", "month": "March"}, "2026-03"),
        ({"financial_year": "2011-12"}, "FY2011-12"),
        ({"financial_year": "1999-00"}, None),
        ({"year": "2024"}, "2024"),
        ({"month": "04"}, None),
        ({}, None),
    ],
)
def test_the_period_is_that_of_the_calendar(groups: dict[str, str], period: str | None) -> None:
    assert period_named(groups) == period


@pytest.mark.parametrize(
    ("period", "within"),
    [
        ("2025-01", True),
        ("2025-05", True),
        ("2024-12", False),
        ("2025-06", False),
        ("2025-Q1", True),
        ("2025-Q2", True),
        ("2024-Q4", False),
        ("2025-Q3", False),
        ("2025", True),
        ("2024", False),
        ("FY2024-25", True),
        ("FY2025-26", True),
        ("FY2023-24", False),
        ("FY2011-12", False),
        ("latest", True),
        ("2024-13", True),
    ],
)
def test_a_period_outside_the_window_is_known_to_be(period: str, within: bool) -> None:
    night = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
    window = Window(dt.date(2025, 1, 15), dt.date(2025, 5, 2), night)
    assert overlaps(period, window) is within


@pytest.mark.parametrize(
    ("pattern", "text", "period"),
    [
        ("{month_name}[ _-]*{year}", "Payments April 2025 (CSV)", "2025-04"),
        ("{month_name}[ _-]*{yy}", "spend_sept_24.csv", "2024-09"),
        ("{month_name}[ _-]*{yy}", "SpendOver250Feb24", "2024-02"),
        ("{month_name}[ _-]*{yy}", "Spending May2025", "2025-05"),
        ("{month_name}[ _-]*{yy}", "marketing 20", None),
        ("{month_name}[ _-]*{yy}", "dismay 20", None),
        ("{year}-{month}", "spend-2025-04.csv", "2025-04"),
        ("{year}-{month}", "spend-2025-13.csv", None),
        ("{year}[ -]q{quarter}", "Spend 2025 Q3", "2025-Q3"),
        ("{financial_year}", "Spending, 2024 to 2025", "FY2024-25"),
        ("{financial_year}", "payments-2024-25.html", "FY2024-25"),
        ("{financial_year}", "payments-2024-2025.html", "FY2024-25"),
        ("{financial_year}", "Payments 2023/2024", "FY2023-24"),
    ],
)
def test_the_short_forms_of_a_pattern_find_what_publishers_write(
    pattern: str, text: str, period: str | None
) -> None:
    match = compiled(pattern).search(text)
    assert (period_named(match.groupdict()) if match else None) == period

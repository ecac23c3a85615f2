"""Gate 1 of the GDP deflators."""

from collections.abc import Mapping

from expectations.landed.common import landed_suite
from expectations.rules import Suite, none_where, rows_between, unique
from expectations.shapes import not_like

YEAR = "^[0-9]{4}[-/]([0-9]{2}|[0-9]{4})$"

DEFLATORS = landed_suite(
    "price_index.deflators",
    rows_between(1, severity="critical", because="an index without years is not one"),
    unique(["financial_year"], severity="critical", because="one value a year and release"),
    none_where(
        "years_are_financial_years",
        f"({not_like('financial_year', YEAR)}) or ({not_like('base_year', YEAR)})",
        severity="critical",
        because="HM Treasury writes 2016-17; a calendar year would be another index",
    ),
    none_where(
        "base_year_is_a_hundred",
        "financial_year = base_year and try_cast(index_value as decimal(18, 9)) <> 100",
        severity="critical",
        because="arithmetic: the base is 100 in the year that the title names",
        column="index_value",
    ),
    none_where(
        "index_is_positive",
        "coalesce(try_cast(index_value as decimal(18, 9)), 0) <= 0",
        severity="critical",
        because="arithmetic: money is divided by it",
        column="index_value",
    ),
)

SUITES: Mapping[str, Suite] = {"deflators": DEFLATORS}

"""Gate 2 of ``dim_dates``."""

from expectations.published.common import always_there, published_suite
from expectations.rules import none_where, rows_between

DAYS = 7305

SUITE = published_suite(
    "dim_dates",
    "date_day",
    rows_between(
        DAYS,
        DAYS,
        severity="critical",
        because="arithmetic: 2010-04-01 to 2030-03-31 is twenty years with five leap days",
    ),
    always_there("month_start", "financial_year", because="every day is in a month and a year"),
    none_where(
        "month_start_is_the_months_first",
        "month_start <> date_trunc('month', date_day)",
        severity="critical",
        because="arithmetic",
        column="month_start",
    ),
    none_where(
        "financial_year_begins_in_april",
        "cast(left(financial_year, 4) as integer)"
        " <> year(date_day) - case when month(date_day) < 4 then 1 else 0 end",
        severity="critical",
        because="the financial year of UK public bodies begins on 1 April",
        column="financial_year",
    ),
)

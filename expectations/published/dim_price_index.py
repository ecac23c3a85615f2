"""Gate 2 of ``dim_price_index``."""

from expectations.published.common import PROVENANCE_WHOLE, always_there, published_suite
from expectations.rules import none_where, unique
from expectations.shapes import not_like

SUITE = published_suite(
    "dim_price_index",
    "price_index_key",
    PROVENANCE_WHOLE,
    unique(
        ["release_label", "financial_year"],
        severity="critical",
        because="the model's grain: one value a release and financial year",
    ),
    always_there("release_label", "published_index", because="an index is a release's"),
    none_where(
        "years_are_financial_years",
        f"financial_year is null or {not_like('financial_year', '^[0-9]{4}-[0-9]{2}$')}",
        severity="critical",
        because="1 April to 31 March, written 2025-26; a calendar year has another index",
        column="financial_year",
    ),
    none_where(
        "factors_are_positive",
        "to_price_year <= 0 or published_index <= 0"
        " or (to_price_year is null) <> (price_year is null)",
        severity="critical",
        because="arithmetic: money is multiplied by it; null where no year is over",
        column="to_price_year",
    ),
    none_where(
        "the_price_year_is_one",
        "financial_year = price_year and (to_price_year <> 1 or is_not_over)",
        severity="critical",
        because="arithmetic: prices of a year are those of the year, and it is over",
        column="to_price_year",
    ),
)

"""Gate 2 of ``mart_spend_by_department``."""

from expectations.published.common import (
    VAT_BASIS_KNOWN,
    always_there,
    published_suite,
    share_within_bounds,
)
from expectations.published.dim_departments import MAPPED
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_spend_by_department",
    "row_key",
    VAT_BASIS_KNOWN,
    unique(
        ["publisher_id", "financial_year", "vat_basis", "department"],
        severity="critical",
        because="the model's grain: one row a body, financial year, VAT basis and label",
    ),
    always_there("publisher_id", "function_code", "paid_gbp", because="a figure is somebody's"),
    *MAPPED,
    share_within_bounds("function_share_low", "function_share_high"),
    none_where(
        "bounds_of_functions_only",
        "function_code in ('several', 'unmapped') and function_share_low is not null",
        severity="critical",
        because="arithmetic: what is not told has no share of its own, it widens the others'",
        column="function_share_low",
    ),
    none_where(
        "untold_shares_of_a_whole",
        "several_share < 0 or unmapped_share < 0 or several_share + unmapped_share > 1"
        " or (several_share is null) <> (unmapped_share is null)",
        severity="critical",
        because="arithmetic: parts of one whole; null without a whole",
        column="unmapped_share",
    ),
    none_where(
        "credits_are_credits",
        "credits_gbp > 0 or line_count < 1",
        severity="critical",
        because="arithmetic: credits are the negative lines, and a row is made of lines",
        column="credits_gbp",
    ),
)

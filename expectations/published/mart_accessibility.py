"""Gate 2 of ``mart_accessibility``."""

from expectations.published.common import (
    always_there,
    published_suite,
    share_within_bounds,
)
from expectations.published.conduct import counts_in_order, no_negative_count
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_accessibility",
    "row_key",
    unique(
        ["source_id", "buyer_organisation_key", "financial_year", "category"],
        severity="critical",
        because="the model's grain: one row a service, buyer, year and category",
    ),
    always_there("source_id", "financial_year", "category", because="the model's grain is whole"),
    no_negative_count("process_count", "lot_count", "award_count", "win_count"),
    counts_in_order(
        ("tender_count", "process_count"),
        ("process_with_lots_count + lots_unknown_count", "process_count"),
        ("no_lots_reason_count", "process_count"),
        ("days_known_count", "process_count"),
        ("suitable_sme_count + suitable_sme_unknown_count", "process_count"),
        ("suitable_vcse_count + suitable_vcse_unknown_count", "process_count"),
        ("sme_count + size_unknown_count", "win_count"),
        ("vcse_count + vcse_unknown_count", "win_count"),
        ("young_count + age_unknown_count", "win_count"),
        ("young_by_name_count", "age_by_name_count"),
        ("age_by_name_count", "age_unknown_count"),
        ("first_count + first_unknown_count", "win_count"),
    ),
    none_where(
        "quartiles_in_order",
        "days_to_bid_lower_quartile > days_to_bid_median"
        " or days_to_bid_median > days_to_bid_upper_quartile or days_to_bid_lower_quartile < 0"
        " or (days_known_count > 0) <> (days_to_bid_median is not null)",
        severity="critical",
        because="arithmetic: a quarter, a half and three quarters of the same days",
        column="days_to_bid_median",
    ),
    share_within_bounds("sme_share_low", "sme_share_high"),
    share_within_bounds("vcse_share_low", "vcse_share_high"),
    share_within_bounds("young_share_low", "young_share_high"),
    share_within_bounds("first_share_low", "first_share_high"),
)

"""Gate 2 of ``mart_spend_geography``."""

from expectations.published.common import (
    VAT_BASIS_KNOWN,
    adds_up,
    always_there,
    published_suite,
    share_within_bounds,
)
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_spend_geography",
    "row_key",
    VAT_BASIS_KNOWN,
    unique(
        ["publisher_id", "financial_year", "vat_basis"],
        severity="critical",
        because="the model's grain: one row a body, financial year and VAT basis",
    ),
    always_there("publisher_id", because="a figure is somebody's"),
    adds_up("paid_gbp", "own_area_gbp", "same_region_gbp", "elsewhere_gbp", "unknown_gbp"),
    adds_up(
        "unknown_gbp",
        "unknown_redacted_gbp",
        "unknown_person_gbp",
        "unknown_public_body_gbp",
        "unknown_no_company_gbp",
        "unknown_no_postcode_gbp",
        "unknown_postcode_not_found_gbp",
        "unknown_no_area_gbp",
        "unknown_place_divided_gbp",
    ),
    share_within_bounds("own_area_share_low", "own_area_share_high"),
    share_within_bounds("region_share_low", "region_share_high"),
    none_where(
        "region_holds_the_area",
        "own_area_share_low > region_share_low or own_area_share_high > region_share_high",
        severity="critical",
        because="arithmetic: a body's own area lies in its region",
        column="region_share_low",
    ),
    none_where(
        "no_share_without_a_whole",
        "(paid_gbp <= 0 or not has_own_area) and own_area_share_low is not null",
        severity="critical",
        because="arithmetic: a share of nothing, of a net credit or of no area means nothing",
        column="own_area_share_low",
    ),
)

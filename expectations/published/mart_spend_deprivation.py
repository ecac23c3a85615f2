"""Gate 2 of ``mart_spend_deprivation``."""

from expectations.published.common import (
    VAT_BASIS_KNOWN,
    adds_up,
    always_there,
    published_suite,
    share_within_bounds,
)
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_spend_deprivation",
    "row_key",
    VAT_BASIS_KNOWN,
    unique(
        ["publisher_id", "financial_year", "vat_basis", "supplier_imd_decile"],
        severity="critical",
        because="the model's grain: one row a body, financial year, VAT basis and decile",
    ),
    always_there("publisher_id", because="a figure is somebody's"),
    adds_up(
        "unknown_gbp",
        "unknown_redacted_gbp",
        "unknown_person_gbp",
        "unknown_public_body_gbp",
        "unknown_no_company_found_gbp",
        "unknown_no_postcode_gbp",
        "unknown_postcode_not_found_gbp",
        "unknown_not_in_england_gbp",
        "unknown_no_small_area_gbp",
        "unknown_area_not_in_index_gbp",
    ),
    none_where(
        "unknown_is_the_row_without_a_decile",
        "unknown_gbp <> case when supplier_imd_decile is null then paid_gbp else 0 end",
        severity="critical",
        because="arithmetic: unknown is a row of its own, and no part of another",
        column="unknown_gbp",
    ),
    none_where(
        "decile_is_one_of_ten",
        "supplier_imd_decile not between 1 and 10",
        severity="critical",
        because="a decile is 1, most deprived, to 10",
        column="supplier_imd_decile",
    ),
    share_within_bounds("share_low", "share_high"),
    none_where(
        "no_share_of_what_is_unknown",
        "supplier_imd_decile is null and share_low is not null",
        severity="critical",
        because="promise 2: the unknown widens the others' shares and has none of its own",
        column="share_low",
    ),
)

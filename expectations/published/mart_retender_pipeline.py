"""Gate 2 of ``mart_retender_pipeline``."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    always_there,
    in_list,
    published_suite,
)
from expectations.rules import none_where

SUITE = published_suite(
    "mart_retender_pipeline",
    "row_key",
    PROVENANCE_WHOLE,
    always_there("source_id", "ocid", "award_id", because="the model's grain is whole"),
    in_list(
        "end_date_quality",
        ("stated", "missing", "unreal"),
        because="promise 2: a missing end is told from an unreal one",
    ),
    none_where(
        "stated_end_present",
        "end_date_quality = 'stated' and end_date is null and latest_end_date is null",
        severity="critical",
        because="arithmetic: what is stated is in the row",
        column="end_date",
    ),
    none_where(
        "options_do_not_shorten",
        "end_date_quality = 'stated' and latest_end_date < end_date",
        severity="warning",
        because="the end with options is no earlier than the end; publishers mistype",
        column="latest_end_date",
    ),
    none_where(
        "marks_in_order",
        "mark_18_months_date >= mark_12_months_date or mark_12_months_date >= mark_6_months_date"
        " or mark_6_months_date >= mark_3_months_date",
        severity="critical",
        because="arithmetic: eighteen months before comes before twelve, six and three",
        column="mark_18_months_date",
    ),
    none_where(
        "value_has_kind_and_basis",
        "value_gbp is not null and (value_kind is null or vat_basis is null"
        " or vat_basis not in ('net', 'gross', 'unknown'))",
        severity="critical",
        because="promise 3: every figure says its kind and its VAT basis",
        column="value_gbp",
    ),
    none_where(
        "no_negative_value",
        "value_gbp < 0",
        severity="warning",
        because="a contract is not a credit note",
        column="value_gbp",
    ),
)

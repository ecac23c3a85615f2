"""Gate 2 of ``fct_awards``."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    always_there,
    in_list,
    published_suite,
)
from expectations.rules import Rule, none_where

ONE_VALUE_ROW = Rule(
    "one_value_row_an_award",
    "count(*) filter (where is_value_row)"
    " - count(distinct row(source_id, ocid, award_id)) filter (where is_value_row)",
    None,
    0,
    "critical",
    "arithmetic: an award with several suppliers has one value, counted once",
    column="is_value_row",
)

SUITE = published_suite(
    "fct_awards",
    "award_key",
    PROVENANCE_WHOLE,
    always_there("source_id", "ocid", "award_id", because="the model's grain is whole"),
    ONE_VALUE_ROW,
    none_where(
        "value_on_the_value_row_only",
        "award_gbp is not null and not coalesce(is_value_row, false)",
        severity="critical",
        because="promise 3: a value repeated for each supplier could be added up twice",
        column="award_gbp",
    ),
    none_where(
        "value_has_kind_and_basis",
        "award_gbp is not null and (value_kind is null or vat_basis is null"
        " or vat_basis not in ('net', 'gross', 'unknown'))",
        severity="critical",
        because="promise 3: every figure says its kind and its VAT basis",
        column="award_gbp",
    ),
    in_list(
        "is_value_row", ("true", "false"), because="promise 2: carries the value or not, never null"
    ),
    none_where(
        "supplier_count_positive",
        "supplier_count < 0",
        severity="critical",
        because="arithmetic",
        column="supplier_count",
    ),
    none_where(
        "no_negative_award",
        "award_gbp < 0",
        severity="warning",
        because="an award is not a credit note",
        column="award_gbp",
    ),
    none_where(
        "award_within_fifty_billion",
        "award_gbp > 50000000000",
        severity="warning",
        because="no UK award of that size is known; frameworks have been published by mistake",
        column="award_gbp",
    ),
)

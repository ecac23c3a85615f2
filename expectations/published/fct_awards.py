"""Gate 2 of ``fct_awards``."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    always_there,
    in_list,
    published_suite,
)
from expectations.published.contracts import END_DATE_RULES, value_rules
from expectations.rules import Rule, none_where, unique

ONE_CEILING = Rule(
    "one_value_row_a_ceiling",
    "count(*) filter (where is_value_row and counted) - count(distinct row(source_id, ocid,"
    " vat_basis, award_gbp)) filter (where is_value_row and counted)".replace(
        "counted",
        "value_kind = 'framework_ceiling' and award_gbp is not null and not is_cancelled",
    ),
    None,
    0,
    "critical",
    "promise 3: one ceiling over many awards counts once",
    column="is_value_row",
)

SUITE = published_suite(
    "fct_awards",
    "award_key",
    PROVENANCE_WHOLE,
    unique(
        ["source_id", "ocid", "award_id"],
        severity="critical",
        because="the model's grain: one row an award",
    ),
    always_there("source_id", "ocid", "award_id", because="the model's grain is whole"),
    in_list(
        "value_kind",
        ("framework_ceiling", "award", "call_off", "award_or_ceiling"),
        because="promise 3: every figure says what it is of",
    ),
    ONE_CEILING,
    none_where(
        "supplier_count_not_negative",
        "supplier_count < 0",
        severity="critical",
        because="arithmetic",
        column="supplier_count",
    ),
    *END_DATE_RULES,
    *value_rules("award_gbp"),
)

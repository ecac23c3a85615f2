"""Gate 2 of ``mart_contract_monitoring``."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    always_there,
    in_list,
    published_suite,
)
from expectations.published.conduct import (
    CONTRACT_STATUSES,
    counts_in_order,
    no_negative_count,
)
from expectations.rules import none_where

SUITE = published_suite(
    "mart_contract_monitoring",
    "row_key",
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    always_there("contract_key", "source_id", "ocid", because="a contract is somewhere published"),
    in_list(
        "indicators_duty_status",
        (*CONTRACT_STATUSES, "does_not_apply"),
        because="the closed list; where no duty applies nothing is missing",
    ),
    in_list(
        "performance_duty_status",
        (*CONTRACT_STATUSES, "does_not_apply"),
        because="the closed list; where no duty applies nothing is missing",
    ),
    no_negative_count(
        "indicators_agreed", "results_count", "change_count", "failure_count", "duty_count"
    ),
    counts_in_order(
        ("indicators_with_results", "indicators_agreed"),
        ("value_change_count", "change_count"),
        ("supplier_change_count", "change_count"),
        ("partial_termination_count", "failure_count"),
    ),
    none_where(
        "every_duty_is_found_missing_or_not_judged",
        "duty_count <> duties_with_evidence + duties_without_evidence + duties_not_judged",
        severity="critical",
        because="arithmetic: a duty is in one of three states",
        column="duty_count",
    ),
    none_where(
        "change_is_the_difference",
        "value_change_gbp <> value_after_gbp - value_before_gbp"
        " or (value_change_gbp is null) <> (value_after_gbp is null or value_before_gbp is null)",
        severity="critical",
        because="arithmetic: after less before",
        column="value_change_gbp",
    ),
    none_where(
        "only_what_ended_ended_well_or_badly",
        "is_normal_completion is not null and not coalesce(is_terminated, false)",
        severity="critical",
        because="promise 2: nothing is said of how a contract ended that still runs",
        column="is_normal_completion",
    ),
)

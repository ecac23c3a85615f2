"""Gate 2 of ``fct_contracts``."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    always_there,
    in_list,
    published_suite,
)
from expectations.published.contracts import COMPETITIONS, END_DATE_RULES, REGIMES, value_rules
from expectations.rules import none_where, unique

SUITE = published_suite(
    "fct_contracts",
    "contract_key",
    PROVENANCE_WHOLE,
    unique(
        ["source_id", "ocid", "contract_basis", "agreement_id"],
        severity="critical",
        because="the model's grain: one row an agreement",
    ),
    always_there("source_id", "ocid", "agreement_id", because="the model's grain is whole"),
    in_list(
        "value_kind",
        ("contract", "award", "call_off", "framework_ceiling", "award_or_ceiling"),
        because="promise 3: every figure says what it is of",
    ),
    in_list(
        "status",
        ("pending", "active", "complete", "terminated", "cancelled", "unknown"),
        because="what can become of an agreement",
    ),
    in_list("regime", REGIMES, because="UK procurement law, as the seed `legal_bases` has it"),
    in_list("competition", COMPETITIONS, because="the seed `competition_rules`, and unknown"),
    none_where(
        "cancelled_is_never_counted",
        "is_cancelled and is_counted",
        severity="critical",
        because="promise 3: what came to nothing is in no total",
        column="is_counted",
    ),
    none_where(
        "what_was_replaced_is_never_counted",
        "is_counted and replaced_by_contract_key is not null",
        severity="critical",
        because="promise 3: nothing is counted twice",
        column="is_counted",
    ),
    none_where(
        "a_copy_is_never_counted",
        "is_counted and duplicate_confidence in ('certain', 'likely')",
        severity="critical",
        because="promise 3: nothing is counted twice",
        column="is_counted",
    ),
    none_where(
        "a_copy_has_its_reason",
        "(duplicate_of_contract_key is null) <> (duplicate_rule is null)"
        " or (duplicate_of_contract_key is null) <> (duplicate_confidence is null)",
        severity="critical",
        because="promise 2: what agrees is said, and how sure that is",
        column="duplicate_rule",
    ),
    none_where(
        "value_has_its_source",
        "(contract_gbp is null) <> (value_source is null)",
        severity="critical",
        because="promise 4: a figure says where it stands",
        column="value_source",
    ),
    *END_DATE_RULES,
    *value_rules("contract_gbp"),
)

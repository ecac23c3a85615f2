"""Gate 2 of ``fct_contract_changes``."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    always_there,
    published_suite,
)
from expectations.rules import none_where, unique

SUITE = published_suite(
    "fct_contract_changes",
    "change_key",
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    unique(
        ["contract_key", "release_id", "change_number"],
        severity="critical",
        because="the model's grain: one row a change that a notice makes known",
    ),
    always_there("contract_key", "release_id", because="the model's grain is whole"),
    always_there("change_kind", because="promise 2: a change of nothing we know is `other`"),
    none_where(
        "the_change_is_the_difference",
        "value_change_gbp <> value_after_gbp - value_before_gbp",
        severity="critical",
        because="arithmetic",
        column="value_change_gbp",
    ),
    none_where(
        "no_change_without_both_values",
        "(value_change_gbp is null) <> (value_before_gbp is null or value_after_gbp is null)",
        severity="critical",
        because="promise 3: only values on one VAT basis are compared",
        column="value_change_gbp",
    ),
)

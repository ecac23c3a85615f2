"""Gate 2 of ``fct_contract_performance``."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    always_there,
    in_list,
    published_suite,
)
from expectations.rules import none_where, unique

SUITE = published_suite(
    "fct_contract_performance",
    "performance_key",
    PROVENANCE_WHOLE,
    unique(
        ["source_id", "ocid", "contract_id", "kind", "item_number"],
        severity="critical",
        because="the model's grain: one row a thing said of how an agreement is kept",
    ),
    always_there("source_id", "ocid", "contract_id", because="the model's grain is whole"),
    in_list(
        "kind",
        ("agreed_metric", "metric", "failure", "termination"),
        because="what notices say of how an agreement is kept",
    ),
    none_where(
        "only_an_end_is_a_completion",
        "kind <> 'termination' and is_normal_completion is not null",
        severity="critical",
        because="promise 2: completion is said of an end only",
        column="is_normal_completion",
    ),
    none_where(
        "only_a_failure_has_a_penalty",
        "kind <> 'failure' and penalty_gbp is not null",
        severity="critical",
        because="promise 2: a penalty is said of a failure only",
        column="penalty_gbp",
    ),
)

"""Gate 2 of ``fct_supplier_matches``."""

from expectations.published.common import (
    PROBABILITY_WITHIN_BOUNDS,
    PROVENANCE_WHOLE,
    SEVERAL_ARE_SEVERAL,
    always_there,
    in_list,
    published_suite,
)
from expectations.rules import none_where, unique

NAME_TIERS = (
    "corrected", "same_postcode", "exact_name", "previous_name", "likely_name", "none",
)  # fmt: skip
"""How a name alone can lead to a company, the surest first."""

SUITE = published_suite(
    "fct_supplier_matches",
    "award_supplier_key",
    PROVENANCE_WHOLE,
    unique(
        ["source_id", "ocid", "award_id", "supplier_number"],
        severity="critical",
        because="the model's grain: one row a supplier of an award",
    ),
    always_there("supplier_name", "evidence", because="promise 2: each match says why it is one"),
    in_list("match_tier", NAME_TIERS, because="promise 2: each match says how it was made"),
    in_list(
        "supplier_class",
        ("company", "charity_or_mutual", "unknown"),
        because="promise 6: who looks like a person is named in no published file",
    ),
    none_where(
        "a_company_exactly_where_there_is_a_match",
        "(match_tier = 'none') <> (company_number is null)"
        " or (match_tier = 'none') <> (unmatched_reason is not null)",
        severity="critical",
        because="promise 2: a weak match is none, and says why",
        column="company_number",
    ),
    PROBABILITY_WITHIN_BOUNDS,
    SEVERAL_ARE_SEVERAL,
)

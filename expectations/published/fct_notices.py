"""Gate 2 of ``fct_notices``."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    always_there,
    in_list,
    published_suite,
)
from expectations.published.contracts import REGIMES, value_rules
from expectations.rules import none_where, unique

SUITE = published_suite(
    "fct_notices",
    "notice_key",
    PROVENANCE_WHOLE,
    unique(
        ["source_id", "ocid", "release_id"],
        severity="critical",
        because="the model's grain: one row an ocid and release",
    ),
    always_there("source_id", "ocid", "release_id", because="the model's grain is whole"),
    always_there("published_date", because="OCDS 1.1: a release is dated"),
    none_where(
        "named_type_is_known_or_not",
        "(notice_type is null) <> (notice_type_known is null)",
        severity="critical",
        because="promise 2: a type that is named is one we know or not; no type is neither",
        column="notice_type_known",
    ),
    in_list(
        "stage",
        ("planning", "tender", "award", "contract", "implementation", "termination", "unknown"),
        because="the stages of OCDS 1.1, and unknown",
    ),
    in_list("regime", REGIMES, because="UK procurement law, as the seed `legal_bases` has it"),
    none_where(
        "new_regime_not_before_it_began",
        "regime = 'act_2023' and published_date < date '2024-10-01'",
        severity="warning",
        because="the Act began on 24 February 2025; test notices came weeks earlier",
        column="regime",
    ),
    *value_rules("estimate_gbp"),
)

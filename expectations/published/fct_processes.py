"""Gate 2 of ``fct_processes``."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    always_there,
    in_list,
    published_suite,
)
from expectations.published.contracts import COMPETITIONS, REGIMES, value_rules
from expectations.rules import none_where, unique

SUITE = published_suite(
    "fct_processes",
    "process_key",
    PROVENANCE_WHOLE,
    unique(
        ["source_id", "ocid"],
        severity="critical",
        because="the model's grain: one row a procurement",
    ),
    always_there("source_id", "ocid", "latest_release_id", because="a process has a release"),
    in_list("regime", REGIMES, because="UK procurement law, as the seed `legal_bases` has it"),
    in_list("competition", COMPETITIONS, because="the seed `competition_rules`, and unknown"),
    none_where(
        "competition_has_its_rule",
        "(competition = 'unknown') <> (competition_rule is null)",
        severity="critical",
        because="promise 2: what is known says by which rule",
        column="competition_rule",
    ),
    in_list(
        "stage",
        ("planning", "tender", "award", "contract", "ended", "cancelled", "unknown"),
        because="how far a procurement can have come",
    ),
    none_where(
        "days_to_bid_not_negative",
        "days_to_bid < 0",
        severity="critical",
        because="arithmetic: dates in the wrong order have no days between them",
        column="days_to_bid",
    ),
    none_where(
        "counts_not_negative",
        "lot_count < 0 or award_count < 0 or contract_count < 0 or release_count < 1",
        severity="critical",
        because="arithmetic",
    ),
    none_where(
        "fewer_small_bids_than_bids",
        "sme_bids_count > bids_count",
        severity="warning",
        because="arithmetic: a part is not more than the whole; buyers mistype",
        column="sme_bids_count",
    ),
    none_where(
        "least_estimate_is_no_more_than_the_estimate",
        "estimate_least_gbp < 0 or estimate_least_gbp > estimate_gbp",
        severity="warning",
        because="arithmetic: the least is not more than what is expected; buyers mistype",
        column="estimate_least_gbp",
    ),
    *value_rules("estimate_gbp", basis="estimate_vat_basis"),
)

"""Gate 2 of ``mart_insourcing_evidence``."""

from expectations.published.common import always_there, in_list, published_suite
from expectations.rules import none_where

KINDS = (
    "supplied_by_public_body",
    "moved_to_public_body",
    "moved_from_public_body",
    "ended_without_successor",
    "procurement_abandoned",
)
_MOVED = "evidence_kind in ('moved_to_public_body', 'moved_from_public_body')"

SUITE = published_suite(
    "mart_insourcing_evidence",
    "row_key",
    always_there("as_of_date", because="what stands changes from night to night"),
    in_list("evidence_kind", KINDS, because="what the model looks for"),
    none_where(
        "notices_lead_to_their_document",
        "_source_url is null or _raw_sha256 is null or ocid is null",
        severity="critical",
        because="promise 4, everything can be traced: each fact has its source",
        column="_raw_sha256",
    ),
    none_where(
        "public_bodies_are_named_with_who_says_so",
        "evidence_kind not in ('ended_without_successor', 'procurement_abandoned')"
        " and (public_body_names is null or public_body_evidence is null)",
        severity="critical",
        because="promise 2, nothing is guessed: a list or a declaration calls a body public",
        column="public_body_evidence",
    ),
    none_where(
        "a_move_is_between_two_agreements",
        f"({_MOVED}) <> (predecessor_contract_key is not null and confidence is not null)",
        severity="critical",
        because="arithmetic: what moved has a before and an after, and a link between them",
        column="predecessor_contract_key",
    ),
)

"""Gate 2 of ``fct_listed_entries``."""

from expectations.published.common import PROVENANCE_WHOLE, always_there, in_list, published_suite
from expectations.published.evidence import KINDS, TIER_KNOWN
from expectations.rules import none_where

SUITE = published_suite(
    "fct_listed_entries",
    "entry_key",
    PROVENANCE_WHOLE,
    TIER_KNOWN,
    in_list("list_kind", KINDS, because="the kinds that the template knows"),
    always_there("fact", because="a list says something of whoever is on it"),
    none_where(
        "matched_by_identifier_only",
        "(match_result = 'by_identifier') <> (organisation_key is not null)"
        " or (organisation_key is not null and (scheme is null or identifier is null))",
        severity="critical",
        because="feature 22: nothing is ever attached on a name alone",
        column="organisation_key",
    ),
)

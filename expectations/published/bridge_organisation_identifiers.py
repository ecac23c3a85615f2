"""Gate 2 of ``bridge_organisation_identifiers``."""

from expectations.published.common import always_there, published_suite
from expectations.rules import Rule, unique

ONE_OWNER = Rule(
    "company_number_has_one_owner",
    "count(*) filter (where scheme = 'GB-COH')"
    " - count(distinct identifier) filter (where scheme = 'GB-COH')",
    None,
    0,
    "critical",
    "Companies House issues a number once; dim_organisations holds every organisation once",
    column="identifier",
)

SUITE = published_suite(
    "bridge_organisation_identifiers",
    "identifier_key",
    unique(
        ["organisation_key", "scheme", "identifier"],
        severity="critical",
        because="the model's grain: one row an organisation and identifier",
    ),
    always_there("organisation_key", "scheme", "identifier", because="the model's grain is whole"),
    always_there("evidence", because="promise 4: every identifier says where it was read"),
    ONE_OWNER,
)

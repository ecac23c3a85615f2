"""Gate 2 of ``bridge_organisation_identifiers``."""

from expectations.published.common import (
    NO_CONTACT_POINT,
    NO_NATIONAL_INSURANCE_NUMBER,
    always_there,
)
from expectations.rules import Rule, Suite, unique

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

SUITE = Suite(
    "bridge_organisation_identifiers",
    (
        unique(
            ["organisation_key", "scheme", "identifier"],
            severity="critical",
            because="the model's grain: one row an organisation and identifier",
        ),
        always_there(
            "organisation_key", "scheme", "identifier", because="the model's grain is whole"
        ),
        always_there("evidence", because="promise 4: every identifier says where it was read"),
        ONE_OWNER,
        NO_CONTACT_POINT,
        NO_NATIONAL_INSURANCE_NUMBER,
    ),
)

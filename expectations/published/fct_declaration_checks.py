"""Gate 2 of ``fct_declaration_checks``."""

from expectations.published.common import always_there, in_list, published_suite
from expectations.published.evidence import (
    CHECKS,
    FINDINGS,
    FOUND_WHERE_FILED,
    NOT_JUDGED_SAYS_WHY,
)

SUITE = published_suite(
    "fct_declaration_checks",
    "check_key",
    in_list("check_id", CHECKS, because="the checks of the seed"),
    in_list("finding", FINDINGS, because="what a check can come to; none of it is a verdict"),
    always_there("organisation_key", because="a check is of somebody"),
    always_there("subject", because="the model's grain"),
    FOUND_WHERE_FILED,
    NOT_JUDGED_SAYS_WHY,
)

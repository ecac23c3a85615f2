"""Gate 2 of ``mart_declaration_checks``."""

from expectations.published.common import always_there, in_list, published_suite
from expectations.published.evidence import (
    CHECKS,
    FINDINGS,
    FOUND_WHERE_FILED,
    NOT_JUDGED_SAYS_WHY,
)
from expectations.rules import none_where

SUITE = published_suite(
    "mart_declaration_checks",
    "row_key",
    in_list("check_id", CHECKS, because="the checks of the seed"),
    in_list("finding", FINDINGS, because="what a check can come to; none of it is a verdict"),
    always_there("reference", because="each row states the duty it rests on"),
    FOUND_WHERE_FILED,
    NOT_JUDGED_SAYS_WHY,
    none_where(
        "nothing_is_missing_before_it_is_due",
        "(finding = 'not_found_in_the_register' and due_date >= as_of_date)"
        " or (days_since_due is not null and finding <> 'not_found_in_the_register')",
        severity="critical",
        because="a company has until the last day",
        column="finding",
    ),
)

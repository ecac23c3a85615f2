"""Gate 2 of ``fct_body_duties``."""

from expectations.published.common import always_there, in_list, published_suite
from expectations.published.conduct import (
    FOUND_WHERE_PUBLISHED,
    NOT_JUDGED_SAYS_WHY,
    no_negative_count,
)
from expectations.rules import none_where, unique

SUITE = published_suite(
    "fct_body_duties",
    "body_duty_key",
    unique(
        ["duty_id", "buyer_organisation_key", "period_start"],
        severity="critical",
        because="the model's grain: one row a duty, body and period",
    ),
    always_there("duty_id", "buyer_organisation_key", because="a notice is owed by somebody"),
    in_list("status", ("published", "not_judged"), because="none of these can be called missing"),
    NOT_JUDGED_SAYS_WHY,
    FOUND_WHERE_PUBLISHED,
    no_negative_count("notices_found"),
    none_where(
        "found_within_its_period",
        "found_date < period_start or found_date > period_end or period_start > as_of_date",
        severity="critical",
        because="arithmetic: a notice counts for the period it came out in",
        column="found_date",
    ),
)

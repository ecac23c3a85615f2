"""Gate 2 of ``fct_payee_matches``."""

from expectations.published.common import (
    CLASSES,
    PROBABILITY_WITHIN_BOUNDS,
    SEVERAL_ARE_SEVERAL,
    always_there,
    in_list,
    published_suite,
)
from expectations.published.fct_payments import MATCH_TIERS
from expectations.rules import none_where

SUITE = published_suite(
    "fct_payee_matches",
    "payee_match_key",
    always_there(
        "publisher_id", "payee_name", "evidence", because="promise 2: each match says why it is one"
    ),
    in_list("match_tier", MATCH_TIERS, because="promise 2: each match says how it was made"),
    in_list("payee_class", CLASSES, because="the closed list of payee classes"),
    none_where(
        "persons_are_left_out",
        "payee_class in ('person', 'redacted')",
        severity="critical",
        because="promise 6: a payee who looks like a person is named in no published file",
        column="payee_class",
    ),
    none_where(
        "a_company_exactly_where_there_is_a_match",
        "(match_tier = 'none') <> (company_number is null)",
        severity="critical",
        because="promise 2: a weak match is none",
        column="company_number",
    ),
    none_where(
        "a_stated_number_is_the_one_stated",
        "match_tier = 'stated_number' and company_number is distinct from stated_company_number",
        severity="critical",
        because="arithmetic: the match is that number, and `explain` names it",
        column="stated_company_number",
    ),
    PROBABILITY_WITHIN_BOUNDS,
    SEVERAL_ARE_SEVERAL,
)

"""Gate 2 of ``dim_red_flags``."""

from expectations.published.common import always_there, in_list, published_suite
from expectations.rules import none_where

BASES = ("documented", "name_and_fields", "ours")

SUITE = published_suite(
    "dim_red_flags",
    "flag_id",
    always_there("name", "meaning", "published_by", because="an indicator can be read by anyone"),
    in_list("about", ("process", "award", "contract"), because="what an indicator can be about"),
    in_list("definition_basis", BASES, because="promise 2: whose definition it is, is said"),
    none_where(
        "a_rule_where_we_look",
        "is_looked_for is null or is_looked_for <> (rule is not null)",
        severity="critical",
        because="what is looked for is looked for by a rule that can be read",
        column="rule",
    ),
)

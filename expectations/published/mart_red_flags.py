"""Gate 2 of ``mart_red_flags``."""

from expectations.published.common import (
    BASES,
    PROVENANCE_WHOLE,
    always_there,
    in_list,
    published_suite,
)
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_red_flags",
    "row_key",
    PROVENANCE_WHOLE,
    unique(
        ["flag_id", "subject_key"],
        severity="critical",
        because="the model's grain: one row a flag and what it asks about",
    ),
    always_there("flag_id", "subject_key", "process_key", because="the model's grain is whole"),
    always_there(
        "flag_name", "rule", "seen", because="a flag says what was seen and by which rule"
    ),
    in_list(
        "status",
        ("can_fire", "degraded"),
        because="a flag that cannot be told from a service's notices is not shown of them",
    ),
    in_list("limit_basis", ("documented", "ours"), because="who drew the line is said"),
    none_where(
        "degraded_says_what_was_done_instead",
        "(status = 'degraded') <> (instead is not null)",
        severity="critical",
        because="promise 2: what was taken in place of something else is said",
        column="instead",
    ),
    none_where(
        "amounts_say_kind_and_basis",
        "amount_gbp is not null and (value_kind is null or vat_basis is null"
        f" or vat_basis not in {BASES})",
        severity="critical",
        because="promise 3: every figure says its kind and its VAT basis",
        column="amount_gbp",
    ),
    none_where(
        "amounts_are_held_against_something",
        "(amount_gbp is null) <> (against_gbp is null)",
        severity="critical",
        because="an amount alone asks nothing",
        column="against_gbp",
    ),
    none_where(
        "suppliers_known_by_more_than_a_name",
        "(supplier_organisation_key is null) <> (supplier_name is null)",
        severity="critical",
        because="promise 6: a flag is about a supplier only where a number of it is stated",
        column="supplier_name",
    ),
)

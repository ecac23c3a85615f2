"""Gate 2 of ``mart_red_flag_applicability``."""

from expectations.published.common import always_there, in_list, published_suite
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_red_flag_applicability",
    "row_key",
    unique(
        ["flag_id", "source_id", "regime", "published_year"],
        severity="critical",
        because="the model's grain: one row an indicator, service, law and year",
    ),
    always_there(
        "flag_id", "source_id", "regime", "published_year", because="the model's grain is whole"
    ),
    always_there("why", "reason_code", because="every verdict gives its reason"),
    in_list("status", ("can_fire", "degraded", "cannot"), because="what a verdict can be"),
    none_where(
        "degraded_says_what_is_done_instead",
        "(status = 'degraded') <> (instead is not null)",
        severity="critical",
        because="promise 2: what is taken in place of something else is said",
        column="instead",
    ),
    none_where(
        "what_cannot_be_told_has_no_flags",
        "(status = 'cannot') <> (fired_count is null)",
        severity="critical",
        because="promise 2: that nobody could look is not that nothing was found",
        column="fired_count",
    ),
    none_where(
        "counts_in_order",
        "concerned_count > process_count or published_fields_count > concerned_count"
        " or our_fields_count > concerned_count",
        severity="critical",
        because="arithmetic: a part is no larger than its whole",
        column="concerned_count",
    ),
    none_where(
        "processes_with_flags_are_no_more_than_flags",
        "fired_process_count > fired_count"
        " or (fired_process_count is null) <> (fired_count is null)",
        severity="critical",
        because="arithmetic: a process with a flag has one at least",
        column="fired_process_count",
    ),
    none_where(
        "flags_where_their_rule_has_its_fields",
        "fired_process_count > our_fields_count",
        severity="warning",
        because="a rule cannot fire without what it needs: else the seed lists other fields",
        column="our_fields_count",
    ),
)

"""Gate 2 of ``mart_retender_pipeline``."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    always_there,
    in_list,
    published_suite,
)
from expectations.published.standing import STATES, in_list_if_there
from expectations.rules import none_where

SUITE = published_suite(
    "mart_retender_pipeline",
    "row_key",
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    always_there("contract_key", "source_id", "ocid", because="the model's grain is whole"),
    in_list("state", STATES, because="the closed list; an end nobody stated is not an end to come"),
    in_list(
        "end_date_quality",
        ("stated", "missing", "unreal"),
        because="promise 2: a missing end is told from an unreal one",
    ),
    none_where(
        "on_the_clock_while_an_end_is_to_come",
        "is_on_clock is distinct from"
        " (state in ('not_started', 'live', 'on_options', 'unknown_start'))",
        severity="critical",
        because="what has ended, come to nothing or has no known end needs no reminder",
        column="is_on_clock",
    ),
    none_where(
        "marks_only_before_a_stated_end",
        "(mark_18_months_date is null) <> (end_date_quality <> 'stated')"
        " or (mark_3_months_date is null) <> (end_date_quality <> 'stated')",
        severity="critical",
        because="promise 2: no reminder is made of a day that cannot be right",
        column="mark_3_months_date",
    ),
    none_where(
        "marks_in_order",
        "mark_18_months_date >= mark_12_months_date or mark_12_months_date >= mark_6_months_date"
        " or mark_6_months_date >= mark_3_months_date or mark_3_months_date >= end_date"
        " or latest_mark_18_months_date >= latest_mark_12_months_date"
        " or latest_mark_12_months_date >= latest_mark_6_months_date"
        " or latest_mark_6_months_date >= latest_mark_3_months_date"
        " or latest_mark_3_months_date >= latest_end_date",
        severity="critical",
        because="arithmetic: eighteen months before comes before twelve, six, three and the day",
        column="mark_18_months_date",
    ),
    none_where(
        "latest_marks_are_later",
        "latest_mark_3_months_date < mark_3_months_date",
        severity="critical",
        because="arithmetic: marks of the latest end are there where it is a later day",
        column="latest_mark_3_months_date",
    ),
    in_list_if_there(
        "notices_seen_confidence",
        ("stated", "high", "medium", "low"),
        because="the closed list of how sure a link is",
    ),
    none_where(
        "notices_seen_whole",
        "(notices_seen_count > 0) <> (notices_seen is not null)"
        " or (notices_seen is null) <> (notices_seen_confidence is null)"
        " or (notices_seen is null) <> (notices_seen_rule is null)"
        " or (notices_seen is null) <> (next_step is null)",
        severity="critical",
        because="promise 2: nothing is linked without saying how sure that is, and why",
        column="notices_seen",
    ),
    none_where(
        "value_has_kind",
        "value_gbp is not null and value_kind is null",
        severity="critical",
        because="promise 3: every figure says its kind",
        column="value_gbp",
    ),
    none_where(
        "no_negative_value",
        "value_gbp < 0",
        severity="warning",
        because="a contract is not a credit note",
        column="value_gbp",
    ),
)

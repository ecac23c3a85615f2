"""Gate 2 of ``mart_engagement``."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    always_there,
    in_list,
    published_suite,
)
from expectations.rules import none_where

SUITE = published_suite(
    "mart_engagement",
    "row_key",
    PROVENANCE_WHOLE,
    always_there("process_key", "first_notice_date", because="a notice has its day"),
    in_list(
        "notice_kind",
        ("engagement", "engagement_or_plan"),
        because="promise 2: what may be only a plan is not called engagement",
    ),
    in_list(
        "outcome",
        ("awarded", "tendered", "cancelled", "overdue", "nothing_yet"),
        because="the closed list of what can have come of it",
    ),
    none_where(
        "a_call_has_its_day_and_its_place",
        "is_tender_seen <> (tender_published_date is not null)"
        " or is_tender_seen <> (followed_in is not null)"
        " or (outcome = 'tendered' and not is_tender_seen)",
        severity="critical",
        because="promise 4: what is said to have followed can be looked up",
        column="tender_published_date",
    ),
    none_where(
        "notices_in_order",
        "notice_count < 1 or first_notice_date > last_notice_date",
        severity="critical",
        because="arithmetic: the first is no later than the last",
        column="notice_count",
    ),
)

"""Gate 2 of ``mart_opportunities``."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    always_there,
    in_list,
    published_suite,
)
from expectations.published.standing import in_list_if_there
from expectations.rules import none_where

STATES = (
    "planned",
    "engaging",
    "open",
    "closed",
    "no_deadline",
    "decided",
    "cancelled",
    "taken_further",
    "lapsed",
    "unknown",
)

NO_LAST_DAY = (
    "is_dynamic_market and deadline_date is null and notice_types not like '%UK16%'"
    " and (notice_types like '%UK14%' or notice_types like '%UK15%')"
)
"""A dynamic market that its notices say was established, and do not say ceased."""

SUITE = published_suite(
    "mart_opportunities",
    "row_key",
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    always_there("process_key", "source_id", "ocid", because="the model's grain is whole"),
    in_list("state", STATES, because="the closed list; what is over is not open"),
    in_list_if_there(
        "deadline_kind",
        ("tender", "expression_of_interest", "engagement"),
        because="the closed list of what a last day is for",
    ),
    none_where(
        "open_until_its_last_day",
        f"state = 'open' and not coalesce(deadline_date >= as_of_date, {NO_LAST_DAY}, false)"
        " or state = 'closed' and not coalesce(deadline_date < as_of_date, false)",
        severity="critical",
        because="promise 2: open is what a published last day says, or a market that did not cease",
        column="deadline_date",
    ),
    none_where(
        "days_left_of_what_can_be_acted_on",
        "days_left < 0 or (days_left is not null and state not in ('open', 'engaging'))"
        f" or (days_left is null and state = 'open' and not coalesce({NO_LAST_DAY}, false))",
        severity="critical",
        because="arithmetic: days from the day of the release to the last day",
        column="days_left",
    ),
    none_where(
        "no_negative_estimate",
        "estimate_gbp < 0 or estimate_least_gbp < 0",
        severity="warning",
        because="nobody plans to be paid for buying",
        column="estimate_gbp",
    ),
)

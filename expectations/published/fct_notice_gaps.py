"""Gate 2 of ``fct_notice_gaps``."""

from expectations.published.common import always_there, in_list, published_suite
from expectations.rules import none_where, unique

STATUSES = ("recovered", "no_publication", "empty", "failed", "not_landed", "not_asked")

SUITE = published_suite(
    "fct_notice_gaps",
    "notice_gap_key",
    unique(
        ["source_id", "notice_id"],
        severity="critical",
        because="the model's grain: one row a number that no search has shown",
    ),
    always_there(
        "source_id", "notice_id", "notice_year", "notice_number", "day_from", "day_to",
        because="a number is somebody's, and was given out between two days",
    ),
    in_list("status", STATUSES, because="the closed list; no two kinds of nothing look the same"),
    none_where(
        "what_was_asked_says_when",
        "(status = 'not_asked') <> (last_asked_date is null)"
        " or is_answered and (times_asked < 1 or _source_url is null)",
        severity="critical",
        because="promise 2: a number nobody asked for is not one that stands for nothing",
        column="status",
    ),
    none_where(
        "days_in_order",
        "day_from > day_to",
        severity="critical",
        because="arithmetic",
        column="day_from",
    ),
)  # fmt: skip

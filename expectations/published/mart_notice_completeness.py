"""Gate 2 of ``mart_notice_completeness``."""

from expectations.published.common import always_there, published_suite
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_notice_completeness",
    "row_key",
    unique(
        ["source_id", "published_date"],
        severity="critical",
        because="the model's grain: one row a service and day",
    ),
    always_there("source_id", "notices_known", because="a notice is some service's"),
    none_where(
        "recovered_notices_are_known_ones",
        "notices_recovered > notices_known",
        severity="critical",
        because="arithmetic: what was recovered is among what is known",
        column="notices_recovered",
    ),
    none_where(
        "complete_means_nothing_unanswered",
        "is_complete <> (numbers_unanswered = 0)"
        " or (is_complete is null) <> (numbers_unanswered is null)",
        severity="critical",
        because="promise 2: a day is complete when every number is accounted for, and unknown "
        "where nobody can tell",
        column="is_complete",
    ),
)

"""Gate 2 of ``mart_publication_gaps``."""

from expectations.published.common import always_there, in_list, published_suite
from expectations.rules import none_where, unique

STATUSES = ("published", "late", "missing", "not_yet_due", "not_collected", "unknown")

SUITE = published_suite(
    "mart_publication_gaps",
    "row_key",
    unique(
        ["publisher_id", "duty_id", "period_start"],
        severity="critical",
        because="the model's grain: one row a body, duty and period",
    ),
    always_there("publisher_id", "duty_id", "period", because="a period is owed by somebody"),
    in_list("status", STATUSES, because="the closed list; no two kinds of nothing look the same"),
    none_where(
        "days_late_of_what_is_late",
        "(status = 'late') <> (days_late is not null) or days_late < 1",
        severity="critical",
        because="promise 2: an age nobody knows is not given",
        column="days_late",
    ),
    none_where(
        "nothing_is_late_before_it_is_due",
        "status in ('late', 'missing') and due_date >= as_of_date",
        severity="critical",
        because="a body has until the last day",
        column="status",
    ),
    none_where(
        "months_in_order",
        "months_owed not between 1 and 3 or months_published > months_owed"
        " or months_unread > months_owed",
        severity="critical",
        because="arithmetic: a period is a month or a quarter",
        column="months_owed",
    ),
)

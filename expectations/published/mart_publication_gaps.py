"""Gate 2 of ``mart_publication_gaps``."""

from expectations.published.common import always_there, in_list, published_suite
from expectations.published.conduct import (
    DAYS_LATE_OF_WHAT_IS_LATE,
    DAYS_OVERDUE_OF_WHAT_IS_MISSING,
    NOT_JUDGED_SAYS_WHY,
    NOTHING_IS_LATE_BEFORE_IT_IS_DUE,
)
from expectations.rules import none_where, unique

STATUSES = (
    "published", "late", "missing", "not_yet_due", "not_collected", "unknown", "reason_given",
    "not_judged",
)  # fmt: skip

SUITE = published_suite(
    "mart_publication_gaps",
    "row_key",
    unique(
        ["duty_id", "publisher_id", "buyer_organisation_key", "contract_key", "period_start"],
        severity="critical",
        because="the model's grain: one row a duty and what it is owed for",
    ),
    always_there("duty_id", because="what is owed is owed by some duty"),
    none_where(
        "owed_by_somebody",
        "coalesce(publisher_id, buyer_organisation_key, contract_key) is null"
        " or publisher_id is not null and (contract_key is not null or period is null)",
        severity="critical",
        because="spending is a body's, of a period; a notice a buyer's or about a contract",
        column="publisher_id",
    ),
    in_list("status", STATUSES, because="the closed list; no two kinds of nothing look the same"),
    NOT_JUDGED_SAYS_WHY,
    DAYS_LATE_OF_WHAT_IS_LATE,
    DAYS_OVERDUE_OF_WHAT_IS_MISSING,
    NOTHING_IS_LATE_BEFORE_IT_IS_DUE,
    none_where(
        "months_in_order",
        "(publisher_id is not null) <> (months_owed is not null) or months_owed not between 1 and 3"
        " or months_published > months_owed or months_unread > months_owed",
        severity="critical",
        because="arithmetic: a period of spending is a month or a quarter",
        column="months_owed",
    ),
)

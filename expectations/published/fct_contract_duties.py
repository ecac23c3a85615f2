"""Gate 2 of ``fct_contract_duties``."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    always_there,
    in_list,
    published_suite,
)
from expectations.published.conduct import (
    CONTRACT_STATUSES,
    DAYS_LATE_OF_WHAT_IS_LATE,
    DAYS_OVERDUE_OF_WHAT_IS_MISSING,
    FOUND_WHERE_PUBLISHED,
    NOT_JUDGED_SAYS_WHY,
    NOTHING_IS_LATE_BEFORE_IT_IS_DUE,
)
from expectations.rules import unique

SUITE = published_suite(
    "fct_contract_duties",
    "contract_duty_key",
    PROVENANCE_WHOLE,
    unique(
        ["contract_key", "duty_id"],
        severity="critical",
        because="the model's grain: one row a contract and duty",
    ),
    always_there("contract_key", "duty_id", because="a notice is owed for something"),
    in_list("status", CONTRACT_STATUSES, because="the closed list; no two kinds look the same"),
    NOT_JUDGED_SAYS_WHY,
    FOUND_WHERE_PUBLISHED,
    DAYS_LATE_OF_WHAT_IS_LATE,
    DAYS_OVERDUE_OF_WHAT_IS_MISSING,
    NOTHING_IS_LATE_BEFORE_IT_IS_DUE,
)

"""Rules that several models on notices and conduct share."""

from expectations.rules import Rule, none_where

CONTRACT_STATUSES = (
    "published", "late", "reason_given", "not_yet_due", "not_judged", "missing",
)  # fmt: skip
"""What can be said of a notice that a contract owes."""

NOT_JUDGED_SAYS_WHY = none_where(
    "not_judged_says_why",
    "(status = 'not_judged') <> (not_judged_reason is not null)",
    severity="critical",
    because="promise 2: what cannot be told says why, and nothing else does",
    column="not_judged_reason",
)
FOUND_WHERE_PUBLISHED = none_where(
    "found_where_published",
    "(status in ('published', 'late')) <> (found_date is not null)",
    severity="critical",
    because="promise 2: a notice is there when it was found, and only then",
    column="found_date",
)
DAYS_LATE_OF_WHAT_IS_LATE = none_where(
    "days_late_of_what_is_late",
    "(status = 'late') <> (days_late is not null) or days_late < 1",
    severity="critical",
    because="promise 2: an age nobody knows is not given",
    column="days_late",
)
DAYS_OVERDUE_OF_WHAT_IS_MISSING = none_where(
    "days_overdue_of_what_is_missing",
    "(status = 'missing' and due_date is not null) <> (coalesce(days_overdue, 0) > 0)"
    " or days_overdue < 0",
    severity="critical",
    because="arithmetic: from the day it was due to the last night",
    column="days_overdue",
)
NOTHING_IS_LATE_BEFORE_IT_IS_DUE = none_where(
    "nothing_is_late_before_it_is_due",
    "status in ('late', 'missing') and due_date >= as_of_date"
    " or status = 'late' and found_date <= due_date",
    severity="critical",
    because="a body has until the last day",
    column="status",
)


def no_negative_count(*columns: str) -> Rule:
    """Have every one of ``columns`` count something: never null, never below nothing."""
    return none_where(
        "counts_not_negative",
        " or ".join(f"{column} is null or {column} < 0" for column in columns),
        severity="critical",
        because="arithmetic: a count begins at nothing",
        column=columns[0],
    )


def counts_in_order(*pairs: tuple[str, str]) -> Rule:
    """Have no part be greater than its whole, for each pair of part and whole."""
    return none_where(
        "counts_in_order",
        " or ".join(f"{part} > {whole}" for part, whole in pairs),
        severity="critical",
        because="arithmetic: a part is no more than the whole",
        column=pairs[0][0],
    )

"""Gate 2 of ``dim_publication_duties``."""

from expectations.published.common import always_there, in_list, published_suite
from expectations.rules import none_where, unique

FREQUENCIES = ("monthly", "quarterly")

SUITE = published_suite(
    "dim_publication_duties",
    "duty_key",
    unique(
        ["publisher_id", "duty_id"],
        severity="critical",
        because="the model's grain: one row a body and duty",
    ),
    always_there("publisher_id", "duty_id", because="the model's grain is whole"),
    always_there("reference", because="a duty is laid down somewhere"),
    in_list("frequency", FREQUENCIES, because="how often the duty asks"),
    in_list("period_frequency", FREQUENCIES, because="how often the body publishes"),
    none_where(
        "term_not_negative",
        "due_months < 0",
        severity="critical",
        because="nothing is due before its period has ended",
        column="due_months",
    ),
)

"""Gate 2 of ``fct_lots``."""

from expectations.published.common import PROVENANCE_WHOLE, always_there, published_suite
from expectations.published.contracts import END_DATE_RULES, value_rules
from expectations.rules import unique

SUITE = published_suite(
    "fct_lots",
    "lot_key",
    PROVENANCE_WHOLE,
    unique(
        ["source_id", "ocid", "lot_id"],
        severity="critical",
        because="the model's grain: one row a lot",
    ),
    always_there("source_id", "ocid", "lot_id", because="the model's grain is whole"),
    *END_DATE_RULES,
    *value_rules("value_gbp"),
)

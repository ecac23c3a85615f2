"""Gate 2 of ``mart_prompt_payment``."""

from expectations.published.common import always_there, published_suite
from expectations.published.fct_prompt_payments import FIGURES
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_prompt_payment",
    "row_key",
    unique(
        ["publisher_id", "organisation_key", "source_kind", "reporting_period"],
        severity="critical",
        because="the model's grain: one row a body, kind of source and period",
    ),
    always_there("reporting_period", because="a figure is of a time"),
    none_where(
        "restated_where_stated_twice",
        "times_stated < 1 or (times_stated = 1 and is_restated) or is_restated is null",
        severity="critical",
        because="arithmetic: what was said once was not said otherwise",
        column="is_restated",
    ),
    *FIGURES,
)

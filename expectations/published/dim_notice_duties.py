"""Gate 2 of ``dim_notice_duties``."""

from expectations.published.common import always_there, in_list, published_suite
from expectations.rules import none_where, unique

SUITE = published_suite(
    "dim_notice_duties",
    "notice_duty_key",
    unique(["duty_id"], severity="critical", because="the model's grain: one row a duty"),
    always_there("duty_id", "notice_type", "reference", because="a duty is laid down somewhere"),
    in_list("subject", ("contract", "process", "body"), because="what can owe a notice"),
    none_where(
        "confirmed_by_an_official_text",
        "is_confirmed <> (known_from in ('statute', 'guidance', 'service'))"
        " or is_confirmed is null or known_from is null",
        severity="critical",
        because="promise 2: what was not read in an official text is not called confirmed",
        column="is_confirmed",
    ),
    none_where(
        "term_not_negative",
        "term_days < 0 or light_touch_term_days < term_days or term_months < 0",
        severity="critical",
        because="a notice is due after what it is of; light touch has the longer term",
        column="term_days",
    ),
)

"""Gate 2 of ``mart_spend_public_bodies``."""

from expectations.published.common import VAT_BASIS_KNOWN, always_there, published_suite
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_spend_public_bodies",
    "row_key",
    VAT_BASIS_KNOWN,
    unique(
        ["publisher_id", "financial_year", "vat_basis", "organisation_key"],
        severity="critical",
        because="the model's grain: one row a body, financial year, VAT basis and body paid",
    ),
    always_there("publisher_id", "paid_gbp", because="a figure is somebody's"),
    none_where(
        "a_public_body_is_named_with_who_says_so",
        "public_body_name is null or public_body_evidence is null or line_count < 1",
        severity="critical",
        because="promise 2, nothing is guessed: a list or a declaration calls a body public",
        column="public_body_evidence",
    ),
)

"""Gate 2 of ``mart_spend_supplier_size``."""

from expectations.published.common import (
    VAT_BASIS_KNOWN,
    adds_up,
    always_there,
    published_suite,
    share_within_bounds,
)
from expectations.rules import unique

SUITE = published_suite(
    "mart_spend_supplier_size",
    "row_key",
    VAT_BASIS_KNOWN,
    unique(
        ["publisher_id", "financial_year", "vat_basis"],
        severity="critical",
        because="the model's grain: one row a body, financial year and VAT basis",
    ),
    always_there("publisher_id", because="a figure is somebody's"),
    adds_up("paid_gbp", "sme_gbp", "large_gbp", "unknown_gbp"),
    adds_up(
        "unknown_gbp",
        "declared_sme_gbp",
        "declared_large_gbp",
        "conflicting_gbp",
        "redacted_gbp",
        "person_gbp",
        "public_body_gbp",
        "no_company_gbp",
        "no_evidence_gbp",
    ),
    share_within_bounds("sme_share_low", "sme_share_high"),
)

"""Gate 2 of ``fct_supplier_sizes``."""

from expectations.published.common import in_list, published_suite
from expectations.published.conduct import no_negative_count
from expectations.published.evidence import BANDS, COMPANY_NUMBER_SHAPE
from expectations.rules import none_where

SUITE = published_suite(
    "fct_supplier_sizes",
    "organisation_key",
    COMPANY_NUMBER_SHAPE,
    in_list("size_band", BANDS, because="what the rules of the seed can come to"),
    no_negative_count("declared_sme_count", "declared_not_sme_count"),
    none_where(
        "no_size_without_evidence",
        "(size_band = 'unknown') <> (evidence_tier is null)",
        severity="critical",
        because="promise 2, nothing is guessed: a size rests on something, and unknown on nothing",
        column="size_band",
    ),
)

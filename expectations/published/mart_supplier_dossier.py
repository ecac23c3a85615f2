"""Gate 2 of ``mart_supplier_dossier``."""

from expectations.published.common import always_there, published_suite
from expectations.published.evidence import (
    COMPANY_NUMBER_SHAPE,
    EVERYTHING_HAS_A_DOCUMENT,
    NOT_READ_AFTER_THE_NIGHT,
    TIER_KNOWN,
)

SUITE = published_suite(
    "mart_supplier_dossier",
    "row_key",
    TIER_KNOWN,
    COMPANY_NUMBER_SHAPE,
    NOT_READ_AFTER_THE_NIGHT,
    EVERYTHING_HAS_A_DOCUMENT,
    always_there("organisation_name", because="a dossier is of somebody"),
    always_there("value_text", because="promise 2: what is not stated is no fact"),
)

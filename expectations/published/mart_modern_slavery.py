"""Gate 2 of ``mart_modern_slavery``."""

from expectations.published.common import always_there, published_suite
from expectations.published.evidence import (
    COMPANY_NUMBER_SHAPE,
    EVERYTHING_HAS_A_DOCUMENT,
    NOT_READ_AFTER_THE_NIGHT,
)

SUITE = published_suite(
    "mart_modern_slavery",
    "row_key",
    COMPANY_NUMBER_SHAPE,
    NOT_READ_AFTER_THE_NIGHT,
    EVERYTHING_HAS_A_DOCUMENT,
    always_there("organisation_name", because="a statement is somebody's"),
)

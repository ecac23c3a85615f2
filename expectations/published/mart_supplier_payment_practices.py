"""Gate 2 of ``mart_supplier_payment_practices``."""

from expectations.published.common import always_there, published_suite
from expectations.published.evidence import (
    COMPANY_NUMBER_SHAPE,
    EVERYTHING_HAS_A_DOCUMENT,
    NOT_READ_AFTER_THE_NIGHT,
)
from expectations.rules import none_where

SUITE = published_suite(
    "mart_supplier_payment_practices",
    "row_key",
    COMPANY_NUMBER_SHAPE,
    NOT_READ_AFTER_THE_NIGHT,
    EVERYTHING_HAS_A_DOCUMENT,
    always_there("organisation_name", because="a report is somebody's"),
    none_where(
        "no_days_beyond_a_year",
        "average_days_to_pay > 365 or average_days_to_pay < 0"
        " or (is_days_outlier and average_days_to_pay is not null)",
        severity="critical",
        because="a figure that nobody can mean is unknown, with a flag",
        column="average_days_to_pay",
    ),
)

"""Gate 2 of ``mart_supplier_pay_gap``."""

from expectations.published.common import always_there, published_suite
from expectations.published.evidence import (
    COMPANY_NUMBER_SHAPE,
    EVERYTHING_HAS_A_DOCUMENT,
    NOT_READ_AFTER_THE_NIGHT,
)
from expectations.rules import none_where

SUITE = published_suite(
    "mart_supplier_pay_gap",
    "row_key",
    COMPANY_NUMBER_SHAPE,
    NOT_READ_AFTER_THE_NIGHT,
    EVERYTHING_HAS_A_DOCUMENT,
    always_there("organisation_name", because="a report is somebody's"),
    none_where(
        "quarters_are_of_a_whole",
        " or ".join(
            f"abs(male_{one}_quartile_percent + female_{one}_quartile_percent - 100) > 1"
            for one in ("lower", "lower_middle", "upper_middle", "top")
        ),
        severity="warning",
        because="men and women make up each quarter, rounding left aside: else an employer slipped",
        column="male_lower_quartile_percent",
    ),
)

"""Gate 2 of ``mart_exclusion_signals``."""

from expectations.published.common import always_there, published_suite
from expectations.published.evidence import (
    EVERYTHING_HAS_A_DOCUMENT,
    NOT_READ_AFTER_THE_NIGHT,
    TIER_KNOWN,
)
from expectations.rules import none_where

SUITE = published_suite(
    "mart_exclusion_signals",
    "row_key",
    TIER_KNOWN,
    NOT_READ_AFTER_THE_NIGHT,
    EVERYTHING_HAS_A_DOCUMENT,
    always_there("organisation_key", "scheme", "identifier", because="never on a name alone"),
    none_where(
        "as_the_list_says",
        "fact not in ('excluded', 'excludable')",
        severity="critical",
        because="Procurement Act 2023 section 62: the list says no more, and neither do we",
        column="fact",
    ),
)

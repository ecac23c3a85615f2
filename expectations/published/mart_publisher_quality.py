"""Gate 2 of ``mart_publisher_quality``."""

from expectations.published.common import always_there, published_suite
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_publisher_quality",
    "row_key",
    unique(
        ["source_id", "publisher_id"],
        severity="critical",
        because="the model's grain: one row a source and publisher",
    ),
    always_there("source_id", "publisher_id", because="the model's grain is whole"),
    none_where(
        "money_conserved",
        "refused_deliveries = 0 and held_deliveries = 0 and failed_deliveries = 0"
        " and published_gbp <> landed_gbp + rejected_gbp",
        severity="critical",
        because="promise 1: published = landed + rejected, to the penny, where all was read",
        column="published_gbp",
    ),
    none_where(
        "counted_or_not",
        "landed_gbp <> counted_gbp + not_counted_gbp or months_seen > months_expected",
        severity="critical",
        because="promise 1: what is landed is counted once; arithmetic: a month is seen once",
        column="counted_gbp",
    ),
    none_where(
        "landed_share_of_a_whole",
        "landed_share < 0 or landed_share > 1",
        severity="critical",
        because="arithmetic: a share is between nothing and the whole",
        column="landed_share",
    ),
    none_where(
        "no_more_landed_than_delivered",
        "landed_deliveries < 0 or landed_deliveries > deliveries",
        severity="critical",
        because="arithmetic",
        column="landed_deliveries",
    ),
    none_where(
        "counts_not_negative",
        "lines < 0 or rows_landed < 0 or rows_rejected < 0 or undated_line_count < 0"
        " or redacted_line_count < 0 or stated_company_number_count < 0",
        severity="critical",
        because="arithmetic",
    ),
)

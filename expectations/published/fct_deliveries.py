"""Gate 2 of ``fct_deliveries``."""

from expectations.published.common import always_there, in_list, published_suite
from expectations.rules import none_where, rows_between

SUITE = published_suite(
    "fct_deliveries",
    "delivery_key",
    rows_between(1, severity="critical", because="a night without a delivery publishes nothing"),
    always_there("source_id", "publisher_id", "period", because="a delivery's key is whole"),
    in_list(
        "outcome",
        ("landed", "refused", "held", "empty_publication", "no_publication", "failed"),
        because="the closed list of outcomes; no two kinds of nothing look the same",
    ),
    none_where(
        "refusal_has_its_reason",
        "outcome in ('refused', 'held', 'failed') and nullif(trim(reason), '') is null",
        severity="critical",
        because="promise 1: what is not landed says why",
        column="reason",
    ),
    none_where(
        "money_conserved",
        "outcome = 'landed' and published_gbp <> landed_gbp + rejected_gbp",
        severity="critical",
        because="promise 1: published = landed + rejected, to the penny",
        column="published_gbp",
    ),
    none_where(
        "counted_or_said_why_not",
        "(counted_status is null) <> (coalesce(lines_counted + lines_not_counted, 0) = 0)"
        " or lines_counted + lines_not_counted > rows_landed or lines_not_counted < 0"
        " or landed_gbp <> counted_gbp + not_counted_gbp"
        " or (lines_not_counted > 0 and (counted_reason is null or counted_status = 'counted'))",
        severity="critical",
        because="promise 1: what is landed is counted once, or it says where it is counted",
        column="counted_status",
    ),
    none_where(
        "landed_document_is_traceable",
        "outcome = 'landed' and not coalesce(regexp_matches(_raw_sha256, '^[0-9a-f]{64}$'), false)",
        severity="critical",
        because="promise 4: what landed came from a document that is kept",
        column="_raw_sha256",
    ),
    none_where(
        "counts_not_negative",
        "lines < 0 or rows_landed < 0 or rows_rejected < 0",
        severity="critical",
        because="arithmetic",
    ),
)

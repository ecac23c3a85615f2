"""Gate 2 of ``fct_restated_lines``."""

from expectations.published.common import (
    CLASSES,
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    always_there,
    in_list,
    published_suite,
)
from expectations.rules import none_where, unique

SUITE = published_suite(
    "fct_restated_lines",
    "restated_line_key",
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    unique(
        ["restatement_key", "side"],
        severity="critical",
        because="a change has one line before and one after, at most",
    ),
    always_there("restatement_key", "publisher_id", "amount_gbp", because="a change is somebody's"),
    in_list("side", ("before", "after"), because="the two sides of a change"),
    in_list("change_kind", ("added", "removed", "amended"), because="the closed list of changes"),
    in_list("payee_class", CLASSES, because="the closed list of payee classes"),
    none_where(
        "persons_are_not_named",
        "payee_class in ('person', 'redacted')"
        " and (payee_name is not null or organisation_key is not null)",
        severity="critical",
        because="promise 6: a payee who looks like a person is named in no published file",
        column="payee_name",
    ),
    none_where(
        "effect_is_the_line_put_in_or_taken_out",
        "effect_gbp <> case when side = 'after' then amount_gbp else -amount_gbp end",
        severity="critical",
        because="arithmetic",
        column="effect_gbp",
    ),
)

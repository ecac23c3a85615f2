"""Gate 2 of ``mart_restatements``."""

from expectations.published.common import (
    CLASSES,
    VAT_BASIS_KNOWN,
    adds_up,
    always_there,
    in_list,
    published_suite,
)
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_restatements",
    "row_key",
    VAT_BASIS_KNOWN,
    unique(
        ["restatement_key"],
        severity="critical",
        because="the model's grain: one row a changed line",
    ),
    always_there("restatement_key", "publisher_id", because="a change is somebody's"),
    in_list("change_kind", ("added", "removed", "amended"), because="the closed list of changes"),
    in_list("payee_class", CLASSES, because="the closed list of payee classes"),
    adds_up("after_gbp", "before_gbp", "effect_gbp"),
    none_where(
        "a_change_has_the_lines_it_says",
        "(before_raw_sha256 is null) <> (change_kind = 'added')"
        " or (after_raw_sha256 is null) <> (change_kind = 'removed')",
        severity="critical",
        because="promise 4: both versions of a changed line can be found",
        column="change_kind",
    ),
    none_where(
        "persons_are_not_named",
        "payee_class in ('person', 'redacted') and payee_name is not null",
        severity="critical",
        because="promise 6: a payee who looks like a person is named in no published file",
        column="payee_name",
    ),
)

"""Gate 2 of ``fct_lists_supplied``."""

from expectations.published.common import in_list, published_suite
from expectations.published.evidence import KINDS
from expectations.rules import none_where

SUITE = published_suite(
    "fct_lists_supplied",
    "list_key",
    in_list("list_kind", KINDS, because="the kinds that the template knows"),
    none_where(
        "never_supplied_is_unknown",
        "(status = 'unknown') <> (list_id is null) or status not in ('supplied', 'unknown')",
        severity="critical",
        because="promise 2: of a list that nobody supplied nothing is known",
        column="status",
    ),
    none_where(
        "every_entry_is_accounted_for",
        "entry_count <> matched_count + not_met_count + of_several_count + named_not_matched_count",
        severity="critical",
        because="promise 1, nothing is lost: an entry is matched, or says why it is not",
        column="entry_count",
    ),
)

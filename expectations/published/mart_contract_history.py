"""Gate 2 of ``mart_contract_history``."""

from expectations.published.common import (
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    always_there,
    in_list,
    published_suite,
)
from expectations.published.standing import in_list_if_there
from expectations.rules import none_where, unique

SUITE = published_suite(
    "mart_contract_history",
    "row_key",
    PROVENANCE_WHOLE,
    VAT_BASIS_KNOWN,
    unique(
        ["contract_key", "predecessor_contract_key"],
        severity="critical",
        because="the model's grain: one row an agreement and what may have come before it",
    ),
    always_there("chain_key", "contract_key", because="an agreement here is in a chain"),
    in_list("link", ("first", "chosen", "rival"), because="the closed list"),
    none_where(
        "a_link_says_how_sure_it_is",
        "(link = 'first') <> (predecessor_contract_key is null)"
        " or (link = 'first') <> (confidence is null) or (link = 'first') <> (link_rule is null)",
        severity="critical",
        because="promise 2: nothing is linked without saying how sure that is, and why",
        column="confidence",
    ),
    in_list_if_there(
        "confidence",
        ("stated", "high", "medium", "low"),
        because="the closed list of how sure a link is",
    ),
    in_list_if_there(
        "incumbent",
        ("kept", "partly_kept", "changed", "unknown"),
        because="the closed list; unknown is not changed",
    ),
    none_where(
        "places_in_chains",
        "chain_position < 1 or chain_position > chain_length"
        " or (link = 'first') <> (chain_position = 1) and link <> 'rival'",
        severity="critical",
        because="arithmetic: who has no predecessor is the first",
        column="chain_position",
    ),
    none_where(
        "nothing_precedes_itself",
        "contract_key = predecessor_contract_key",
        severity="critical",
        because="an agreement does not come before itself",
        column="predecessor_contract_key",
    ),
    none_where(
        "values_compare_where_both_are",
        "value_change_gbp <> value_gbp - value_before_gbp"
        " or (value_change_gbp is null) <> (value_gbp is null or value_before_gbp is null)",
        severity="critical",
        because="arithmetic: after less before",
        column="value_change_gbp",
    ),
    none_where(
        "title_likeness_is_a_share",
        "title_likeness < 0 or title_likeness > 1",
        severity="critical",
        because="arithmetic: shared words of all words",
        column="title_likeness",
    ),
)

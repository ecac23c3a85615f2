"""Gate 2 of ``bridge_process_links``."""

from expectations.published.common import always_there, in_list, published_suite
from expectations.rules import none_where, unique

SUITE = published_suite(
    "bridge_process_links",
    "link_key",
    unique(
        ["from_process_key", "to_process_key", "kind"],
        severity="critical",
        because="the model's grain: one row a link of a kind between two procurements",
    ),
    always_there("from_process_key", "to_process_key", because="the model's grain is whole"),
    always_there("rule", because="promise 2: a link says why"),
    in_list(
        "kind", ("framework_of", "prior", "duplicate", "related"), because="the links there are"
    ),
    in_list(
        "confidence",
        ("stated", "certain", "likely", "possible"),
        because="promise 2: stated, or how sure",
    ),
    none_where(
        "nothing_is_its_own_link",
        "from_process_key = to_process_key",
        severity="critical",
        because="arithmetic: a link has two ends",
    ),
)

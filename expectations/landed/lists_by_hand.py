"""Gate 1 of the lists that a person has copied."""

from collections.abc import Mapping

from expectations.landed.common import NO_CONTACT_POINT, landed_suite
from expectations.landed.registers import NO_ADDRESS_AT_ALL
from expectations.rules import Suite, none_where, rows_between
from ingest.sources.lists_by_hand.rules import FACTS

ENTRIES = landed_suite(
    "lists_by_hand.entries",
    NO_CONTACT_POINT,
    NO_ADDRESS_AT_ALL,
    rows_between(1, severity="critical", because="an empty list says so in a line of its own"),
    none_where(
        "list_kind_known_word",
        f"list_kind is null or trim(list_kind) not in {tuple(FACTS)}",
        severity="critical",
        because="the reader rejects lines of another kind",
        column="list_kind",
    ),
    none_where(
        "scheme_and_identifier_together",
        "(trim(scheme) = '') <> (trim(identifier) = '')",
        severity="critical",
        because="promise 2: an identifier without its scheme identifies nobody",
        column="identifier",
    ),
)

SUITES: Mapping[str, Suite] = {"entries": ENTRIES}

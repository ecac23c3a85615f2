"""Gate 1 of Contracts Finder."""

from collections.abc import Mapping

from expectations.landed import notices
from expectations.rules import Suite

SOURCE = "contracts_finder"

SUITES: Mapping[str, Suite] = {
    "releases": notices.releases(SOURCE, "ocds-b5fd17-"),
    "parties": notices.parties(SOURCE),
    "awards": notices.awards(SOURCE),
    "award_suppliers": notices.award_suppliers(SOURCE),
    "contracts": notices.contracts(SOURCE),
    "lots": notices.lots(SOURCE),
}

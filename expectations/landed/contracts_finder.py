"""Gate 1 of Contracts Finder."""

from collections.abc import Mapping

from expectations.landed import notices
from expectations.rules import Suite

SOURCE = "contracts_finder"

SUITES: Mapping[str, Suite] = notices.suites(SOURCE, "ocds-b5fd17-")

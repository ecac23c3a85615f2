"""Gate 1 of Public Contracts Scotland."""

from collections.abc import Mapping

from expectations.landed import notices
from expectations.rules import Suite

SOURCE = "public_contracts_scotland"

SUITES: Mapping[str, Suite] = notices.suites(SOURCE, "ocds-r6ebe6-")

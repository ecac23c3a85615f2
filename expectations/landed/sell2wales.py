"""Gate 1 of Sell2Wales."""

from collections.abc import Mapping

from expectations.landed import notices
from expectations.rules import Suite

SOURCE = "sell2wales"

SUITES: Mapping[str, Suite] = notices.suites(SOURCE, "ocds-kuma6s-")

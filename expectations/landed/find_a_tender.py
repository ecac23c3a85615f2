"""Gate 1 of Find a Tender."""

from collections.abc import Mapping

from expectations.landed import notices
from expectations.rules import Suite, none_where
from expectations.shapes import not_like

SOURCE = "find_a_tender"
KNOWN_TYPES = none_where(
    "notice_type_known",
    not_like("notice_type", "^(UK([1-9]|1[0-7])|F(0[1-9]|1[0-9]|2[0-5]))$"),
    severity="warning",
    because="the service's list of notices, May 2026 (UK1 to UK17), and the older F forms; "
    "an unknown type is landed and shows here",
    column="notice_type",
)

SUITES: Mapping[str, Suite] = notices.suites(SOURCE, "ocds-h6vhtk-", KNOWN_TYPES)

"""Gate 1 of the lists of public bodies taken in by hand."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import NO_CONTACT_POINT, landed_suite
from expectations.rules import JUDGED, Suite, rows_between, share_filled, share_where, unique
from expectations.shapes import not_postcode

BODIES = landed_suite(
    "organisation_lists.bodies",
    rows_between(1, severity="critical", because="a list without bodies is not one"),
    NO_CONTACT_POINT,
    share_filled("code", Decimal(1), severity="critical", because="the list's key"),
    share_filled("name", Decimal("0.99"), severity="critical", because="bodies have names"),
    unique(["scheme", "code"], severity="warning", because="the list's key: one row a body"),
    share_where(
        "postcode_shape",
        not_postcode("postcode"),
        Decimal("0.05"),
        severity="critical",
        because="Royal Mail's format; above one in twenty the columns have slipped. " + JUDGED,
        column="postcode",
    ),
)

SUITES: Mapping[str, Suite] = {"bodies": BODIES}

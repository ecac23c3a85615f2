"""Gate 1 of the register of charities."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import NO_CONTACT_POINT, landed_suite
from expectations.rules import (
    JUDGED,
    Suite,
    none_where,
    rows_between,
    share_filled,
    share_where,
    unique,
)
from expectations.shapes import not_company_number, not_iso_date, not_like

CHARITIES = landed_suite(
    "charities.charities",
    rows_between(1, severity="critical", because="a register without charities is not one"),
    NO_CONTACT_POINT,
    unique(
        ["registered_charity_number", "linked_charity_number"],
        severity="critical",
        because="the publisher's key: a number, and of those under it the linked number",
    ),
    share_filled("charity_name", Decimal("0.999"), severity="critical", because=JUDGED),
    none_where(
        "charity_number_shape",
        not_like("registered_charity_number", "^[0-9]{6,7}$"),
        severity="warning",
        because="Charity Commission: six or seven digits",
        column="registered_charity_number",
    ),
    share_where(
        "dates_are_dates",
        f"{not_iso_date('date_of_registration')} or {not_iso_date('date_of_removal')}",
        Decimal("0.001"),
        severity="critical",
        because="the extract writes ISO 8601; above one in a thousand columns have moved. "
        + JUDGED,
    ),
    share_where(
        "company_number_shape",
        not_company_number("charity_company_registration_number"),
        Decimal("0.05"),
        severity="warning",
        because="Companies House number formats; it is typed by hand there. " + JUDGED,
        column="charity_company_registration_number",
    ),
)

SUITES: Mapping[str, Suite] = {"charities": CHARITIES}

"""Gate 1 of the modern slavery statement registry."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import NO_CONTACT_POINT, landed_suite
from expectations.landed.registers import NO_ADDRESS_AT_ALL, numbers_shaped
from expectations.rules import JUDGED, Suite, rows_between, share_filled, share_where
from expectations.shapes import not_uk_date

STATEMENTS = landed_suite(
    "modern_slavery.statements",
    NO_CONTACT_POINT,
    NO_ADDRESS_AT_ALL,
    rows_between(1, severity="critical", because="a year without statements is not one"),
    share_filled(
        "OrganisationName", Decimal(1), severity="critical", because="who states has a name"
    ),
    share_filled(
        "StatementYear", Decimal("0.99"), severity="critical", because="the columns have slipped"
    ),
    share_where(
        "dates_are_dates",
        " or ".join(
            f"({not_uk_date(column)})"
            for column in ("StatementStartDate", "StatementEndDate", "DateApproved")
        ),
        Decimal("0.01"),
        severity="critical",
        because="the registry writes dd/mm/yyyy. " + JUDGED,
        column="StatementEndDate",
    ),
    numbers_shaped("CompanyNumber"),
)

SUITES: Mapping[str, Suite] = {"statements": STATEMENTS}

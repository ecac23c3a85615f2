"""Gate 1 of the reports on payment practices."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import NO_CONTACT_POINT, landed_suite
from expectations.landed.registers import NO_ADDRESS_AT_ALL, numbers_shaped, percents_are_numbers
from expectations.rules import JUDGED, Suite, rows_between, share_filled, share_where, unique
from expectations.shapes import not_iso_date

REPORTS = landed_suite(
    "payment_practices.reports",
    NO_CONTACT_POINT,
    NO_ADDRESS_AT_ALL,
    rows_between(1, severity="critical", because="an export without reports is not one"),
    unique(["report_id"], severity="warning", because="the service numbers each report once"),
    share_filled("company", Decimal("0.999"), severity="critical", because="who files has a name"),
    share_filled("filing_date", Decimal("0.999"), severity="critical", because=JUDGED),
    share_where(
        "dates_are_dates",
        " or ".join(
            f"({not_iso_date(column)})" for column in ("start_date", "end_date", "filing_date")
        ),
        Decimal("0.001"),
        severity="critical",
        because="the export writes ISO 8601, its template m/d/yyyy: a file of that is another",
        column="end_date",
    ),
    numbers_shaped("company_number"),
    percents_are_numbers(
        "average_time_to_pay", "paid_within_30_days_percent", "paid_31_to_60_days_percent",
        "paid_after_60_days_percent", "paid_late_percent", "disputed_percent",
    ),
)  # fmt: skip

SUITES: Mapping[str, Suite] = {"reports": REPORTS}

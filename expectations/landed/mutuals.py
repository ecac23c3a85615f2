"""Gate 1 of the register of mutual societies."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import landed_suite
from expectations.rules import JUDGED, Suite, none_where, rows_between, share_filled, share_where
from expectations.shapes import not_like, not_uk_date

SOCIETIES = landed_suite(
    "mutuals.societies",
    rows_between(1, severity="critical", because="a register without societies is not one"),
    share_filled("society_name", Decimal("0.999"), severity="critical", because=JUDGED),
    none_where(
        "society_number_shape",
        f"society_number is null or {not_like('society_number', '^[0-9]{1,6}$')}",
        severity="warning",
        because="12,183 real numbers are digits, with a suffix in a column of its own",
        column="society_number",
    ),
    share_where(
        "dates_are_dates",
        f"{not_uk_date('registration_date')} or {not_uk_date('deregistration_date')}",
        Decimal("0.001"),
        severity="critical",
        because="the list writes dd/mm/yyyy; above one in a thousand columns have moved. " + JUDGED,
    ),
)

SUITES: Mapping[str, Suite] = {"societies": SOCIETIES}

"""Gate 1 of the gender pay gap reports."""

from collections.abc import Mapping
from decimal import Decimal

from expectations.landed.common import NO_CONTACT_POINT, landed_suite
from expectations.landed.registers import NO_ADDRESS_AT_ALL, numbers_shaped, percents_are_numbers
from expectations.rules import JUDGED, Suite, none_where, rows_between, share_filled, share_where
from expectations.shapes import filled

REPORTS = landed_suite(
    "gender_pay_gap.reports",
    NO_CONTACT_POINT,
    NO_ADDRESS_AT_ALL,
    rows_between(1, severity="critical", because="a year without reports is not one"),
    share_filled("EmployerName", Decimal(1), severity="critical", because="who reports has a name"),
    share_filled(
        "DiffMedianHourlyPercent",
        Decimal("0.9"),
        severity="critical",
        because="filled in each of 10,844 real reports; without it the columns have slipped",
    ),
    share_where(
        "due_dates_are_days",
        "not regexp_matches(DueDate, '^[0-9]{4}/[0-9]{2}/[0-9]{2}')",
        Decimal("0.01"),
        among=filled("DueDate"),
        severity="critical",
        because="the service writes yyyy/mm/dd and a time. " + JUDGED,
        column="DueDate",
    ),
    numbers_shaped("CompanyNumber"),
    percents_are_numbers(
        "DiffMeanHourlyPercent", "DiffMedianHourlyPercent", "DiffMeanBonusPercent",
        "DiffMedianBonusPercent", "MaleBonusPercent", "FemaleBonusPercent", "MaleLowerQuartile",
        "FemaleLowerQuartile", "MaleTopQuartile", "FemaleTopQuartile",
    ),
    none_where(
        "employer_size_known_word",
        "trim(EmployerSize) not in ('', 'Not Provided', 'Less than 250', '250 to 499',"
        " '500 to 999', '1000 to 4999', '5000 to 19,999', '20,000 or more')",
        severity="warning",
        because="the bands of 2021 and 2022; another is read as unknown",
        column="EmployerSize",
    ),
)  # fmt: skip

SUITES: Mapping[str, Suite] = {"reports": REPORTS}

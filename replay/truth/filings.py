"""What the county's large companies filed, and what they should have filed and did not."""

from collections.abc import Iterator
from decimal import Decimal

from replay.registers import (
    FIGURES,
    PAY_YEARS,
    PERIOD_ENDS,
    QUARTILES,
    STATEMENT_YEARS,
    filers,
    pay_gaps,
    payment_reports,
    statements,
)
from replay.truth.records import Record, day, flag
from replay.world import World

MOST_DAYS = 365
POLICIES = "Freedom to work; No fees to find work"


def pay_gaps_truth(world: World) -> Iterator[Record]:
    """Yield one record for each gender pay gap report."""
    for year in PAY_YEARS:
        for report in pay_gaps(world.seed, world.companies, year):
            yield {
                "company_number": report.company.number,
                "snapshot_year": str(year),
                "due_date": day(report.due),
                "filed_date": day(report.filed),
                "is_filed_late": flag(report.is_late),
                "employer_size": report.size,
                **{
                    f"{name}_percent": _tenths(text)
                    for name, text in zip(FIGURES, report.figures, strict=True)
                },
                **{
                    f"{who}_{quarter}_quartile_percent": _tenths(str(share))
                    for quarter, male in zip(QUARTILES, report.male_quartiles, strict=True)
                    for who, share in (("male", male), ("female", 100 - male))
                },
            }


def statements_truth(world: World) -> Iterator[Record]:
    """Yield one record for each company in each year of the statement registry."""
    for year in STATEMENT_YEARS:
        for one in statements(world.seed, world.companies, year):
            yield {
                "company_number": one.company.number,
                "statement_year": str(year),
                "statement_url": one.url,
                "is_group_statement": flag(one.is_group),
                "covers_training": flag(one.trains),
                "policies": POLICIES if year > STATEMENT_YEARS[0] else "",
                "turnover_band": one.turnover,
            }


def payment_reports_truth(world: World) -> Iterator[Record]:
    """Yield one record for each report on payment practices."""
    for report in payment_reports(world.seed, world.companies):
        is_outlier = bool(report.average) and int(report.average) > MOST_DAYS
        yield {
            "report_id": report.report_id,
            "company_number": report.company.number,
            "period_end_date": day(report.ends),
            "average_days_to_pay": "" if is_outlier else _tenths(report.average),
            "is_days_outlier": flag(is_outlier),
            "paid_within_30_days_percent": _tenths(str(report.within_30)),
            "paid_late_percent": _tenths(str(report.late)),
        }


def filings_missing_truth(world: World) -> Iterator[Record]:
    """Yield one record for each report that was owed by the night and never filed."""
    gaps = {
        year: {one.company.number for one in pay_gaps(world.seed, world.companies, year)}
        for year in PAY_YEARS
    }
    said = {
        year: {one.company.number: one for one in statements(world.seed, world.companies, year)}
        for year in STATEMENT_YEARS
    }
    reported = {
        (one.company.number, one.ends) for one in payment_reports(world.seed, world.companies)
    }
    for filer in filers(world.companies):
        number = filer.company.number
        if number in gaps[2023] - gaps[2024]:
            yield _missing(number, "pay_gap_report", "2024")
        before = said[2023].get(number)
        if before and number not in said[2024] and not before.turnover.startswith("Under"):
            yield _missing(number, "slavery_statement", "2024")
        if (number, PERIOD_ENDS[-1]) not in reported:
            yield _missing(number, "payment_practices_report", day(PERIOD_ENDS[-1]))


def _missing(number: str, check_id: str, subject: str) -> Record:
    return {"company_number": number, "check_id": check_id, "subject": subject}


def _tenths(text: str) -> str:
    return str(Decimal(text).quantize(Decimal("0.1"))) if text else ""

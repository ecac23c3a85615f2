"""The registers as their services write them: marks, newlines in cells, columns by the year."""

import datetime as dt
from collections.abc import Sequence

from replay.companies import Company
from replay.registers import (
    SIGNATORY,
    SIGNATORY_EMAIL,
    PayGap,
    PaymentReport,
    Statement,
    pay_gaps,
    payment_reports,
    statements,
)
from replay.render.tables import delimited

_NO_NUMBER = ("Saltmarsh and Heron Invented Police", "Aldermere Invented County Council")
_EARLY = frozenset({"EmployerId", "PostCode"})
PAY_GAP_HEADER = (
    "EmployerName", "EmployerId", "Address", "PostCode", "CompanyNumber", "SicCodes",
    "DiffMeanHourlyPercent", "DiffMedianHourlyPercent", "DiffMeanBonusPercent",
    "DiffMedianBonusPercent", "MaleBonusPercent", "FemaleBonusPercent",
    *(f"{who}{band}Quartile" for band in ("Lower", "LowerMiddle", "UpperMiddle", "Top")
      for who in ("Male", "Female")),
    "CompanyLinkToGPGInfo", "ResponsiblePerson", "EmployerSize", "CurrentName",
    "SubmittedAfterTheDeadline", "DueDate", "DateSubmitted",
)  # fmt: skip
STATEMENT_HEADER = (
    "StatementYear", "OrganisationName", "Address", "SectorType", "CompanyNumber", "LastUpdated",
    "GroupSubmission", "ParentName", "StatementURL", "EmailAddressNoURL", "StatementSummaryURL",
    "StatementStartDate", "StatementEndDate", "ApprovingPerson", "DateApproved",
    "StatementIncludesPolicies", "StatementIncludesTraining", "NoTrainingReason", "Turnover",
    "Policies",
)  # fmt: skip
PAYMENT_HEADER = (
    "Report Id", "Policy Regime", "Start date", "End date", "Filing date", "Company",
    "Company number", "Qualifying contracts in reporting period",
    "Payments made in the reporting period", "Average time to pay",
    "% Invoices paid within 30 days", "% Invoices not paid within agreed terms",
    "Shortest (or only) standard payment period", "Standard payment terms",
    "Payment terms have changed", "Dispute resolution process", "Participates in payment codes",
    "URL",
)  # fmt: skip


def render_pay_gap(seed: int, companies: Sequence[Company], year: int) -> bytes:
    """Write a year; the first has fewer columns, and two bodies have no company number."""
    rows = [_pay_gap(report) for report in pay_gaps(seed, companies, year)]
    model = rows[0]
    rows += [(name, "1", *model[2:4], "", *model[5:]) for name in _NO_NUMBER]
    kept = [at for at, name in enumerate(PAY_GAP_HEADER) if year > 2023 or name not in _EARLY]
    table = [[row[at] for at in kept] for row in (PAY_GAP_HEADER, *rows)]
    return delimited(table, encoding="utf-8-sig")


def _pay_gap(report: PayGap) -> tuple[str, ...]:
    company = report.company
    quartiles = [str(one) for male in report.male_quartiles for one in (male, 100 - male)]
    return (
        company.name, company.number[-4:], f"{company.address_line},\n{company.town}",
        company.postcode, company.number, f"{company.trade.sic[:5]},\n99999",
        *report.figures, *quartiles, f"https://pay.aldermere.example/{report.year}",
        f"{SIGNATORY} (Chief Executive)", report.size, company.name, str(report.is_late),
        f"{report.due:%Y/%m/%d} 00:00:00", f"{report.filed:%Y/%m/%d} 10:11:12",
    )  # fmt: skip


def render_statements(seed: int, companies: Sequence[Company], year: int) -> bytes:
    """Write a year of the registry; the first asks for no policies yet."""
    kept = [at for at, name in enumerate(STATEMENT_HEADER) if year > 2023 or name != "Policies"]
    rows = [STATEMENT_HEADER, *map(_statement, statements(seed, companies, year))]
    return delimited([[row[at] for at in kept] for row in rows])


def _statement(one: Statement) -> tuple[str, ...]:
    company = one.company
    updated = min(dt.date(one.year + 1, 7, 14), dt.date(2026, 3, 20))
    return (
        str(one.year), company.name, f"{company.address_line},\n{company.town}", "Private",
        company.number, f"{updated:%d/%m/%Y}", "Yes" if one.is_group else "No", "", one.url,
        SIGNATORY_EMAIL, f"https://registry.aldermere.example/{company.number}/{one.year}",
        f"01/04/{one.year - 1}", f"31/03/{one.year}", SIGNATORY, f"30/09/{one.year}", "Yes",
        "Yes" if one.trains else "No", "" if one.trains else f"Ask {SIGNATORY_EMAIL}",
        one.turnover, "Freedom to work\r\nNo fees to find work",
    )  # fmt: skip


def render_payment_reports(seed: int, companies: Sequence[Company]) -> bytes:
    """Write the export of all reports, in which filers write what they like in prose."""
    rows = [PAYMENT_HEADER, *map(_payment, payment_reports(seed, companies))]
    return delimited(rows, encoding="utf-8-sig")


def _payment(report: PaymentReport) -> tuple[str, ...]:
    company = report.company
    starts = (report.ends - dt.timedelta(days=170)).replace(day=1)
    return (
        report.report_id, "", starts.isoformat(), report.ends.isoformat(),
        report.filed.isoformat(), company.name, company.number, "True",
        "True", report.average, str(report.within_30), str(report.late), "30",
        "Thirty days,\nend of month.", "False",
        f"Write to {SIGNATORY},\n{SIGNATORY_EMAIL}", "Prompt Payment Code of our own",
        f"https://practices.aldermere.example/report/{report.report_id}",
    )  # fmt: skip

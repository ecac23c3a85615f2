"""How each body lays its payments out: no two alike, each like one that has been seen."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from replay.bodies import BODY_BY_ID
from replay.payments import Payment
from replay.render.sheets import Cell, Sheet, sheet

Line = tuple[Sequence[Cell], Payment | None]
BROKEN = "#REF!"


def _total(payments: Sequence[Payment]) -> Decimal:
    return sum((line.amount for line in payments), Decimal(0))


def _when(line: Payment, pattern: str) -> str:
    return "" if line.is_undated else line.paid_on.strftime(pattern)


def _plain(line: Payment) -> str:
    return BROKEN if line.is_unreadable else str(line.amount)


def _charity(line: Payment) -> str:
    return line.stated_number if line.payee.payee_class == "charity_or_mutual" else ""


def county(month: dt.date, payments: Sequence[Payment]) -> Sheet:
    """Lay out as the Local Government Association asks, company numbers included."""
    header = (
        "Organisation Name", "Organisation Code", "Effective Date", "Directorate",
        "Supplier (Beneficiary) Name", "Supplier (Beneficiary) ID",
        "Company Registration Number", "Charity Registration Number", "Payment Date",
        "Transaction Number", "Net Amount", "Irrecoverable VAT", "Purpose of Spend",
        "Procurement (Merchant) Category", "Contract ID",
    )  # fmt: skip
    code = "http://opendatacommunities.org/id/county-council/aldermere"
    lines: list[Line] = [
        (
            (
                "Aldermere County Council", code, f"{month:%d/%m/%Y}", line.department,
                line.payee.printed_name, f"S{sum(map(ord, line.payee.printed_name)):06d}",
                "" if _charity(line) else line.stated_number, _charity(line),
                _when(line, "%d/%m/%Y"), line.transaction, _plain(line), "0.00", line.purpose,
                line.category, line.ocid,
            ),
            line,
        )
        for line in payments
    ]  # fmt: skip
    return sheet("", [header], lines)


def _pounds(line: Payment) -> str:
    """Write an amount with its sign, in one of the three ways of writing a credit."""
    size = f"{abs(line.amount):,.2f}"
    if line.amount >= 0:
        return f"£{size}"
    return (f"-£{size}", f"(£{size})", f"£-{size}")[int(line.transaction) % 3]


def city(month: dt.date, payments: Sequence[Payment]) -> Sheet:
    """Lay out with a title above and a total below; the headings changed in April 2025."""
    header = (
        "Supplier Name",
        "Amount £",
        "Payment Date",
        "Directorate",
        "Expense Type",
        "Trans No",
    )
    if month >= dt.date(2025, 4, 1):
        header = ("Payee Name", "Amount £", "Date Paid", "Directorate", "Expense Type", "Trans No")
    lines: list[Line] = [
        (
            (
                line.payee.printed_name, _pounds(line), _when(line, "%d/%m/%Y"),
                line.department, line.category, line.transaction,
            ),
            line,
        )
        for line in payments
    ]  # fmt: skip
    above = [("Aldminster City Council",), (f"Payments over £500, {month:%B %Y}",), (), header]
    blank = ("",) * len(header)
    total = ("Grand Total", f"£{_total(payments):,.2f}", "", "", "", "")
    return sheet("", above, lines, [blank, total, blank, blank])


_TREASURY = (
    "Department family", "Entity", "Date", "Expense type", "Expense area", "Supplier",
    "Transaction number", "Amount", "Description", "Supplier Postcode",
)  # fmt: skip


def department(_month: dt.date, payments: Sequence[Payment]) -> Sheet:
    """Lay out on HM Treasury's template."""
    lines: list[Line] = [
        (
            (
                "Department for Lighthouses", line.department, _when(line, "%d/%m/%Y"),
                line.category, line.department, line.payee.printed_name, line.transaction,
                f"{line.amount:,.2f}", line.purpose, _postcode(line),
            ),
            line,
        )
        for line in payments
    ]  # fmt: skip
    return sheet("", [_TREASURY], lines)


def _postcode(line: Payment) -> str:
    return line.payee.company.postcode if line.payee.company else ""


def police(month: dt.date, payments: Sequence[Payment]) -> Sheet:
    """Lay out on one sheet with real dates and numbers, a subtotal under each month."""
    header = ("Date", "Supplier", "Amount", "Department", "Expense Type", "Document No")
    lines: list[Line] = []
    for each in sorted({line.month for line in payments}):
        own = [line for line in payments if line.month == each]
        lines += [
            (
                (
                    line.paid_on, line.payee.printed_name, line.amount, line.department,
                    line.category, line.transaction,
                ),
                line,
            )
            for line in own
        ]  # fmt: skip
        lines.append((("", "", _total(own), f"Subtotal {each:%B}", "", ""), None))
    total = ("Total", "", _total(payments), "", "", "")
    title = (f"Aldermere Police: payments over £500, quarter from {month:%B %Y}",)
    return sheet("Payments", [title, (), header], lines, [total])


def hospital(month: dt.date, payments: Sequence[Payment]) -> Sheet:
    """Lay out one month's sheet of a workbook, on the Treasury's template without narrative."""
    lines: list[Line] = [
        (
            (
                "Department of Health and Social Care", "Aldermere Hospitals NHS Trust",
                line.paid_on, line.category, line.department, line.payee.printed_name,
                line.transaction, line.amount,
            ),
            line,
        )
        for line in payments
    ]  # fmt: skip
    return sheet(f"{month:%b %Y}", [_TREASURY[:8]], lines)


def brackenfold(month: dt.date, payments: Sequence[Payment]) -> Sheet:
    """Lay out one month's member of a zip, with semicolons and the names of months."""
    header = ("Body Name", "Payment Date", "Payee", "Net", "Service", "Description", "Voucher No")
    lines: list[Line] = [
        (
            (
                BODY_BY_ID["brackenfold"].title, _when(line, "%d %b %Y"),
                line.payee.printed_name, _plain(line), line.department, line.purpose,
                line.transaction,
            ),
            line,
        )
        for line in payments
    ]  # fmt: skip
    return sheet(f"brackenfold-{month:%Y-%m}.csv", [header], lines)


def fenwater(_month: dt.date, payments: Sequence[Payment]) -> Sheet:
    """Lay out with the month first in dates and the minus last in amounts."""
    header = ("Vendor", "Amount", "Posting Date", "Cost Centre", "Account Description", "Doc No")
    lines: list[Line] = [
        (
            (
                line.payee.printed_name,
                f"{-line.amount:.2f}-" if line.amount < 0 else f"{line.amount:.2f}",
                _when(line, "%m/%d/%Y"), line.department, line.category, line.transaction,
            ),
            line,
        )
        for line in payments
    ]  # fmt: skip
    return sheet("", [header], lines, [("", "", "", "", "", ""), ("END",)])


def heronsby(_month: dt.date, payments: Sequence[Payment]) -> Sheet:
    """Lay out as a database writes it."""
    header = ("Supplier Name", "Net Amount", "Payment Date", "Service Area", "Purpose", "Reference")
    lines: list[Line] = [
        (
            (
                line.payee.printed_name, _plain(line), _when(line, "%Y-%m-%d 00:00:00"),
                line.department, line.purpose, line.transaction,
            ),
            line,
        )
        for line in payments
    ]  # fmt: skip
    return sheet("", [header], lines)


def stonecleave(_month: dt.date, payments: Sequence[Payment]) -> Sheet:
    """Lay out briefly, with short dates and blank rows between the weeks."""
    header = ("Date", "Supplier", "Service", "Amount", "Reference")
    lines: list[Line] = []
    for position, line in enumerate(payments):
        if position % 8 == 7:
            lines.append((("",) * len(header), None))
        cells = (
            _when(line, "%d/%m/%y"), line.payee.printed_name, line.department, _plain(line),
            line.transaction,
        )  # fmt: skip
        lines.append((cells, line))
    return sheet("", [header], lines)


def college(_month: dt.date, payments: Sequence[Payment]) -> Sheet:
    """Lay out without a word on VAT or on which date it is."""
    header = ("Creditor Name", "Amount", "Date", "Cost Centre", "Description", "Invoice No")
    lines: list[Line] = [
        (
            (
                line.payee.printed_name, _plain(line), _when(line, "%d/%m/%Y"),
                line.department, line.purpose, line.transaction,
            ),
            line,
        )
        for line in payments
    ]  # fmt: skip
    return sheet("", [header], lines)


def tides(_month: dt.date, payments: Sequence[Payment]) -> Sheet:
    """Lay out an agency's invoices on its department's template."""
    lines: list[Line] = [
        (
            (
                "Department for Lighthouses", "Tide Tables Office", _when(line, "%d/%m/%Y"),
                line.category, line.department, line.payee.printed_name, line.transaction,
                _plain(line),
            ),
            line,
        )
        for line in payments
    ]  # fmt: skip
    return sheet("", [_TREASURY[:8]], lines)


def tide_cards(_month: dt.date, payments: Sequence[Payment]) -> Sheet:
    """Lay out what the same agency paid by card: another file, with other headings."""
    header = (
        "Transaction Date", "Merchant Name", "Amount", "Cost Centre", "Merchant Category",
        "Transaction Number",
    )  # fmt: skip
    lines: list[Line] = [
        (
            (
                line.paid_on, line.payee.printed_name, line.amount, line.department,
                line.category, line.transaction,
            ),
            line,
        )
        for line in payments
    ]  # fmt: skip
    return sheet("Cards", [header], lines)

"""The report as a workbook: every line of every finding, to be worked through and ticked off."""

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter

from pipelines.spendfile.check import Checked
from pipelines.spendfile.rules import in_pounds
from pipelines.spendfile.telling import order_of_dates, verdict

_WIDEST = 70
_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""A workbook says when it was made; the same file and findings must give the same bytes."""

Row = Sequence[str]


def workbook_report(checked: Checked) -> bytes:
    """The workbook about one file. Every cell is text: nothing in it can run."""
    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(memory, options) as book:
        book.set_properties({"title": checked.opened.name, "created": _MADE})
        bold = book.add_format({"bold": True, "bottom": 2, "text_wrap": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for title, headings, rows in _sheets(checked):
            sheet = book.add_worksheet(title)
            kept = list(rows)
            for place, heading in enumerate(headings):
                longest = max((len(row[place]) for row in kept), default=0)
                sheet.set_column(place, place, min(_WIDEST, max(longest, len(heading)) + 2))
                sheet.write_string(0, place, heading, bold)
            for number, row in enumerate(kept, 1):
                for place, text in enumerate(row):
                    sheet.write_string(number, place, text, wrapped)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, len(kept), len(headings) - 1)
    return memory.getvalue()


def _sheets(checked: Checked) -> Iterator[tuple[str, Row, Iterable[Row]]]:
    yield "Summary", ("What", "Answer"), _summary(checked)
    yield "What was found", ("How grave", "What", "What to do", "Lines"), _findings(checked)
    yield "Line by line", ("How grave", "What", "Sheet", "Line", "Column", "Seen"), _lines(checked)
    yield "What the duty asks", ("What", "Columns", "State"), _answers(checked)
    yield "Columns", ("Sheet", "No.", "Heading", "Taken for", "Because"), _columns(checked)


def _summary(checked: Checked) -> Iterator[Row]:
    account = checked.account
    yield "File", checked.opened.name
    yield "Verdict", verdict(checked)
    if checked.tables:
        yield "Held against", checked.duty.title
    if checked.is_refused:
        return
    yield "Lines", str(account.lines)
    yield "Everything in the file, £", str(account.published)
    yield "Payments", str(account.payments.lines)
    yield "Payments, £", str(account.payments.pounds)
    for one in account.rejected:
        known = "not known" if one.pounds is None else in_pounds(one.pounds)
        yield f"Set aside: {one.reason}", f"{one.lines} lines, {known}"
    yield "Credits", f"{account.credits.lines} lines, {in_pounds(account.credits.pounds)}"
    yield "Of nothing", f"{account.zeros} lines"
    yield "VAT", checked.vat
    for style, lines in checked.styles.items():
        yield "Dates", f"{style}: {lines} payments"
    if order := order_of_dates(checked):
        yield "Dates", order


def _findings(checked: Checked) -> Iterator[Row]:
    for one in checked.findings:
        yield one.rule.severity, one.rule.what, one.rule.advice, str(one.lines or "")


def _lines(checked: Checked) -> Iterator[Row]:
    for one in checked.findings:
        for place in one.places:
            yield (
                one.rule.severity, one.rule.what, place.part,
                str(place.line or ""), place.column, place.seen,
            )  # fmt: skip


def _answers(checked: Checked) -> Iterator[Row]:
    return ((one.what, ", ".join(one.headings), one.state) for one in checked.answers)


def _columns(checked: Checked) -> Iterator[Row]:
    for table in checked.tables:
        for one in table.columns:
            yield table.part, str(one.number), one.heading, one.role, one.reason

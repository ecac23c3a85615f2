"""What a publisher is told of a file before publishing it. Every file here is invented."""

import io
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from python_calamine import CalamineWorkbook
from rich.console import Console

from ingest.declarations import undeclared
from ingest.model import Reject, Rows, Summary
from ingest.sources.spend.payments import REJECTS
from ingest.specs import Publisher
from pipelines.spendfile.account import repeated
from pipelines.spendfile.check import Checked, check
from pipelines.spendfile.duties import State, duties
from pipelines.spendfile.names import DutyId
from pipelines.spendfile.opened import open_file
from pipelines.spendfile.report import html_report
from pipelines.spendfile.rules import Finding, Place, Severity, rules
from pipelines.spendfile.screen import show_checked
from pipelines.spendfile.telling import tell
from pipelines.spendfile.workbook import workbook_report
from tests.unit.test_spend_reading import BODY, read

HEADINGS = "Directorate,Supplier Name,Payment Date,Net Amount,Irrecoverable VAT,Purpose"
GOOD = f"""{HEADINGS},Merchant Category
Lamps,Fogbound Limited,13/04/2025,600.00,0.00,Wicks,Chandlers
Lamps,Levelwind Limited,14/04/2025,700.10,0.00,Oil,Chandlers
"""
MESSY = f"""Payments of the Fog Agency

{HEADINGS},Transaction Number,Purpose,,,
Lamps,Fogbound Limited,13/04/2025,"1.234,56",0.00,Wicks,9001,spare,,,
Lamps,Fogbound Limited,14/04/2025,#REF!,0.00,Wicks,9002,,,,
Lamps,Mr A Nobody,15/04/2025,"£1,000.00",0.00,Wicks,5.1E+09,,loose,,
Lamps,,16/04/2025,12.00,0.00,Wicks,9004,,,,
Lamps,Levelwind Limited,00:00:00,13.00,0.00,Wicks,9005,,,,
Lamps,Levelwind Limited,,14.00,0.00,=HYPERLINK(1),9006,,,,
Lamps,REDACTED,31/02/2025,15.00,0.00,Call 01632 960 123,9007,,,,
Lamps,Levelwind Limited,17/04/2025,-16.00,0.00,fog@lamps.example,9008,,,,
Lamps,Levelwind Limited,17/04/2025,-16.00,0.00,fog@lamps.example,9008,,,,
Lamps,Levelwind Limited,17/01/2024,0.00,0.00,AB 12 34 56 C,9009,,,,
Lamps,Levelwind Limited,17/04/2025,,0.00,sort code 12-34-56 12345678,9010,,,,
,Total,,2038.00,,,,,,,
"""


def checked(
    tmp_path: Path,
    text: str | bytes,
    name: str = "payments-2025-04.csv",
    publisher: Publisher = BODY,
    duty: DutyId | None = DutyId.TRANSPARENCY_CODE,
) -> Checked:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return check(open_file(path, publisher), duty)


def found(one: Checked, code: str) -> Finding:
    (finding,) = (finding for finding in one.findings if finding.code == code)
    return finding


def lines(one: Checked, code: str) -> list[int | None]:
    return [place.line for place in found(one, code).places]


def seen(one: Checked, code: str) -> list[str]:
    return [place.seen for place in found(one, code).places]


def codes(one: Checked) -> set[str]:
    return {finding.code for finding in one.findings}


@pytest.fixture
def messy(tmp_path: Path) -> Checked:
    return checked(tmp_path, MESSY)


def test_of_a_good_file_nothing_is_said(tmp_path: Path) -> None:
    good = checked(tmp_path, GOOD)
    assert not good.findings
    assert {answer.state for answer in good.answers} == {State.HERE}
    assert "Nothing needs to be put right" in html_report(good)


def test_the_numbers_of_a_report_are_the_nights_own(tmp_path: Path) -> None:
    one = checked(tmp_path, MESSY)
    parsed = read(tmp_path / "payments-2025-04.csv", period="payments-2025-04.csv")
    (summary,) = (item for item in parsed if isinstance(item, Summary))
    rejects = [item for item in parsed if isinstance(item, Reject)]
    payments = sum(len(item.lines) for item in parsed if isinstance(item, Rows))
    assert one.account.lines == summary.lines
    assert one.account.published == summary.published_total
    assert one.account.payments.lines == payments
    assert one.account.all_rejected.lines == len(rejects)
    rejected = sum((reject.amount or Decimal(0) for reject in rejects), Decimal(0))
    assert one.account.all_rejected.pounds == rejected
    assert one.account.is_conserved


def test_the_account_names_credits_and_zeros(messy: Checked) -> None:
    account = messy.account
    assert (account.credits.lines, account.credits.pounds) == (2, Decimal(-32))
    assert account.zeros == 1
    assert account.payments.pounds == Decimal(1022)
    assert account.published == Decimal(3060)


def test_an_amount_that_cannot_be_read_is_not_nothing(messy: Checked) -> None:
    rejected = {one.code: one.pounds for one in messy.account.rejected}
    assert rejected["unreadable_amount"] is None
    assert rejected["total_row"] == Decimal(2038)
    assert "not known" in html_report(messy)


def test_an_unreadable_amount_is_told_by_line_with_what_to_write(messy: Checked) -> None:
    assert lines(messy, "unreadable_amount") == [4, 5]
    assert seen(messy, "unreadable_amount") == [
        "“1.234,56”: write 1234.56",
        "“#REF!”: a formula failed; write the amount",
    ]
    assert tell(found(messy, "unreadable_amount")).sentences[0] == (
        "Line 4: “1.234,56”: write 1234.56"
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("no_amount", [14]),
        ("total_row", [15]),
        ("no_supplier", [7]),
        ("clock_date", [8]),
        ("no_date", [9]),
        ("unreadable_date", [10]),
        ("outside_period", [13]),
        ("lost_digits", [6]),
        ("dressed_amounts", [6]),
        ("repeated_lines", [12]),
        ("redacted", [10]),
        ("person_payee", [6]),
        ("formula", [9]),
        ("national_insurance", [13]),
        ("bank_details", [14]),
        ("phone_number", [10]),
        ("email_address", [11, 12]),
    ],
)
def test_each_thing_amiss_is_told_with_its_lines(
    messy: Checked, code: str, expected: list[int]
) -> None:
    assert lines(messy, code) == expected


def test_headings_that_would_puzzle_a_reader_are_told(messy: Checked) -> None:
    assert seen(messy, "rows_above_headings") == ["1 above row 3"]
    assert seen(messy, "repeated_names") == ["“Purpose” stands 2 times"]
    assert [place.column for place in found(messy, "unheaded_column").places] == ["column 9"]
    assert seen(messy, "empty_columns") == ["3 to the right of the last heading"]


def test_what_the_duty_asks_and_is_not_there_must_be_put_right(messy: Checked) -> None:
    assert seen(messy, "missing_column") == ["the kind of goods or services"]
    assert found(messy, "missing_column").rule.severity is Severity.MUST


def test_a_column_that_is_blank_on_every_line_is_not_there(tmp_path: Path) -> None:
    blank = GOOD.replace(",0.00,", ",,")
    assert seen(checked(tmp_path, blank), "blank_column") == [
        "the VAT that the body cannot recover"
    ]


def test_no_report_repeats_what_may_be_about_a_person(messy: Checked) -> None:
    console = Console(record=True, width=200, file=io.StringIO())
    show_checked(messy, console)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(workbook_report(messy)))
    cells = str([workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names])
    for report in (html_report(messy), console.export_text(), cells):
        for private in ("Nobody", "AB 12", "960 123", "12345678", "fog@lamps"):
            assert private not in report


def test_readers_are_shown_the_payments_without_people(messy: Checked) -> None:
    first = messy.first_rows[0]
    assert (first.line, first.day, first.amount) == (6, "2025-04-15", "1,000.00")
    assert first.payee == "withheld: may be a person"
    assert "[number withheld]" in messy.first_rows[4].purpose


def test_the_order_of_dates_is_proved_by_a_date(messy: Checked, tmp_path: Path) -> None:
    assert messy.proof == "line 6: 15/04/2025"
    unproven = GOOD.replace("13/04", "03/04").replace("14/04", "04/04")
    one = checked(tmp_path, unproven)
    assert one.proof == ""
    assert "unproven_dates" in codes(one)


def test_a_refused_file_says_why_and_where(tmp_path: Path) -> None:
    mixed = "".join(
        f"Lamps,Fogbound Limited,{date}/2025,1.00,0.00,Wicks\n" for date in ("13/04", "04/13") * 20
    )
    one = checked(tmp_path, f"{HEADINGS}\n{mixed}")
    assert one.is_refused
    assert seen(one, "refused")[1:3] == [
        "“13/04/2025”: the day stands first",
        "“04/13/2025”: the month stands first",
    ]
    assert "This file would be refused" in html_report(one)
    assert not one.first_rows


def test_vat_that_is_not_stated_is_asked_for(tmp_path: Path) -> None:
    unstated = GOOD.replace("Net Amount", "Amount")
    assert "vat_unstated" in codes(checked(tmp_path, unstated))
    declared = BODY.model_copy(update={"vat_basis": "net"})
    assert "vat_unstated" not in codes(checked(tmp_path, unstated, publisher=declared))
    gross = GOOD.replace("Net Amount", "Gross Amount")
    assert "gross_amounts" in codes(checked(tmp_path, gross))


def test_a_file_is_held_against_the_duty_of_its_body(tmp_path: Path) -> None:
    nhs = BODY.model_copy(update={"body_type": "nhs"})
    council = BODY.model_copy(update={"body_type": "county"})
    assert checked(tmp_path, GOOD, publisher=nhs, duty=None).duty is duties()[DutyId.HMT_25K]
    assert (
        checked(tmp_path, GOOD, publisher=council, duty=None).duty
        is duties()[DutyId.TRANSPARENCY_CODE]
    )


def test_where_no_body_is_declared_the_file_says_which_duty(tmp_path: Path) -> None:
    nobody = undeclared("nobody")
    large = GOOD.replace("600.00", "60000.00").replace("700.10", "70000.10")
    family = GOOD.replace("Directorate", "Department family,Entity", 1)
    family = family.replace("Lamps,", "Lights,Lamps,")
    for text in (large, family):
        assert checked(tmp_path, text, publisher=nobody, duty=None).duty.threshold_gbp == 25000
    assert checked(tmp_path, GOOD, publisher=nobody, duty=None).duty.threshold_gbp == 500


def test_lines_below_the_bodys_threshold_are_only_noted(tmp_path: Path) -> None:
    body = BODY.model_copy(update={"threshold_gbp": Decimal(650)})
    one = checked(tmp_path, GOOD, publisher=body)
    assert lines(one, "below_threshold") == [2]
    assert found(one, "below_threshold").rule.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (GOOD.replace("Wicks", "Wícks").encode("cp1252"), "not_utf_8"),
        (b"\xef\xbb\xbf" * 2 + GOOD.encode(), "doubled_mark"),
        (b"\xff\xfe" + GOOD.encode("utf-16-le"), "not_utf_8"),
        (GOOD.replace("Wicks", "W\ufffdcks").encode(), "damaged_letters"),
        (GOOD.replace(",", ";").encode(), "not_commas"),
        (GOOD.replace("Limited,14/04/2025", "Limited,14 April 2025").encode(),
         "several_date_styles"),
        (GOOD.replace("14/04/2025", "45761").encode(), "serial_date"),
        (GOOD.replace("14/04/2025", "Apr-25").encode(), "month_only"),
        (GOOD.replace("Merchant Category", "Company Number").replace("Chandlers", "9990001")
         .encode(), "lost_zeros"),
    ],
)  # fmt: skip
def test_each_fault_of_the_file_itself_is_told(tmp_path: Path, data: bytes, code: str) -> None:
    one = checked(tmp_path, data)
    if code == "lost_zeros":
        one = checked(tmp_path, data.replace(b"9990001", b"99900012", 1))
    assert code in codes(one)
    assert not one.is_refused


def test_a_workbook_named_csv_is_told_what_it_is(tmp_path: Path) -> None:
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory) as book:
        sheet = book.add_worksheet("April")
        for row, line in enumerate(GOOD.splitlines()):
            sheet.write_row(row, 0, line.split(","))
        hidden = book.add_worksheet("Old")
        hidden.write_row(0, 0, ["Supplier", "Amount"])
        hidden.hide()
    one = checked(tmp_path, memory.getvalue())
    assert seen(one, "wrong_name") == [".csv, and it is an Excel workbook"]
    assert [place.part for place in found(one, "part_not_read").places] == ["Old"]


def test_old_workbooks_and_what_is_no_table_are_named_for_what_they_are(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("April")
    for row, line in enumerate(GOOD.splitlines()):
        for column, text in enumerate(line.split(",")):
            sheet.write(row, column, text)
    memory = io.BytesIO()
    book.save(memory)
    assert "only_spreadsheet" in codes(checked(tmp_path, memory.getvalue(), "a.xls"))
    page = checked(tmp_path, "<!doctype html><p>Not found", "a.csv")
    assert page.is_refused
    assert seen(page, "wrong_name") == [".csv, and it is a web page"]


def test_the_same_file_gives_the_same_reports(tmp_path: Path) -> None:
    one, other = checked(tmp_path, MESSY), checked(tmp_path, MESSY)
    assert html_report(one) == html_report(other)
    assert workbook_report(one) == workbook_report(other)


def test_the_page_runs_nothing_and_asks_nobody(tmp_path: Path) -> None:
    hostile = GOOD.replace("Lamps", "<script>alert(1)</script>").replace(
        "Purpose", "<img src=x onerror=alert(1)>"
    )
    page = html_report(checked(tmp_path, hostile, "<b>.csv"))
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "default-src 'none'" in page
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")


def test_there_is_a_rule_for_every_reason_to_reject_a_payment() -> None:
    assert set(REJECTS) <= set(rules())


def test_every_rule_says_what_to_do() -> None:
    for code, rule in rules().items():
        assert rule.what, code
        assert rule.advice.endswith("."), code


def test_equal_lines_are_told_from_the_second_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(GOOD + GOOD.splitlines()[1] + "\n" + GOOD.splitlines()[1] + "\n")
    assert repeated(open_file(path, BODY).payments) == {2: 0, 3: 0}


def test_a_repeated_line_says_which_line_it_repeats(messy: Checked) -> None:
    assert seen(messy, "repeated_lines") == ["the same as line 11"]


def test_a_credit_is_printed_with_its_minus_before_the_pound(
    messy: Checked, capsys: pytest.CaptureFixture[str]
) -> None:
    show_checked(messy, Console())
    assert "2 credits of -£32.00" in capsys.readouterr().out


def test_a_long_name_breaks_after_its_underscores_and_stays_escaped(tmp_path: Path) -> None:
    page = html_report(checked(tmp_path, GOOD, "fog_<b>.csv"))
    assert "<h1>fog_<wbr>&lt;b&gt;.csv</h1>" in page


def test_a_file_whose_columns_are_not_known_is_held_against_no_duty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = checked(tmp_path, "Night of,Lit by,Oil burnt\n13/04/2025,Fogbound,much\n")
    show_checked(unknown, Console())
    assert "Held against" not in capsys.readouterr().out + html_report(unknown)
    assert "Held against" in html_report(checked(tmp_path, GOOD))


def test_headings_that_nobody_has_met_are_shown_to_whoever_can_explain_them(
    tmp_path: Path,
) -> None:
    text = "The book of the keeper\nNight of,Lit by,Oil burnt\n13/04/2025,Fogbound,much\n"
    one = checked(tmp_path, text)
    assert seen(one, "refused")[1:] == [
        "may be headings that nobody has met: “Night of”, “Lit by”, “Oil burnt”"
    ]
    assert lines(one, "refused") == [None, 2]


def test_a_person_named_above_unmet_headings_is_not_repeated(tmp_path: Path) -> None:
    one = checked(tmp_path, "Prepared by,Mrs J Nobody,Finance\n13/04/2025,Fogbound,much\n")
    assert "withheld" in seen(one, "refused")[1]
    assert "Nobody" not in html_report(one)


def test_dates_that_can_be_read_both_ways_are_shown(tmp_path: Path) -> None:
    both = GOOD.replace("13/04", "03/04").replace("14/04", "05/04")
    one = checked(tmp_path, both, "payments.csv")
    assert seen(one, "refused")[1:] == [
        "“03/04/2025”: can be read both ways",
        "“05/04/2025”: can be read both ways",
    ]


def test_dates_that_a_spreadsheet_may_have_swapped_are_shown_as_examples(tmp_path: Path) -> None:
    rows = "".join(
        f"Lamps,Fogbound Limited,{day},600.00,0.00,Wicks,Chandlers\n"
        for day in ("2025-01-04T00:00:00", "2025-03-04T00:00:00", "4/15/2025", "4/17/2025")
    )
    one = checked(tmp_path, f"{HEADINGS},Merchant Category\n{rows}")
    assert seen(one, "refused")[1:] == [
        "“2025-01-04”: day and month may have changed places",
        "“2025-03-04”: day and month may have changed places",
        "“4/15/2025”: the month stands first",
        "“4/17/2025”: the month stands first",
    ]
    assert tell(found(one, "refused")).how_often == ""


def test_a_table_of_another_kind_is_said_to_be_one(fixtures: Path) -> None:
    path = fixtures / "spend" / "prompt_payment.csv"
    one = check(open_file(path, BODY, "2025"))
    assert not one.is_refused
    assert seen(one, "other_table") == ["prompt payments"]
    assert "would be read as prompt payments" in html_report(one)


def test_lines_in_a_row_are_told_as_a_run() -> None:
    places = tuple(Place("", line) for line in (3, 7, 8, 9, 10, 12, 13))
    assert tell(Finding("redacted", places)).sentences == ("Lines 3, 7 to 10, 12, 13",)

"""A file written out clean holds every payment of the one it came from, and nothing else."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.dates import DateFormat, format_of
from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.specs import Publisher
from pipelines import cli
from pipelines.spendfile.check import check
from pipelines.spendfile.days import day_of
from pipelines.spendfile.duties import State, answers_of, duties
from pipelines.spendfile.export import Exported, export
from pipelines.spendfile.names import DutyId, Vat
from pipelines.spendfile.opened import open_file
from pipelines.spendfile.rules import Severity
from tests.unit.test_spend_reading import BODY
from tests.unit.test_spendfile_check import GOOD, MESSY

CODE, TREASURY = duties()[DutyId.TRANSPARENCY_CODE], duties()[DutyId.HMT_25K]
DECLARED = BODY.model_copy(update={"ons_code": "E07999001", "vat_basis": "net"})


def exported(
    tmp_path: Path,
    text: str,
    publisher: Publisher = DECLARED,
    duty: DutyId = DutyId.TRANSPARENCY_CODE,
    vat: Vat | None = None,
    *,
    redact: bool = False,
) -> Exported:
    path = tmp_path / "payments-2025-04.csv"
    path.write_text(text, "utf-8")
    return export(open_file(path, publisher), duties()[duty], vat, redact=redact)


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def headings(text: str) -> list[str]:
    return text.splitlines()[0].split(",")


def test_the_columns_are_the_templates_in_its_order(tmp_path: Path) -> None:
    clean = exported(tmp_path, GOOD).clean
    assert headings(clean) == [column.heading for column in CODE.columns]
    treasury = exported(tmp_path, GOOD, BODY, DutyId.HMT_25K).clean
    assert headings(treasury)[:8] == [
        "Department family", "Entity", "Date", "Expense type", "Expense area", "Supplier",
        "Transaction number", "Net Amount",
    ]  # fmt: skip


def test_a_payment_stands_under_the_headings_it_belongs_to(tmp_path: Path) -> None:
    first = records(exported(tmp_path, GOOD).clean)[0]
    assert {heading: cell for heading, cell in first.items() if cell} == {
        "Organisation Name": "Fog Agency",
        "Organisation Code": "E07999001",
        "Directorate/Service Area": "Lamps",
        "Supplier (Beneficiary) Name": "Fogbound Limited",
        "Payment Date": "2025-04-13",
        "Net Amount": "600.00",
        "Irrecoverable VAT": "0.00",
        "Purpose of Spend": "Wicks",
        "Procurement (Merchant) Category": "Chandlers",
    }


def test_the_treasurys_dates_are_written_as_its_template_says(tmp_path: Path) -> None:
    clean = exported(tmp_path, GOOD, BODY, DutyId.HMT_25K).clean
    assert [row["Date"] for row in records(clean)] == ["13/04/2025", "14/04/2025"]


def test_what_is_no_payment_is_set_aside_whole_and_never_dropped(tmp_path: Path) -> None:
    one = exported(tmp_path, MESSY)
    aside = records(one.set_aside)
    assert [(row["Line"], row["Reason"], row["Amount"]) for row in aside] == [
        ("4", "unreadable_amount", ""),
        ("5", "unreadable_amount", ""),
        ("14", "no_amount", ""),
        ("15", "total_row", "2038.00"),
    ]
    assert aside[0]["Cell 4"] == "1.234,56"
    assert aside[0]["Cell 7"] == "9001"
    assert len(records(one.clean)) + len(aside) == one.account.lines


def test_what_is_written_and_set_aside_is_what_the_file_holds(tmp_path: Path) -> None:
    one = exported(tmp_path, MESSY)
    written = sum((Decimal(row["Net Amount"]) for row in records(one.clean)), Decimal(0))
    aside = sum((Decimal(row["Amount"] or 0) for row in records(one.set_aside)), Decimal(0))
    assert written + aside == one.account.published == Decimal(3060)


def test_amounts_are_plain_digits_and_fractions_of_a_penny_are_kept(tmp_path: Path) -> None:
    text = GOOD.replace("600.00", '"£1,600"').replace("700.10", "(0.125)")
    assert [row["Net Amount"] for row in records(exported(tmp_path, text).clean)] == [
        "1600.00",
        "-0.1250",
    ]


def test_no_cell_can_run(tmp_path: Path) -> None:
    cells = [row["Purpose of Spend"] for row in records(exported(tmp_path, MESSY).clean)]
    assert "'=HYPERLINK(1)" in cells


def test_people_are_named_unless_their_publisher_says_otherwise(tmp_path: Path) -> None:
    kept, hidden = exported(tmp_path, MESSY), exported(tmp_path, MESSY, redact=True)
    name = "Supplier (Beneficiary) Name"
    assert (kept.redacted, hidden.redacted) == (0, 1)
    assert "Mr A Nobody" in [row[name] for row in records(kept.clean)]
    assert records(hidden.clean)[0][name] == "REDACTED"
    assert hidden.clean.count("REDACTED") == 2


def test_a_heading_says_only_what_is_known_of_the_amounts(tmp_path: Path) -> None:
    unstated = GOOD.replace("Net Amount", "Amount")
    assert "Amount" in headings(exported(tmp_path, unstated, BODY).clean)
    for vat, heading in ((Vat.NET, "Net Amount"), (Vat.GROSS, "Gross Amount")):
        assert heading in headings(exported(tmp_path, unstated, BODY, vat=vat).clean)


def test_a_heading_says_only_what_is_known_of_the_dates(tmp_path: Path) -> None:
    invoiced = exported(tmp_path, GOOD.replace("Payment Date", "Invoice Date")).clean
    assert "Invoice Date" in headings(invoiced)
    assert "Payment Date" not in headings(invoiced)


def test_a_date_that_names_no_day_is_not_given_one(tmp_path: Path) -> None:
    text = GOOD.replace("13/04/2025", "Apr-25").replace("14/04/2025", "TBC")
    one = exported(tmp_path, text)
    assert [row["Payment Date"] for row in records(one.clean)] == ["Apr-25", ""]
    assert one.undated == 1


def with_effective(*days: str, payments: str = GOOD) -> str:
    head, *lines = payments.splitlines()
    return "\n".join([f"{head},Effective Date", *map(",".join, zip(lines, days, strict=True))])


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (("01/04/2025", "29/04/2025"), ["2025-04-01", "2025-04-29"]),
        (("01/05/2025", "02/06/2025"), ["2025-05-01", "2025-06-02"]),
        (("2025-04-01 00:00:00", "Apr-25"), ["2025-04-01", "Apr-25"]),
        (("45748", ""), ["2025-04-01", ""]),
    ],
    ids=["itself", "as the payments", "in words", "as numbers"],
)
def test_every_column_of_dates_is_written_as_the_payments_are(
    tmp_path: Path, days: tuple[str, str], written: list[str]
) -> None:
    one = exported(tmp_path, with_effective(*days))
    assert [row["Effective Date"] for row in records(one.clean)] == written
    assert one.unread == ()


def test_a_cell_that_is_no_date_stays_as_it_was_and_is_told(tmp_path: Path) -> None:
    one = exported(tmp_path, with_effective("01/04/2025", "=LATER(1)"))
    assert [row["Effective Date"] for row in records(one.clean)] == ["2025-04-01", "'=LATER(1)"]
    assert [(left.heading, left.cells) for left in one.unread] == [("Effective Date", 1)]


def test_dates_whose_order_cannot_be_told_stay_as_they_were_and_are_told(tmp_path: Path) -> None:
    worded = GOOD.replace("13/04/2025", "13 April 2025").replace("14/04/2025", "14 April 2025")
    one = exported(tmp_path, with_effective("01/05/2025", "02/06/2025", payments=worded))
    rows = records(one.clean)
    assert [row["Effective Date"] for row in rows] == ["01/05/2025", "02/06/2025"]
    assert [row["Payment Date"] for row in rows] == ["2025-04-13", "2025-04-14"]
    (left,) = one.unread
    assert (left.heading, left.cells) == ("Effective Date", 2)
    assert "day/month" in left.reason


def test_columns_with_the_templates_own_headings_go_under_them(tmp_path: Path) -> None:
    text = GOOD.replace("Purpose", "VCSE Flag,Procurement Classification,Purpose", 1)
    text = text.replace("0.00,Wicks", "0.00,yes,Soft wicks,Wicks")
    first = records(exported(tmp_path, text).clean)[0]
    assert (first["VCSE flag"], first["Procurement Classification"]) == ("yes", "Soft wicks")
    assert first["Service Category Label"] == ""


def test_a_number_of_a_charity_stands_where_there_is_none_of_a_company(tmp_path: Path) -> None:
    header, one, two = GOOD.splitlines()
    text = "\n".join(
        [f"{header},Company Number,Charity Number", f"{one},99900012,", f"{two},,9990001"]
    )
    rows = records(exported(tmp_path, text).clean)
    assert [row["Company/Charity Registration Number"] for row in rows] == ["99900012", "9990001"]


def test_what_is_blank_and_what_has_no_place_is_named(tmp_path: Path) -> None:
    text = GOOD.replace(",Irrecoverable VAT", "").replace(",0.00,", ",")
    text = text.replace("Purpose", "Colour,Purpose", 1).replace("Wicks,", "red,Wicks,", 1)
    one = exported(tmp_path, text.replace("Oil,", "red,Oil,"))
    assert "Irrecoverable VAT" in one.blank
    assert one.missing == ("the VAT that the body cannot recover",)
    assert one.left_out == ("Colour",)


def test_a_column_without_a_heading_is_named_by_its_place_where_it_says_something(
    tmp_path: Path,
) -> None:
    header, first, second = GOOD.splitlines()
    one = exported(tmp_path, f"{header},,\n{first},,loose\n{second},,\n")
    assert one.left_out == ("column 9",)


@pytest.mark.parametrize("text", [GOOD, MESSY])
@pytest.mark.parametrize("duty", list(DutyId))
def test_a_clean_file_has_no_fault_in_the_columns_its_source_had(
    tmp_path: Path, text: str, duty: DutyId
) -> None:
    source = tmp_path / "payments-2025-04.csv"
    source.write_text(text, "utf-8")
    opened = open_file(source, DECLARED)
    path = tmp_path / "clean-2025-04.csv"
    path.write_text(export(opened, duties()[duty], redact=True).clean, "utf-8", newline="")
    again = check(open_file(path, DECLARED), duty)
    had = {one.what for one in answers_of(opened, duties()[duty]) if one.state is State.HERE}
    private = {"national_insurance", "bank_details", "phone_number"}
    grave = [one for one in again.findings if one.rule.severity is Severity.MUST]
    told = {(one.code, place.seen) for one in grave for place in one.places}
    assert {seen for code, seen in told if code not in private} & had == set()
    assert {code for code, _ in told} <= {"missing_column", "blank_column", *private}
    assert again.account.payments == check(opened, duty).account.payments


def test_exporting_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = exported(tmp_path, MESSY), exported(tmp_path, MESSY)
    assert (one.clean, one.set_aside) == (other.clean, other.set_aside)


def test_a_file_that_is_refused_is_not_exported(tmp_path: Path) -> None:
    with pytest.raises(RefusedDocumentError):
        exported(tmp_path, "<!doctype html><p>Not found")
    with pytest.raises(EmptyPublicationError):
        exported(tmp_path, GOOD.splitlines()[0] + "\n,Total,,1.00,,,\n")


@pytest.mark.parametrize(
    "text",
    ["2025-04-13 00:00:00", "20250413", "13/04/2025", "13.4.25", "13 April 2025", "13-Apr-25",
     "13th Apr 2025", "45760"],
)  # fmt: skip
def test_every_way_of_writing_a_day_is_the_same_day(text: str) -> None:
    day = day_of(text, format_of(text, "day_first"))
    assert day is not None
    assert day.isoformat() == "2025-04-13"


def test_a_month_and_an_unreadable_date_are_no_day() -> None:
    assert day_of("Apr-25", DateFormat.TEXT_MONTH_ONLY) is None
    assert day_of("202504", DateFormat.YM_COMPACT) is None
    assert day_of("TBC", DateFormat.UNREADABLE) is None


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["goldenthread", *words])
    with pytest.raises(SystemExit) as left:
        cli.main()
    return int(left.value.code or 0)


def test_the_commands_write_what_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, page, book = (tmp_path / name for name in ("a 2025-04.csv", "a.html", "a.xlsx"))
    path.write_text(MESSY, "utf-8")
    reports = ["--html", str(page), "--xlsx", str(book)]
    assert run(monkeypatch, "check-file", str(path), *reports) == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert book.read_bytes().startswith(b"PK")
    assert run(monkeypatch, "export", str(path), "--profile", "transparency-code") == 0
    assert (tmp_path / "a 2025-04-transparency-code.csv").is_file()
    assert (tmp_path / "a 2025-04-transparency-code-set-aside.csv").is_file()
    assert "what the file holds" in capsys.readouterr().out


def test_a_refused_file_ends_in_an_error_code_and_is_never_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "a.csv"
    page.write_text("<!doctype html><p>Not found", "utf-8")
    assert run(monkeypatch, "check-file", str(page)) == 1
    good = tmp_path / "b.csv"
    good.write_text(GOOD, "utf-8")
    profile = ["--profile", "hmt-25k", "--out", str(good)]
    assert run(monkeypatch, "export", str(good), *profile) == 1
    assert good.read_text("utf-8") == GOOD
    assert run(monkeypatch, "check-file", str(good), "--publisher", "no_such_body") == 1
    assert "no_such_body.yml does not exist" in capsys.readouterr().err.replace("\n", "")

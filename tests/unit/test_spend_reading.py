import datetime as dt
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.model import (
    Context,
    DeliveryKey,
    Document,
    Parsed,
    Reject,
    Request,
    Row,
    Summary,
    Window,
)
from ingest.registry import load_spec
from ingest.sources.spend.payments import REJECTS
from ingest.sources.spend.reading import parse
from ingest.specs import Publisher
from tests.fakes import one_by_one

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures/spend"
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
BODY = Publisher(publisher_id="fog_agency", title="Fog Agency")


def read(path: Path, publisher: Publisher = BODY, period: str = "2025-09") -> list[Parsed]:
    window = Window(dt.date(2024, 4, 1), dt.date(2026, 3, 31), NIGHT)
    context = Context(load_spec("spend"), window, {publisher.publisher_id: publisher})
    delivery = DeliveryKey("spend", publisher.publisher_id, period)
    request = Request("https://fog.example/a", delivery=delivery, name=path.name)
    return list(parse(context, Document(request, path, "0" * 64, NIGHT)))


def rows(parsed: list[Parsed]) -> list[Row]:
    return list(one_by_one(parsed))


def rejects(parsed: list[Parsed]) -> list[Reject]:
    return [item for item in parsed if isinstance(item, Reject)]


def summary(parsed: list[Parsed]) -> Summary:
    (only,) = (item for item in parsed if isinstance(item, Summary))
    return only


def column(parsed: list[Parsed], name: str) -> list[str | None]:
    return [row.values.get(name) for row in rows(parsed)]


def refusal(path: Path) -> str:
    with pytest.raises(RefusedDocumentError) as error:
        read(path)
    return error.value.code


def test_headings_are_found_below_titles_and_sql() -> None:
    parsed = read(FIXTURES / "title_rows_and_footers.csv")
    assert summary(parsed).layout == (
        "header row 4: supplier=Supplier, amount=Net Amount, date=Payment Date"
    )


def test_credits_zeros_and_repeated_lines_stay_payments() -> None:
    parsed = read(FIXTURES / "title_rows_and_footers.csv")
    assert column(parsed, "amount") == ["£1,200.00", "£1,200.00", "(400.00)", "0.00"]
    assert [row.line for row in rows(parsed)] == [5, 6, 8, 9]


def test_what_is_no_payment_is_rejected_with_its_reason_and_its_money() -> None:
    found = rejects(read(FIXTURES / "title_rows_and_footers.csv"))
    assert [(reject.line, reject.code, reject.amount) for reject in found] == [
        (7, "total_row", Decimal(2400)),
        (10, "unreadable_amount", None),
        (11, "no_amount", None),
        (12, "total_row", Decimal(2000)),
        (13, "no_supplier_nor_date", Decimal(12)),
        (14, "not_a_payment", None),
        (15, "total_row", Decimal(2000)),
    ]
    assert {reject.reason for reject in found} <= set(REJECTS.values())


def test_what_was_published_is_what_was_landed_and_rejected() -> None:
    parsed = read(FIXTURES / "title_rows_and_footers.csv")
    rejected = sum((reject.amount or Decimal(0) for reject in rejects(parsed)), Decimal(0))
    assert summary(parsed).published_total == Decimal(2000) + rejected
    assert summary(parsed).lines == len(rows(parsed)) + len(rejects(parsed))


def test_a_heading_split_over_two_rows_is_read_as_one() -> None:
    parsed = read(FIXTURES / "split_headings.csv")
    assert column(parsed, "transaction_number") == ["9001"]
    assert column(parsed, "supplier_postcode") == ["ZA1 1AA"]
    assert column(parsed, "supplier_name") == ["LEVELWIND LIMITED"]


def test_a_comma_without_quotes_is_undone_only_where_there_is_one_way() -> None:
    parsed = read(FIXTURES / "unquoted_commas.csv")
    assert column(parsed, "amount") == ["10.00", "30.00"]
    (misaligned,) = rejects(parsed)
    assert (misaligned.code, misaligned.amount) == ("misaligned_row", Decimal(20))
    assert json.loads(rows(parsed)[1].values["_extra"] or "") == {"column 5": "paid twice"}


def test_a_name_broken_by_a_comma_is_joined_where_only_it_can_be(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Supplier,Date,Amount\nA,13/04/2025,1.00\nB, C,14/04/2025,2.00\n")
    assert column(read(path), "supplier_name") == ["A", "B, C"]


def test_headings_sorted_among_the_payments_lose_no_payment() -> None:
    parsed = read(FIXTURES / "header_below.csv")
    assert [row.line for row in rows(parsed)] == [1, 2, 4]
    assert summary(parsed).published_total == Decimal(60)


def test_a_second_table_below_the_first_is_read_under_its_own_headings() -> None:
    parsed = read(FIXTURES / "two_tables.csv")
    assert column(parsed, "amount") == ["10.00", "20.00", "30.00"]
    assert summary(parsed).layout.count("header row") == 2


def test_net_is_the_amount_and_gross_and_vat_are_kept_beside_it() -> None:
    (row,) = rows(read(FIXTURES / "gross_vat_net.csv"))
    assert row.values["amount"] == "10.00"
    assert row.values["vat_amount"] == "2.00"
    assert json.loads(row.values["_extra"] or "") == {
        "Gross": "12.00",
        "Invoice Date": "01/04/2025",
        "Class Code": "A",
        "Class Code (2)": "B",
        "column 9": "loose",
    }


def test_a_payment_date_is_preferred_to_an_invoice_date_and_says_so() -> None:
    (row,) = rows(read(FIXTURES / "gross_vat_net.csv"))
    assert row.values["paid_on"] == "30/04/2025"
    assert (row.values["date_format"], row.values["date_meaning"]) == ("dmy", "payment")


def test_a_card_list_without_payees_lands_with_the_payee_unknown() -> None:
    (row,) = rows(read(FIXTURES / "card_list.csv"))
    assert row.values.get("supplier_name") is None
    assert row.values["merchant_category"] == "Ship Chandlers"


def test_the_publishers_declared_order_settles_dates_that_read_both_ways() -> None:
    ordered = BODY.model_copy(update={"date_order": "month_first"})
    assert column(read(FIXTURES / "ambiguous_dates.csv", ordered), "date_format") == ["mdy"] * 2


def test_rows_say_whose_they_are_and_for_when() -> None:
    (row,) = rows(read(FIXTURES / "card_list.csv"))
    assert (row.values["publisher_id"], row.values["period"]) == ("fog_agency", "2025-09")


def test_every_column_of_a_row_is_declared() -> None:
    declared = set(load_spec("spend").tables["payments"].columns)
    for path in FIXTURES.glob("t*.csv"):
        assert all(set(row.values) <= declared for row in rows(read(path)))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ambiguous_dates.csv", "ambiguous_dates"),
        ("no_amounts.csv", "no_amount_column"),
        ("in_dollars.csv", "another_currency"),
        ("no_headings.csv", "unknown_layout"),
        ("grants.csv", "not_payments"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_true_reason(name: str, code: str) -> None:
    assert refusal(FIXTURES / name) == code


def test_a_refusal_shows_what_stands_where_amounts_should() -> None:
    with pytest.raises(RefusedDocumentError, match=r"'\$10.00'"):
        read(FIXTURES / "in_dollars.csv")


def test_a_refusal_names_nobody_who_stands_where_amounts_should(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Supplier,Date,Amount\nFogbound Ltd,13/04/2025,Nobody Invented\n", "utf-8")
    with pytest.raises(RefusedDocumentError, match="under 'Amount' stands words") as refusal:
        read(path)
    assert "Nobody" not in refusal.value.reason


@pytest.mark.parametrize(
    ("name", "code"), [("headings_only.csv", "no_rows"), ("nil_return.csv", "says_no_data")]
)
def test_an_empty_publication_is_told_apart(name: str, code: str) -> None:
    with pytest.raises(EmptyPublicationError) as error:
        read(FIXTURES / name)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html><body>Not found</body></html>", "html_instead_of_table"),
        (b"%PDF-1.4", "pdf_instead_of_table"),
        (b"", "empty_file"),
    ],
)
def test_a_document_that_is_no_table_is_refused_whatever_it_is_called(
    tmp_path: Path, data: bytes, code: str
) -> None:
    path = tmp_path / "april.csv"
    path.write_bytes(data)
    assert refusal(path) == code


def workbook(path: Path, **sheets: list[list[str | float]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
            if name == "Hidden":
                sheet.hide()
    return path


APRIL: list[list[str | float]] = [
    ["Supplier", "Date", "Amount"],
    ["Fogbound Ltd", "13/04/2025", 10.5],
]


def test_each_sheet_is_read_and_a_sheet_of_notes_is_left_with_its_reason(tmp_path: Path) -> None:
    notes: list[list[str | float]] = [["About these figures"], ["Ask the lamp office"]]
    path = workbook(tmp_path / "q1.xlsx", April=APRIL, Notes=notes, May=APRIL)
    parsed = read(path)
    assert [row.part for row in rows(parsed)] == ["April", "May"]
    assert [(reject.part, reject.code) for reject in rejects(parsed)] == [
        ("Notes", "part_not_read")
    ]


def test_one_sheet_with_unsafe_dates_refuses_the_document(tmp_path: Path) -> None:
    unsafe: list[list[str | float]] = [APRIL[0], ["Gull Rock CIC", "03/04/2025", 1]]
    path = workbook(tmp_path / "q1.xlsx", April=APRIL, May=unsafe)
    assert refusal(path) == "ambiguous_dates"


def test_a_hidden_sheet_is_not_read_and_that_is_said(tmp_path: Path) -> None:
    parsed = read(workbook(tmp_path / "q1.xlsx", April=APRIL, Hidden=APRIL))
    assert [row.part for row in rows(parsed)] == ["April"]
    (reject,) = rejects(parsed)
    assert (reject.part, reject.code) == ("Hidden", "part_not_read")
    assert "hidden" in reject.reason


def test_a_payment_for_nothing_to_do_with_nil_returns_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Supplier,Date,Amount\nNil Return Software Ltd,13/04/2025,1.00\n")
    assert column(read(path), "amount") == ["1.00"]


def test_the_members_of_an_archive_are_the_parts_of_the_document(tmp_path: Path) -> None:
    path = tmp_path / "q1.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for month in ("april", "may"):
            archive.writestr(f"{month}.csv", "Supplier,Date,Amount\nA,13/04/2025,1.00\n")
        archive.writestr("readme.pdf", "%PDF-1.4")
    parsed = read(path)
    assert [row.part for row in rows(parsed)] == ["april.csv", "may.csv"]
    assert [reject.code for reject in rejects(parsed)] == ["part_not_read"]


def test_an_empty_archive_is_an_empty_publication(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    path = tmp_path / "q1.zip"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(EmptyPublicationError):
        read(path)


def test_a_document_of_no_delivery_is_a_mistake_of_ours() -> None:
    window = Window(dt.date(2024, 4, 1), dt.date(2026, 3, 31), NIGHT)
    context = Context(load_spec("spend"), window, {})
    document = Document(Request("https://fog.example/a"), FIXTURES / "grants.csv", "0" * 64, NIGHT)
    with pytest.raises(ValueError, match="belongs to no delivery"):
        next(parse(context, document))

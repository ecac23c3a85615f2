import io
import zipfile

import pytest
import xlsxwriter
import xlwt

from ingest.documents import Kind, kind_of
from ingest.errors import RefusedDocumentError
from ingest.spreadsheets import parts_of

ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="April">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
CELL = (
    '<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'
)
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)
BLANK_END = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
)


def xlsx(row: int, column: int, *, value: str) -> bytes:
    """Two payments, and one more cell; a blank one is formatted."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Supplier", "Amount"])
        sheet.write_row(1, 0, ["Fogbound Ltd", "1"])
        sheet.write(row, column, value, book.add_format({"bold": True}))
    return buffer.getvalue()


def ods(*rows: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(rows="".join(rows)))
    return buffer.getvalue()


def ods_row(*texts: str, more: str = "") -> str:
    cells = "".join(CELL.format(text=text, more=more) for text in texts)
    return f"<table:table-row>{cells}</table:table-row>"


def test_one_cell_in_the_last_corner_does_not_make_a_table_of_all_others() -> None:
    with pytest.raises(RefusedDocumentError) as refusal:
        parts_of(xlsx(1_048_575, 16_383, value=" "))
    assert refusal.value.code == "zip_bomb"


@pytest.mark.parametrize(
    ("row", "column", "value"), [(1_048_575, 16_383, ""), (9, 16_383, "x"), (60_000, 2, "x")]
)
def test_formats_far_away_and_long_or_wide_sheets_cost_no_payment(
    row: int, column: int, value: str
) -> None:
    (part,) = parts_of(xlsx(row, column, value=value))
    assert part.lines[1].cells == ("Fogbound Ltd", "1")


def test_a_sheet_of_an_open_document_is_read_with_its_million_blank_rows() -> None:
    data = ods(ods_row("Supplier", "Amount"), ods_row("Fogbound Ltd", "1"), BLANK_END)
    assert kind_of(data) is Kind.ODS
    (part,) = parts_of(data)
    assert [line.cells for line in part.lines] == [("Supplier", "Amount"), ("Fogbound Ltd", "1")]


def test_an_open_document_that_repeats_a_row_without_end_is_refused() -> None:
    wide = ods_row("x", more=' table:number-columns-repeated="16384"')
    endless = wide.replace(
        "<table:table-row>", '<table:table-row table:number-rows-repeated="9999">'
    )
    with pytest.raises(RefusedDocumentError) as refusal:
        parts_of(ods(endless))
    assert refusal.value.code == "zip_bomb"


def test_a_damaged_workbook_that_asks_for_more_memory_than_there_is_stops_nothing() -> None:
    buffer = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("April")
    sheet.write(0, 0, 2)
    sheet.write(1, 0, 2)
    book.save(buffer)
    number = b"\x7e\x02\x0a\x00"
    corner = number + b"\xff\xff\xff\xff"
    data = buffer.getvalue().replace(number + b"\x01\x00\x00\x00", corner)
    assert corner in data
    with pytest.raises(RefusedDocumentError) as refusal:
        parts_of(data)
    assert refusal.value.code == "unreadable_spreadsheet"

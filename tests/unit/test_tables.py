import datetime as dt
import io
import tracemalloc

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from ingest.delimited import part_of
from ingest.encodings import as_utf_8, decoded
from ingest.errors import RefusedDocumentError
from ingest.spreadsheets import parts_of
from ingest.workbook import cell_text


def rows(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(line.number, line.cells) for line in part_of(data).lines]


TEXT = "Supplier,Amount\nFogbound Café,£1\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        b"\xef\xbb\xbf" + TEXT.encode("utf-8-sig"),
        "\u00ef\u00bb\u00bf".encode() + TEXT.encode("utf-8"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
        TEXT.encode("mac_roman"),
        TEXT.encode("cp850"),
        TEXT.encode("utf-8").decode("cp1252").encode("utf-8"),
    ],
)
def test_the_same_text_is_read_from_every_encoding_publishers_use(data: bytes) -> None:
    assert decoded(data) == TEXT


@pytest.mark.parametrize(
    "text", ["Keeper\u2019s \u2013 \u00a31", "\u201clamps\u201d", "\u00a312.50 caf\u00e9"]
)
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_windows_and_old_macintosh_programs_are_told_apart(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


def test_a_damaged_byte_does_not_make_another_encoding_of_a_long_text() -> None:
    good = "Fogbound Caf\u00e9,\u00a31\n" * 20
    assert decoded(good.encode() + b"Lantern\xff,2\n") == good + "Lantern\ufffd,2\n"


@given(st.text(), st.sampled_from(["utf-8-sig", "utf-16", "utf-8"]))
def test_a_marked_text_and_ascii_come_back_as_they_were(text: str, encoding: str) -> None:
    text = text.lstrip("\ufeff")
    plain = text.encode("ascii", errors="ignore").decode().replace("\0", "")
    assert decoded(plain.encode(encoding)) == plain
    if encoding == "utf-16":
        assert decoded(text.encode(encoding)) == text


def test_a_long_text_is_not_held_a_second_time_as_lines() -> None:
    data = b"Lantern,1\n" * 1_000_000 + b"Lantern,\xa31\n"
    tracemalloc.start()
    assert as_utf_8(data).endswith("£1\n".encode())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * len(data)


@given(st.binary())
def test_any_bytes_have_a_text(data: bytes) -> None:
    assert isinstance(decoded(data), str)


def test_letters_that_only_look_encoded_twice_are_left_as_they_are() -> None:
    assert decoded("SÃO PAULO LAMPS,1".encode()) == "SÃO PAULO LAMPS,1"


def test_a_separator_is_not_believed_when_no_publisher_would_use_it() -> None:
    assert rows(b"sep=a\nSupplier,Amount\nA,1\n")[1] == (2, ("Supplier", "Amount"))


def test_a_byte_that_no_encoding_has_costs_no_row() -> None:
    assert [cells[0] for _, cells in rows(b"Supplier,Amount\nA\x9d\xe9,1\nB,2\n")][2] == "B"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found_from_the_evenness_of_rows(delimiter: str) -> None:
    data = f"Supplier{delimiter}Amount\nA, B and C{delimiter}1\nD{delimiter}2\n".encode()
    assert rows(data)[1] == (2, ("A, B and C", "1") if delimiter != "," else ("A", " B and C", "1"))


def test_a_declared_separator_is_believed_and_lines_still_count_from_the_first() -> None:
    assert rows(b"sep=;\r\nSupplier;Amount\r\nA;1\r\n") == [
        (2, ("Supplier", "Amount")),
        (3, ("A", "1")),
    ]


def test_a_file_with_old_mac_line_ends_keeps_its_rows() -> None:
    assert rows(b"Supplier,Amount\rA,1\rB,2\r")[2] == (3, ("B", "2"))


def test_a_record_with_a_line_break_inside_is_one_record_at_its_first_line() -> None:
    assert rows(b'S,A,D\nX,1,"one\ntwo"\nY,2,z\n') == [
        (1, ("S", "A", "D")),
        (2, ("X", "1", "one\ntwo")),
        (4, ("Y", "2", "z")),
    ]


def test_bare_quotes_and_ragged_lines_are_kept_as_they_are() -> None:
    assert rows(b'S,A\n5" nails,1\nX,2,3,4\nY\n') == [
        (1, ("S", "A")),
        (2, ('5" nails', "1")),
        (3, ("X", "2", "3", "4")),
        (4, ("Y",)),
    ]


def test_blank_lines_and_blank_cells_at_the_end_are_dropped_and_numbers_stay_true() -> None:
    assert rows(b"S,A,,,\n,,,,\n\nX,1,,,\n") == [(1, ("S", "A")), (4, ("X", "1"))]


def test_a_quote_that_is_never_closed_is_refused_before_it_swallows_rows() -> None:
    data = b'S,A\n"X,1\n' + b"Y,2\n" * 500
    with pytest.raises(RefusedDocumentError) as refusal:
        part_of(data)
    assert refusal.value.code == "broken_quotes"


def test_text_without_columns_is_not_a_table() -> None:
    with pytest.raises(RefusedDocumentError) as refusal:
        part_of(b"Please see the council website.\nThank you.\n")
    assert refusal.value.code == "not_a_table"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7740.0, "7740"),
        (1263.6100000000001, "1263.6100000000001"),
        (7.275957614183426e-12, "0.000000000007275957614183426"),
        (37550136.0, "37550136"),
        (-0.1, "-0.1"),
        (5, "5"),
        (True, "TRUE"),
        ("00123", "00123"),
        (dt.date(2023, 4, 1), "2023-04-01"),
        (dt.datetime(2023, 4, 1, 10, 22), "2023-04-01 10:22:00"),  # noqa: DTZ001
        (dt.time(0, 0), "00:00:00"),
        (dt.timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_a_cell_becomes_the_shortest_text_that_is_exactly_it(
    value: float | str | dt.date | dt.time | dt.timedelta, text: str
) -> None:
    assert cell_text(value) == text


def workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        april = book.add_worksheet("April")
        april.write_row(2, 1, ["Supplier", "Date", "Amount"])
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        april.write_row(4, 1, ["Fogbound Ltd"])
        april.write_datetime(4, 2, dt.date(2025, 4, 3), day)
        april.write_number(4, 3, 12.5)
        book.add_worksheet("Working").hide()
        book.add_chartsheet("Chart")
    return buffer.getvalue()


def test_sheets_keep_their_names_rows_their_numbers_and_dates_their_order() -> None:
    april = parts_of(workbook())[0]
    assert april.name == "April"
    assert [(line.number, line.cells) for line in april.lines] == [
        (3, ("", "Supplier", "Date", "Amount")),
        (5, ("", "Fogbound Ltd", "2025-04-03", "12.5")),
    ]


def test_a_hidden_sheet_is_marked_and_a_chart_is_no_table() -> None:
    assert [(part.name, part.hidden) for part in parts_of(workbook())] == [
        ("April", False),
        ("Working", True),
    ]


def test_a_sheet_of_an_archive_member_is_named_after_both() -> None:
    assert parts_of(workbook(), "q1.xlsx")[0].name == "q1.xlsx/April"


def test_a_spreadsheet_that_cannot_be_opened_is_refused() -> None:
    with pytest.raises(RefusedDocumentError) as refusal:
        parts_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    assert refusal.value.code == "unreadable_spreadsheet"

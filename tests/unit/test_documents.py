import contextlib
import io
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from ingest import documents
from ingest.documents import Kind, kind_of, members, refusal_of
from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.refusals import EMPTY_CODES, REASONS, empty, refused

CSV = b"Supplier,Amount\nFogbound Ltd,12.50\n"


def zipped(*entries: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return buffer.getvalue()


def xlsx() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("April").write_row(0, 0, ["Supplier", "Amount"])
    return buffer.getvalue()


def xls() -> bytes:
    buffer = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("April").write(0, 0, "Supplier")
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Kind.EMPTY),
        (b"\xef\xbb\xbf\r\n \r\n", Kind.EMPTY),
        (CSV, Kind.TEXT),
        ("Supplier\tAmount\n".encode("utf-16"), Kind.TEXT),
        ("Supplier\tAmount\n".encode("utf-16-le"), Kind.TEXT),
        ("Supplier\tAmount\n".encode("utf-16-be"), Kind.TEXT),
        (b"  <!DOCTYPE html><title>Not found</title>", Kind.HTML),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', Kind.HTML),
        (b"<!-- served by x --><HTML><body>", Kind.HTML),
        (b'<meta charset="utf-8"><title>Gone</title>', Kind.HTML),
        (b"%PDF-1.7\n%\xe2\xe3", Kind.PDF),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", Kind.IMAGE),
        (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
        (b"\x00\x01\x02\x03\x04\x05\x06\x07" * 20, Kind.BINARY),
        (xls(), Kind.XLS),
        (xlsx(), Kind.XLSX),
        (
            zipped(("mimetype", b"application/vnd.oasis"), ("content.xml", b"<x/>")),
            Kind.ODS,
        ),
        (zipped(("april.csv", CSV)), Kind.ZIP),
    ],
)
def test_bytes_are_known_by_what_they_hold(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind


def test_a_plain_document_is_its_own_only_member() -> None:
    assert [(m.name, m.kind) for m in members(CSV)] == [("", Kind.TEXT)]


def test_an_archive_in_an_archive_is_opened_and_its_litter_left() -> None:
    inner = zipped(("april.csv", CSV))
    outer = zipped(("q1.zip", inner), ("__MACOSX/._q1.zip", b"x"), ("docs/", b""))
    assert [(m.name, m.data) for m in members(outer)] == [("q1.zip/april.csv", CSV)]


def test_an_archive_packed_too_deep_is_a_bomb() -> None:
    data = CSV
    for _ in range(3):
        data = zipped(("inner.zip", data))
    assert refusal_code(data) == "zip_bomb"


def test_an_archive_that_unpacks_to_too_much_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_UNPACKED_BYTES", 1000)
    assert refusal_code(zipped(("a.csv", b"0" * 600), ("b.csv", b"0" * 600))) == "zip_bomb"


def test_an_archive_denser_than_text_can_be_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "RATIO_MATTERS_ABOVE_BYTES", 1000)
    assert refusal_code(zipped(("a.csv", b"0" * 1_000_000))) == "zip_bomb"


def test_an_archive_of_too_many_files_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_MEMBERS", 2)
    assert refusal_code(zipped(*((f"{n}.csv", CSV) for n in range(3)))) == "zip_bomb"


@pytest.mark.parametrize("name", ["../a.csv", "/etc/a.csv", "a/../../b.csv", "C:\\a.csv"])
def test_an_archive_whose_paths_lead_out_of_it_is_refused(name: str) -> None:
    assert refusal_code(zipped((name, CSV))) == "unsafe_archive"


def test_an_archive_that_holds_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(link, "elsewhere")
    assert refusal_code(buffer.getvalue()) == "unsafe_archive"


def test_a_damaged_archive_is_refused_and_not_crashed_on() -> None:
    whole = zipped(("april.csv", CSV * 50))
    assert refusal_code(whole[: len(whole) // 2]) == "unreadable_archive"
    middle = whole.index(b"april.csv") + 20
    assert refusal_code(whole[:middle] + b"\x00" * 9 + whole[middle + 9 :]) == "unreadable_archive"


def test_no_damage_to_an_archive_stops_the_night() -> None:
    whole = zipped(("april.csv", CSV * 50), ("may.csv", CSV))
    for place in range(len(whole)):
        for value in (0, 0xFF, whole[place] ^ 0x10):
            damaged = whole[:place] + bytes([value]) + whole[place + 1 :]
            with contextlib.suppress(RefusedDocumentError):
                list(members(damaged))


def refusal_code(data: bytes) -> str:
    with pytest.raises(RefusedDocumentError) as refusal:
        list(members(data))
    return refusal.value.code


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.XLS, Kind.XLSX, Kind.ODS])
def test_a_kind_that_may_hold_a_table_is_not_refused(kind: Kind) -> None:
    assert refusal_of(kind) is None


@pytest.mark.parametrize("kind", [Kind.EMPTY, Kind.HTML, Kind.PDF, Kind.IMAGE, Kind.BINARY])
def test_a_kind_that_holds_no_table_is_refused_with_a_reason(kind: Kind) -> None:
    refusal = refusal_of(kind)
    assert refusal is not None
    assert refusal.code in REASONS


def test_only_a_reason_of_the_closed_list_can_be_given() -> None:
    with pytest.raises(KeyError):
        refused("because")
    with pytest.raises(KeyError):
        empty("because")


def test_a_refusal_says_its_sentence_and_what_was_seen() -> None:
    error = refused("not_payments", "grants awarded")
    assert error.reason == f"{REASONS['not_payments']} (grants awarded)"


def test_an_empty_publication_is_told_apart_from_a_refused_document() -> None:
    assert isinstance(empty("no_rows"), EmptyPublicationError)
    assert not set(EMPTY_CODES) & set(REASONS)


GIVEN = re.compile(
    r"(?:refused|empty|RefusedDocumentError|EmptyPublicationError)\(\s*\"([a-z_]+)\"", re.ASCII
)


def test_the_closed_list_holds_every_code_that_is_given_and_no_other() -> None:
    paths = Path(documents.__file__).parent.rglob("*.py")
    text = "\n".join(path.read_text("utf-8") for path in paths)
    given = set(GIVEN.findall(text))
    assert given <= REASONS.keys() | EMPTY_CODES.keys()
    quoted = text.replace('":', "")
    assert [code for code in REASONS if f'"{code}"' not in quoted] == []

"""The company register: which file is asked for, and what becomes of each row."""

import csv
import datetime as dt
import io
import json
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

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
from ingest.sources.companies_house import build

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "companies_house"
REAL = Path(__file__).resolve().parents[2].parent / "shared/data/companies"
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
MARCH = DeliveryKey("companies_house", "companies_house", "2026-03")
PAGE = Request(url="https://example.org/register/en_output.html")
CONNECTOR = build()


def context(*asked: DeliveryKey) -> Context:
    spec = load_spec("companies_house")
    window = Window(NIGHT.date(), NIGHT.date(), NIGHT)
    return Context(spec=spec, window=window, asked=dict.fromkeys(asked, NIGHT))


def parsed(path: Path) -> list[Parsed]:
    document = Document(Request("https://example.org/x", (), MARCH), path, "0" * 64, NIGHT)
    return list(CONNECTOR.parse(context(), document))


def packed(folder: Path, **members: bytes) -> Path:
    path = folder / "BasicCompanyData.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.csv", data)
    return path


def fixture() -> bytes:
    return (FIXTURES / "BasicCompanyData-2026-03-01.csv").read_bytes()


def rows_of(items: Sequence[Parsed]) -> list[Row]:
    return [item for item in items if isinstance(item, Row)]


def test_the_page_is_asked_for_once_a_month() -> None:
    february = DeliveryKey("companies_house", "companies_house", "2026-02")

    assert [request.url for request in CONNECTOR.plan(context(february))] == [
        "https://download.companieshouse.gov.uk/en_output.html"
    ]
    assert list(CONNECTOR.plan(context(MARCH))) == []


def test_the_newest_month_is_followed_as_one_file_where_there_is_one() -> None:
    followed = CONNECTOR.follow(context(), PAGE, (FIXTURES / "en_output.html").read_bytes())

    name = "BasicCompanyDataAsOneFile-2026-03-01.zip"
    assert followed.requests == (
        Request(url=f"https://example.org/register/{name}", delivery=MARCH, name=name),
    )
    assert not followed.keep


def link(name: str) -> str:
    return f"<a href='/files/{name}.zip'>{name}</a>"


def test_parts_are_followed_in_order_as_one_delivery() -> None:
    page = link("BasicCompanyData-2026-03-01-part2_2") + link("BasicCompanyData-2026-03-01-part1_2")

    followed = CONNECTOR.follow(context(), PAGE, page.encode())

    assert [request.name for request in followed.requests] == [
        "BasicCompanyData-2026-03-01-part1_2.zip",
        "BasicCompanyData-2026-03-01-part2_2.zip",
    ]
    assert {request.delivery for request in followed.requests} == {MARCH}


def test_a_month_with_a_part_missing_is_not_taken_for_a_register() -> None:
    page = link("BasicCompanyData-2026-03-01-part1_2") + link(
        "BasicCompanyDataAsOneFile-2026-02-01"
    )

    followed = CONNECTOR.follow(context(), PAGE, page.encode())

    assert [request.name for request in followed.requests] == [
        "BasicCompanyDataAsOneFile-2026-02-01.zip"
    ]


def test_a_month_pulled_before_is_not_asked_for_again() -> None:
    body = (FIXTURES / "en_output.html").read_bytes()

    assert CONNECTOR.follow(context(MARCH), PAGE, body).requests == ()


def test_a_page_without_a_register_is_refused_and_not_taken_for_a_quiet_month() -> None:
    with pytest.raises(RefusedDocumentError, match="links to no BasicCompanyData file"):
        CONNECTOR.follow(context(), PAGE, b"<html>We have moved</html>")


def test_an_archive_leads_nowhere_and_is_kept() -> None:
    request = Request(url="https://example.org/x.zip", delivery=MARCH)

    followed = CONNECTOR.follow(context(), request, b"PK")

    assert followed.requests == ()
    assert followed.keep


def test_every_record_is_landed_or_rejected_with_its_line(tmp_path: Path) -> None:
    items = parsed(packed(tmp_path, register=fixture()))

    assert [(type(item), item.line) for item in items if not isinstance(item, Summary)] == [
        (Row, 2), (Row, 3), (Row, 4), (Reject, 5), (Row, 6), (Row, 8),
    ]  # fmt: skip
    assert items[-1] == Summary("register.csv", "basic company data, 55 columns", 6)


def test_headings_lose_their_spaces_and_dots_and_values_stay_as_published(tmp_path: Path) -> None:
    row = rows_of(parsed(packed(tmp_path, register=fixture())))[1]

    assert row.values["CompanyNumber"] == "99900002"
    assert row.values["CompanyName"] == "O&#039;EXAMPLE &AMP; DAUGHTERS LTD"
    assert row.values["PreviousName_1_CompanyName"] == "EXAMPLE &AMP; DAUGHTERS LTD"
    assert row.part == "register.csv"
    assert set(row.values) == set(load_spec("companies_house").tables["companies"].columns)


def test_each_previous_name_and_each_date_of_filing_has_a_column_of_its_own(tmp_path: Path) -> None:
    row = rows_of(parsed(packed(tmp_path, register=fixture())))[1]

    assert [
        row.values[f"PreviousName_{number}_{what}"]
        for number in (1, 2, 10)
        for what in ("CONDATE", "CompanyName")
    ] == [
        "01/02/2021",
        "EXAMPLE &AMP; DAUGHTERS LTD",
        "01/06/2020",
        "EXAMPLE &AMP; SON LTD",
        "",
        "",
    ]
    assert row.values["Accounts_LastMadeUpDate"] == "31/05/2025"
    assert row.values["ConfStmtNextDueDate"] == "16/05/2026"
    assert row.values["snapshot_month"] == "2026-03"


def test_a_register_from_the_inbox_has_the_month_that_its_file_is_named_after() -> None:
    name = "BasicCompanyDataAsOneFile-2025-11-01.zip"
    request = Request(f"inbox:{name}", (), DeliveryKey("companies_house", "companies_house", name))
    path = FIXTURES / "BasicCompanyData-2026-03-01.csv"

    items = CONNECTOR.parse(context(), Document(request, path, "0" * 64, NIGHT))

    assert {row.values["snapshot_month"] for row in rows_of(list(items))} == {"2025-11"}


def test_what_we_do_not_know_is_kept_in_extra_with_the_surplus(tmp_path: Path) -> None:
    row = rows_of(parsed(packed(tmp_path, register=fixture())))[2]

    assert json.loads(row.values["_extra"] or "") == {
        "Accounts.AccountRefDay": "31",
        "Accounts.AccountRefMonth": "5",
        "surplus": ["left over", ""],
    }


def test_a_short_row_is_rejected_and_not_filled_up(tmp_path: Path) -> None:
    reject = next(i for i in parsed(packed(tmp_path, r=fixture())) if isinstance(i, Reject))

    assert reject.code == "short_row"
    assert reject.reason == "The row has fewer cells than the heading. (20 of 55)"
    assert reject.excerpt.startswith("EXAMPLE SHORT LTD,99900004")


def test_parts_of_one_archive_are_read_in_order(tmp_path: Path) -> None:
    items = parsed(packed(tmp_path, b=fixture(), a=fixture()))

    assert [item.part for item in items if isinstance(item, Summary)] == ["a.csv", "b.csv"]
    assert len(rows_of(items)) == 10


def test_bytes_that_are_no_utf8_are_read_as_cp1252(tmp_path: Path) -> None:
    latin = fixture().decode().replace("CAFÉ", "CAF£").encode("cp1252")

    rows = rows_of(parsed(packed(tmp_path, register=latin)))

    assert rows[-1].values["CompanyName"] == "CAF£ EXAMPLE LTD"


def test_a_row_csv_cannot_read_is_rejected_and_the_next_one_landed(tmp_path: Path) -> None:
    endless = f'"{"x" * (csv.field_size_limit() + 1)}"\r\n'.encode()
    heading, _, rest = fixture().partition(b"\r\n")

    items = parsed(packed(tmp_path, register=heading + b"\r\n" + endless + rest))

    assert isinstance(items[0], Reject)
    assert (items[0].code, items[0].line) == ("unreadable_row", 2)
    assert len(rows_of(items)) == 5


def test_a_blank_line_is_no_record(tmp_path: Path) -> None:
    items = parsed(packed(tmp_path, register=fixture() + b"\r\n\r\n"))

    assert isinstance(items[-1], Summary)
    assert items[-1].lines == 6


def damaged(data: bytes) -> bytes:
    """Return a stored archive whose last member no longer has its check sum."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("register.csv", data)
    return buffer.getvalue().replace(b"CAF", b"COF")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"<!doctype html><html>Sorry</html>", "html_instead_of_table"),
        (b"PK\x03\x04 and then nothing", "unreadable_archive"),
        (b"Supplier,Amount\r\nEXAMPLE,5\r\n", "unknown_layout"),
        (damaged(fixture()), "unreadable_archive"),
    ],
)
def test_a_document_that_is_not_the_register_is_refused_before_its_first_row(
    tmp_path: Path, data: bytes, code: str
) -> None:
    path = tmp_path / "document"
    path.write_bytes(data)
    document = Document(Request(url="https://example.org/x"), path, "0" * 64, NIGHT)

    with pytest.raises(RefusedDocumentError) as refusal:
        next(CONNECTOR.parse(context(), document))

    assert refusal.value.code == code


def test_an_archive_without_csv_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "nothing")

    with pytest.raises(RefusedDocumentError, match="holds no table"):
        parsed(path)


def test_an_archive_that_unpacks_to_more_than_a_register_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.bulk.MAX_UNPACKED_BYTES", 1000)

    with pytest.raises(RefusedDocumentError, match="far more"):
        parsed(packed(tmp_path, register=fixture()))


def test_a_heading_without_rows_is_an_empty_publication(tmp_path: Path) -> None:
    heading = fixture().partition(b"\r\n")[0] + b"\r\n"

    with pytest.raises(EmptyPublicationError):
        parsed(packed(tmp_path, register=heading))


def test_the_real_registers_land_every_row_a_plain_reader_counts() -> None:
    archives = sorted(REAL.glob("*.zip"))
    if not archives:
        pytest.skip("NOT RUN: no real company registers in ../shared/data/companies")

    landed = {}
    for path in archives:
        with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as stream:
            expected = Counter(
                record[1] for record in csv.reader(io.TextIOWrapper(stream, "utf-8", newline=""))
            )
        del expected[" CompanyNumber"]
        rows = rows_of(parsed(path))
        assert Counter(row.values["CompanyNumber"] for row in rows) == expected
        landed[path.name] = len(rows)

    assert sorted(landed.values()) == [87, 90_922]

"""The registers of organisations: what each file becomes, and that nobody in it is landed."""

import codecs
import csv
import datetime as dt
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from expectations.runner import audit_deliveries
from ingest.errors import EmptyPublicationError, RefusedDocumentError
from ingest.lake import Lake
from ingest.land import land
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
from ingest.registry import BUILDERS, load_spec
from replay.render.owners import NEVER_LANDED

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
LINKS = Path(__file__).resolve().parents[2].parent / "shared/data/registers/charity_mutual_links"
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
PERIODS = {"company_owners": "2026-03-05"}
PLANTED = (
    *NEVER_LANDED,
    "zebulon",
    "quillfeather",
    "hollyhock",
    "marzipanovian",
    "1800",
    "07000",
    "+44",
)
"""Name, house, nationality, year of birth, telephone: in every fixture that has such a field."""


def key(source_id: str) -> DeliveryKey:
    return DeliveryKey(source_id, source_id, PERIODS.get(source_id, "2026-03"))


def context(source_id: str, *asked: DeliveryKey) -> Context:
    window = Window(NIGHT.date(), NIGHT.date(), NIGHT)
    return Context(load_spec(source_id), window, asked=dict.fromkeys(asked, NIGHT))


def fixture(source_id: str, name: str) -> Path:
    return FIXTURES / source_id / name


def document(source_id: str, path: Path) -> Document:
    request = Request("https://example.org/x", (), key(source_id), path.name)
    return Document(request, path, "a" * 64, NIGHT)


def parsed(source_id: str, path: Path) -> list[Parsed]:
    connector = BUILDERS[source_id]()
    return list(connector.parse(context(source_id), document(source_id, path)))


def rows_of(items: Sequence[Parsed], table: str) -> list[Mapping[str, str | None]]:
    return [item.values for item in items if isinstance(item, Row) and item.table == table]


def codes_of(items: Sequence[Parsed]) -> list[tuple[str, int]]:
    return [(item.code, item.line) for item in items if isinstance(item, Reject)]


def packed(folder: Path, path: Path) -> Path:
    archive = folder / f"{path.stem}.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packing:
        packing.writestr(path.name, codecs.BOM_UTF8 + path.read_bytes())
    return archive


OWNERS = fixture("company_owners", "psc-snapshot-2026-03-05_1of1.txt")
CHARITIES = fixture("charities", "publicextract.charity.json")
SOCIETIES = fixture("mutuals", "SocietyList.csv")
PAGE = fixture("government_organisations", "page.json")
SCHOOLS = fixture("organisation_lists", "gias.csv")
TRUSTS = fixture("organisation_lists", "nhs_trusts.csv")
EVERYTHING = [
    ("company_owners", OWNERS),
    ("charities", CHARITIES),
    ("mutuals", SOCIETIES),
    ("government_organisations", PAGE),
    ("organisation_lists", SCHOOLS),
    ("organisation_lists", TRUSTS),
    ("organisation_lists", fixture("organisation_lists", "unknown.csv")),
]


@pytest.mark.parametrize(("source_id", "path"), EVERYTHING)
def test_nobody_planted_in_a_register_is_anywhere_in_what_is_landed_rejected_or_told(
    tmp_path: Path, source_id: str, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lake = Lake(tmp_path)
    landing = land(
        BUILDERS[source_id](),
        context(source_id),
        key(source_id),
        [document(source_id, path)],
        lake,
    )

    texts = [json.dumps(landing.outcomes), caplog.text]
    for table in (*landing.tables, "rejects", "outcomes"):
        if (written := lake.candidate_path(key(source_id), table)).exists():
            texts.append(json.dumps(pq.read_table(written).to_pylist()))
    found = [word for word in PLANTED for text in texts if word.casefold() in text.casefold()]
    assert found == []


@pytest.mark.parametrize(("source_id", "path"), EVERYTHING[:-1])
def test_what_is_landed_of_a_register_passes_the_gate(
    tmp_path: Path, source_id: str, path: Path
) -> None:
    lake = Lake(tmp_path)
    documents = [document(source_id, path)]
    landing = land(BUILDERS[source_id](), context(source_id), key(source_id), documents, lake)
    files = {table: [lake.candidate_path(landing.key, table)] for table in landing.tables}

    verdicts = audit_deliveries(source_id, files)

    broken = [
        row["rule"]
        for by_slug in verdicts.values()
        for verdict in by_slug.values()
        for row in verdict.as_rows()
        if row["severity"] == "critical"
    ]
    assert landing.has_rows
    assert broken == []


def test_owners_that_are_no_people_are_landed_with_what_identifies_them() -> None:
    holding, trustees = rows_of(parsed("company_owners", OWNERS), "owners")

    assert holding["company_number"] == "99900001"
    assert holding["registration_number"] == "99900002"
    assert holding["country_registered"] == "England"
    assert holding["natures_of_control"] == "ownership-of-shares-75-to-100-percent"
    assert holding["snapshot_date"] == "2026-03-05"
    assert (trustees["kind"], trustees["ceased_on"]) == (
        "legal-person-person-with-significant-control",
        "2024-06-30",
    )


def test_every_line_of_the_snapshot_is_landed_rejected_or_counted_by_its_kind() -> None:
    items = parsed("company_owners", OWNERS)

    left_out = {row["kind"]: row["line_count"] for row in rows_of(items, "left_out")}
    assert left_out == {
        "individual-beneficial-owner": "1",
        "individual-person-with-significant-control": "2",
        "persons-with-significant-control-statement": "1",
        "super-secure-person-with-significant-control": "1",
        "totals": "1",
        "unnamed kind": "1",
    }
    assert codes_of(items) == [("no_company_number", 9), ("unreadable_line", 10)]
    summary = items[-1]
    assert isinstance(summary, Summary)
    assert summary.lines == 2 + 2 + sum(int(count or 0) for count in left_out.values())
    assert "2 individual-person-with-significant-control" in summary.layout


def test_the_newest_day_that_is_there_whole_is_followed_in_its_parts() -> None:
    connector = BUILDERS["company_owners"]()
    page = fixture("company_owners", "en_pscdata.html").read_bytes()
    index = Request("https://example.org/en_pscdata.html")

    followed = connector.follow(context("company_owners"), index, page)

    assert [request.name for request in followed.requests] == [
        "psc-snapshot-2026-03-04_1of2.zip",
        "psc-snapshot-2026-03-04_2of2.zip",
    ]
    assert list(connector.plan(context("company_owners", key("company_owners")))) == []


@pytest.mark.parametrize(
    ("source_id", "text", "code"),
    [
        ("company_owners", b"<!doctype html><html></html>", "html_instead_of_table"),
        ("company_owners", b'{"message":"busy"}', "unknown_layout"),
        ("company_owners", b"Zebulon", "unknown_layout"),
        ("charities", b'{"message":"busy"}', "not_json"),
        ("charities", b'[{"registered_charity_number":1}]', "unknown_layout"),
        ("charities", CHARITIES.read_bytes()[:-40], "not_json"),
        ("charities", b"[]", "no_rows"),
        ("mutuals", b"Name,Number\nx,1\n", "unknown_layout"),
        ("government_organisations", b'{"error":"not found"}', "unknown_layout"),
        ("organisation_lists", b"a,b\n1,2\n", "unknown_layout"),
    ],
)
def test_a_document_that_is_not_the_register_is_refused_before_its_first_row(
    tmp_path: Path, source_id: str, text: bytes, code: str
) -> None:
    path = tmp_path / "document"
    path.write_bytes(text)

    with pytest.raises(RefusedDocumentError) as refusal:
        next(iter(BUILDERS[source_id]().parse(context(source_id), document(source_id, path))))

    assert refusal.value.code == code
    assert "Zebulon" not in refusal.value.reason


def test_a_charity_is_landed_with_its_links_and_none_of_its_contacts(tmp_path: Path) -> None:
    items = parsed("charities", packed(tmp_path, CHARITIES))

    first, branch, fund = rows_of(items, "charities")
    assert first["charity_name"] == "CAFÉ EXAMPLE TRUST"
    assert (branch["registered_charity_number"], branch["linked_charity_number"]) == (
        "9990001",
        "1",
    )
    assert fund["charity_company_registration_number"] == " 9990000 2 "
    assert first["latest_income"] == "120000.5"
    assert not [name for name in first if "contact" in name or "activities" in name]


def test_an_array_larger_than_what_is_read_at_once_loses_no_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.bulk_json._CHUNK", 7)

    assert rows_of(parsed("charities", CHARITIES), "charities") == rows_of(
        parsed("charities", packed(tmp_path, CHARITIES)), "charities"
    )


@pytest.mark.parametrize("spelling", ["Full Registation Number", "Full Registration Number"])
def test_the_list_of_societies_is_read_in_either_spelling(tmp_path: Path, spelling: str) -> None:
    path = tmp_path / "SocietyList.csv"
    text = SOCIETIES.read_text("utf-8").replace("Full Registation Number", spelling)
    path.write_text(text, "utf-8")

    items = parsed("mutuals", path)

    allotments, ferrymen = rows_of(items, "societies")
    assert allotments["full_registration_number"] == "9998R"
    assert ferrymen["deregistration_date"] == "30/06/2024"
    assert codes_of(items) == [("short_row", 4), ("surplus_cells", 5)]


def test_pages_of_the_government_are_asked_for_until_the_last() -> None:
    connector = BUILDERS["government_organisations"]()
    (first,) = connector.plan(context("government_organisations"))

    (second,) = connector.follow(
        context("government_organisations"), first, PAGE.read_bytes()
    ).requests

    assert second.params == (("page", "2"),)
    assert second.delivery == first.delivery
    assert (
        connector.follow(context("government_organisations"), second, PAGE.read_bytes()).requests
        == ()
    )


def test_a_body_of_the_government_is_landed_with_whom_it_took_over_from() -> None:
    items = parsed("government_organisations", PAGE)

    department, board = rows_of(items, "organisations")
    assert department["superseded"] == "board-of-beacons;wreck-commissioners"
    assert (board["superseding"], board["closed_at"]) == (
        "department-for-lighthouses",
        "2019-03-31T00:00:00.000+01:00",
    )
    assert codes_of(items) == [("no_title", 3)]


def test_a_list_is_read_by_the_layout_that_its_headings_or_its_width_fit() -> None:
    schools = parsed("organisation_lists", SCHOOLS)
    trusts = parsed("organisation_lists", TRUSTS)

    primary, towers = rows_of(schools, "bodies")
    assert (primary["layout_id"], primary["name"], primary["is_public"]) == (
        "gias_establishments",
        "Fenwater Primary Café School",
        "true",
    )
    assert (towers["is_public"], towers["closed_on"]) == (None, "31-08-2019")
    assert codes_of(schools) == [("code_of_another_shape", 4), ("short_row", 5)]
    assert [
        (row["code"], row["postcode"], row["is_public"]) for row in rows_of(trusts, "bodies")
    ] == [
        ("RZ9", "ZA1 2BD", "true"),
        ("RZ8", "ZA1 2BD", "true"),
    ]


def test_a_list_of_no_declared_layout_is_refused_with_what_to_write() -> None:
    with pytest.raises(RefusedDocumentError, match=r"2 columns that fits no layout") as refusal:
        parsed("organisation_lists", fixture("organisation_lists", "unknown.csv"))

    root = Path(__file__).resolve().parents[2]
    page = re.search(r"docs/\S+\.md", refusal.value.reason)
    assert page is not None
    assert (root / page[0]).is_file()


def test_a_list_of_headings_alone_is_an_empty_publication(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(SCHOOLS.read_bytes().partition(b"\r\n")[0] + b"\r\n")

    with pytest.raises(EmptyPublicationError):
        parsed("organisation_lists", path)


def linked(name: str) -> list[dict[str, str]]:
    if not (LINKS / name).is_file():
        pytest.skip(f"NOT RUN: no {name} in ../shared/data/registers/charity_mutual_links")
    with (LINKS / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_real_society_has_the_digits_of_its_company_number() -> None:
    """The rule by which a society is linked to a company, with the name as second witness."""
    digits = [
        [re.sub("[^0-9]", "", row[side].rpartition("-")[2]) for side in ("mutual_id", "company_id")]
        for row in linked("mutual-companies.csv")
    ]

    assert len(digits) == 12_182
    assert [pair for pair in digits if int(pair[0]) != int(pair[1])] == []


def test_real_charities_have_numbers_of_the_shape_that_the_gate_expects() -> None:
    numbers = [row["charity_number"] for row in linked("cio_company_numbers.csv")]
    odd = [one for one in numbers if not re.fullmatch(r"SC[0-9]{6}|[0-9]{6,7}", one)]

    assert len(numbers) == 51_671
    assert len(odd) <= 1

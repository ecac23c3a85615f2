"""Reference lists that an area names edition by edition: small areas, codes, prices, postcodes."""

import csv
import datetime as dt
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from ingest.errors import RefusedDocumentError
from ingest.model import (
    Connector,
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
from ingest.sources.code_point_open import choose

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
REAL = Path(__file__).resolve().parents[2].parent / "shared/data"
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
LISTS = {
    "onspd/ONSPD_2026_08.csv": {"postcodes": 3},
    "code_point_open/za.csv": {"postcodes": 3},
    "deprivation/imd_2019.csv": {"areas": 2},
    "deprivation/imd_2025.csv": {"areas": 1},
    "area_lookups/lsoa_districts.csv": {"lsoa_districts": 1},
    "area_lookups/district_regions.csv": {"district_regions": 2},
    "boundaries/districts.geojson": {"districts": 2},
    "industries/sic_2007.tsv": {"codes": 5},
    "industries/companies_house_list.csv": {"codes": 2},
    "purchase_codes/cpv_2008.csv": {"codes": 2},
    "price_index/gdp_deflators.csv": {"deflators": 3},
}


def context(
    source_id: str, options: Mapping[str, str] | None = None, *asked: DeliveryKey
) -> Context:
    return Context(
        spec=load_spec(source_id),
        window=Window(NIGHT.date(), NIGHT.date(), NIGHT),
        options=options or {},
        asked=dict.fromkeys(asked, NIGHT),
    )


def connector(source_id: str) -> Connector:
    return BUILDERS[source_id]()


def parsed(source_id: str, path: Path) -> list[Parsed]:
    document = Document(Request(url="https://example.org/x"), path, "0" * 64, NIGHT)
    return list(connector(source_id).parse(context(source_id), document))


def rows(source_id: str, path: Path) -> list[Row]:
    return [item for item in parsed(source_id, path) if isinstance(item, Row)]


def fixture(name: str) -> list[Row]:
    return rows(name.partition("/")[0], FIXTURES / name)


def changed(tmp_path: Path, name: str, old: str, new: str) -> Path:
    text = (FIXTURES / name).read_text("utf-8")
    assert old in text
    path = tmp_path / Path(name).name
    path.write_text(text.replace(old, new), "utf-8")
    return path


def real(name: str) -> Path:
    path = REAL / name
    if not path.exists():
        pytest.skip(f"NOT RUN: no real file ../shared/data/{name}")
    return path


@pytest.mark.parametrize("name", LISTS)
def test_every_list_lands_its_rows_in_declared_columns(name: str) -> None:
    found = fixture(name)
    declared = load_spec(name.partition("/")[0]).tables

    counted = {table: sum(row.table == table for row in found) for table in LISTS[name]}
    assert counted == LISTS[name]
    for row in found:
        assert set(row.values) <= set(declared[row.table].columns)


@pytest.mark.parametrize("source_id", sorted({name.partition("/")[0] for name in LISTS}))
def test_a_list_is_asked_for_only_where_an_area_names_an_edition_and_once(source_id: str) -> None:
    plan = connector(source_id).plan
    assert list(plan(context(source_id))) == []
    options = {"one": "https://example.org/a/b.csv", "two": "c.csv"}
    delivery = DeliveryKey(source_id, source_id, "one")
    requests = list(plan(context(source_id, options, delivery)))

    assert [request.delivery for request in requests] == [DeliveryKey(source_id, source_id, "two")]
    assert requests[0].url.startswith(load_spec(source_id).base_url)
    assert requests[0].name == "c.csv"


def test_an_edition_may_be_named_by_its_whole_address() -> None:
    (request,) = connector("deprivation").plan(
        context("deprivation", {"2025": "https://example.org/a/b.csv"})
    )

    assert (request.url, request.name) == ("https://example.org/a/b.csv", "b.csv")


@pytest.mark.parametrize("source_id", sorted({name.partition("/")[0] for name in LISTS}))
def test_a_web_page_in_place_of_a_list_is_not_taken_for_it(source_id: str) -> None:
    request = Request(url="x", delivery=DeliveryKey(source_id, source_id, "one"))

    with pytest.raises(RefusedDocumentError):
        connector(source_id).follow(context(source_id), request, b"<!doctype html><p>Moved")


def test_the_directory_keeps_small_areas_of_both_censuses_apart() -> None:
    row = fixture("onspd/ONSPD_2026_08.csv")[0]

    assert row.values["lsoa11_code"] == "E01999111"
    assert row.values["lsoa21_code"] == "E01999211"
    assert row.values["rural_urban_11"] == "D1"


def test_code_point_open_is_read_without_a_heading_and_a_heading_is_refused(
    tmp_path: Path,
) -> None:
    first, _, nowhere = parsed("code_point_open", FIXTURES / "code_point_open/za.csv")[:3]

    assert isinstance(first, Row)
    assert isinstance(nowhere, Row)
    assert (first.line, first.values["postcode"], first.values["district_code"]) == (
        1,
        "ZA1 2BD",
        "E07999001",
    )
    assert (nowhere.values["positional_quality"], nowhere.values["easting"]) == ("90", "0")
    headed = changed(tmp_path, "code_point_open/za.csv", '"ZA1 2BD",10', '"Postcode",10')
    with pytest.raises(RefusedDocumentError, match="not a postcode with nine more"):
        parsed("code_point_open", headed)


def test_of_an_archive_of_code_point_open_the_lists_beside_the_data_are_not_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "codepo_gb.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(FIXTURES / "code_point_open/za.csv", "Data/CSV/za.csv")
        archive.writestr("Doc/Code-Point_Open_Column_Headers.csv", "PC,PQ\n")

    assert len(rows("code_point_open", path)) == 3
    assert choose(["Doc/x.csv"]) == []


def test_an_index_lands_on_the_small_areas_of_its_own_census_only() -> None:
    old, new = fixture("deprivation/imd_2019.csv")[0], fixture("deprivation/imd_2025.csv")[0]

    assert (old.values["lsoa11_code"], "lsoa21_code" in old.values) == ("E01999111", False)
    assert (new.values["lsoa21_code"], "lsoa11_code" in new.values) == ("E01999211", False)
    assert (new.values["imd_rank"], new.values["imd_decile"]) == ("9000.0", "3.0")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("District code (2019)", "District code (2013)", "an index of another year"),
        ("LSOA code (2011)", "Data Zone", "no column for lsoa11_code or lsoa21_code"),
        ("LSOA name (2011)", "LSOA code (2021)", "just one of them"),
        ("(IMD) Decile", "(IMD) Quintile", "no column for imd_decile"),
    ],
)
def test_an_index_that_is_not_one_we_know_is_refused(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    with pytest.raises(RefusedDocumentError) as refusal:
        parsed("deprivation", changed(tmp_path, "deprivation/imd_2019.csv", old, new))

    assert says in str(refusal.value)


def test_a_lookup_of_neither_kind_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, "area_lookups/district_regions.csv", "region24_code", "region")

    with pytest.raises(RefusedDocumentError, match="no column for"):
        parsed("area_lookups", path)


def test_tabs_are_read_where_there_is_no_comma_in_the_heading() -> None:
    row = fixture("industries/sic_2007.tsv")[1]

    assert row.values["code"] == "81"
    assert row.values["parent"] == "industrial-classification-2007:N"


def test_the_index_of_prices_is_the_block_by_financial_year_with_its_base_and_release() -> None:
    items = parsed("price_index", FIXTURES / "price_index/gdp_deflators.csv")
    second = items[1]

    assert isinstance(second, Row)
    assert second.line == 5
    assert second.values["financial_year"] == "2023-24"
    assert second.values["index_value"] == "96.123"
    assert second.values["base_year"] == "2024-25"
    assert "March 2026" in str(second.values["title"])
    assert [item.code for item in items if isinstance(item, Reject)] == ["no_index"]
    assert items[-1] == Summary(part="", layout="deflators by financial year", lines=4)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("2024-25 = 100", "2024-25", "unknown_base"),
        ("Invented release", "2019-20 = 100", "unknown_base"),
        ("-2", "/Q", "unknown_layout"),
    ],
)
def test_an_index_without_one_base_or_without_years_is_refused(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    with pytest.raises(RefusedDocumentError) as refusal:
        parsed("price_index", changed(tmp_path, "price_index/gdp_deflators.csv", old, new))

    assert refusal.value.code == code


def test_a_feature_that_is_no_area_is_rejected_and_a_file_of_none_refused(tmp_path: Path) -> None:
    items = parsed("boundaries", FIXTURES / "boundaries/districts.geojson")

    assert [(item.code, item.line) for item in items if isinstance(item, Reject)] == [
        ("no_area", 3)
    ]
    empty = tmp_path / "empty.geojson"
    for text in ('{"type": "FeatureCollection", "features": []}', "[]", "{"):
        empty.write_text(text, "utf-8")
        with pytest.raises(RefusedDocumentError, match=r"JSON"):
            parsed("boundaries", empty)


REAL_LISTS = {
    "geography/code_point_open/dn.csv": ("code_point_open", 0, "postcode"),
    "geography/code_point_open/s.csv": ("code_point_open", 0, "postcode"),
    "geography/imd2019_england_lsoa11.csv": ("deprivation", 1, "lsoa11_code"),
    "geography/imd2025_england_lsoa21.csv": ("deprivation", 1, "lsoa21_code"),
    "geography/lookup_lsoa21_ward24_ltla24.csv": ("area_lookups", 1, "lsoa21_code"),
    "geography/lookup_ltla24_region24.csv": ("area_lookups", 1, "district_code"),
    "codelists/sic_2007.tsv": ("industries", 1, "code"),
    "codelists/cpv_2008.csv": ("purchase_codes", 1, "code"),
}


@pytest.mark.parametrize("name", REAL_LISTS)
def test_every_record_of_the_real_lists_lands(name: str) -> None:
    source_id, headings, key = REAL_LISTS[name]
    path = real(name)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        delimiter = "\t" if path.suffix == ".tsv" else ","
        expected = sum(1 for record in csv.reader(stream, delimiter=delimiter) if record)

    items = parsed(source_id, path)

    landed = [item for item in items if isinstance(item, Row)]
    assert len(landed) == expected - headings
    assert not [item for item in items if isinstance(item, Reject)]
    assert all(row.values[key] for row in landed)


def test_every_district_of_the_real_boundaries_is_kept_with_fewer_points() -> None:
    found = rows("boundaries", real("geography/boundaries_ltla24.geojson"))

    assert len(found) == 361
    counted = [
        sum(len(json.loads(str(row.values[name]).replace("[", "").replace("]", "").join("[]")))
            for row in found)
        for name in ("coordinates", "simplified_coordinates")
    ]  # fmt: skip
    assert counted[1] < counted[0]

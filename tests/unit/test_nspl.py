"""The postcode lookup: three vintages of headings, one table."""

import datetime as dt
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from ingest.errors import RefusedDocumentError
from ingest.model import Context, DeliveryKey, Document, Parsed, Request, Row, Summary, Window
from ingest.postcodes import choose, recognise
from ingest.registry import load_spec
from ingest.sources.nspl import build

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "nspl"
REAL = Path(__file__).resolve().parents[2].parent / "shared/data/geography/nspl"
NIGHT = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
FEBRUARY = DeliveryKey("nspl", "nspl", "2026-02")
CONNECTOR = build()
VINTAGES = ["NSPL_2021_11.csv", "NSPL_2024.csv", "NSPL_2026_08.csv"]


def context(options: Mapping[str, str] | None = None, *asked: DeliveryKey) -> Context:
    return Context(
        spec=load_spec("nspl"),
        window=Window(NIGHT.date(), NIGHT.date(), NIGHT),
        options=options or {},
        asked=dict.fromkeys(asked, NIGHT),
    )


def parsed(path: Path) -> list[Parsed]:
    document = Document(Request(url="https://example.org/x"), path, "0" * 64, NIGHT)
    return list(CONNECTOR.parse(context(), document))


def rows(path: Path) -> list[Row]:
    return [item for item in parsed(path) if isinstance(item, Row)]


def test_each_declared_release_is_asked_for_once() -> None:
    options = {"2026-02": "b0c1", "2025-11": "a9d8"}

    assert list(CONNECTOR.plan(context(options, FEBRUARY))) == [
        Request(
            url="https://www.arcgis.com/sharing/rest/content/items/a9d8/data",
            delivery=DeliveryKey("nspl", "nspl", "2025-11"),
            name="a9d8",
        )
    ]
    assert list(CONNECTOR.plan(context())) == []


def test_a_release_leads_to_no_other_document() -> None:
    followed = CONNECTOR.follow(context(), Request(url="x", delivery=FEBRUARY), b"PK")

    assert followed.requests == ()
    assert followed.keep


@pytest.mark.parametrize("name", VINTAGES)
def test_every_vintage_lands_the_same_columns(name: str) -> None:
    live, ended, nowhere = rows(FIXTURES / name)

    columns = set(load_spec("nspl").tables["postcodes"].columns)
    assert columns - set(live.values) <= {
        "lsoa11_code",
        "lsoa21_code",
        "rural_urban_11",
        "rural_urban_21",
    }
    assert set(live.values) <= columns
    assert live.values["postcode"] == "ZA1 2BD"
    assert live.values["district_code"] == "E07999001"
    assert live.values["region_code"] == "E12999001"
    assert live.values["northing"] == "0450000"
    assert live.values["imd_rank"] == "12345"
    assert ended.values["terminated"] == "201504"
    assert nowhere.values["district_code"] == "E99999999"


@pytest.mark.parametrize(
    ("name", "lsoas", "layout"),
    [
        ("NSPL_2021_11.csv", ("E01999111", None), "postcode lookup by laua, lsoa11, imd"),
        ("NSPL_2024.csv", ("E01999111", "E01999211"), "postcode lookup by oslaua, lsoa21, imd"),
        (
            "NSPL_2026_08.csv",
            (None, "E01999211"),
            "postcode lookup by lad26cd, lsoa21cd, imd25ind",
        ),
    ],
)
def test_small_areas_of_both_censuses_are_kept_apart_where_both_are_there(
    name: str, lsoas: tuple[str | None, str | None], layout: str
) -> None:
    items = parsed(FIXTURES / name)

    assert isinstance(items[0], Row)
    assert (items[0].values.get("lsoa11_code"), items[0].values.get("lsoa21_code")) == lsoas
    assert items[-1] == Summary(part="", layout=layout, lines=3)


def test_the_older_vintages_are_kept_in_extra() -> None:
    extra = json.loads(rows(FIXTURES / "NSPL_2024.csv")[0].values["_extra"] or "")

    assert extra["lsoa01"] == "E01999011"
    assert extra["oa11"] == "E00999111"
    assert not {"oa21", "lsoa11", "lsoa21"} & extra.keys()


@pytest.mark.parametrize(
    ("gone", "says"),
    [
        ("lsoa21cd", "lsoa11_code or lsoa21_code"),
        ("ruc21ind", "rural_urban_11 or rural_urban_21"),
        ("bua24cd", "built_up_area_code"),
        ("itl25cd", "itl_code"),
    ],
)
def test_a_release_without_any_vintage_of_an_area_is_refused(gone: str, says: str) -> None:
    heading = (FIXTURES / "NSPL_2026_08.csv").read_text("utf-8").splitlines()[0].split(",")

    with pytest.raises(RefusedDocumentError, match=says):
        recognise([name for name in heading if name != gone])


def test_a_release_that_lost_a_column_is_refused_and_says_which() -> None:
    heading = (FIXTURES / "NSPL_2026_08.csv").read_text("utf-8").splitlines()[0].split(",")

    with pytest.raises(RefusedDocumentError, match="no column for district_code:"):
        recognise([name for name in heading if name != "lad26cd"])


def archive(folder: Path, *names: str) -> Path:
    path = folder / "nspl.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.write(FIXTURES / VINTAGES[-1], name)
    return path


def test_the_whole_table_of_an_archive_is_read_and_its_split_is_not(tmp_path: Path) -> None:
    path = archive(
        tmp_path,
        "NSPL_FEB_2026/Data/NSPL_FEB_2026_UK.csv",
        "NSPL_FEB_2026/Data/multi_csv/NSPL_FEB_2026_UK_ZA.csv",
        "NSPL_FEB_2026/Documents/LAD names.csv",
    )

    items = parsed(path)

    assert len(items) == 4
    assert isinstance(items[-1], Summary)
    assert items[-1].part == "NSPL_FEB_2026/Data/NSPL_FEB_2026_UK.csv"


def test_a_split_without_a_whole_table_is_read_whole(tmp_path: Path) -> None:
    path = archive(tmp_path, "Data/multi_csv/x_ZB.csv", "Data/multi_csv/x_ZA.csv")

    parts = [item.part for item in parsed(path) if isinstance(item, Summary)]

    assert parts == ["Data/multi_csv/x_ZA.csv", "Data/multi_csv/x_ZB.csv"]


@pytest.mark.parametrize("body", [b"<!doctype html><p>Busy", b' {"error": {"code": 503}}'])
def test_a_message_in_place_of_a_release_is_not_taken_for_it(body: bytes) -> None:
    with pytest.raises(RefusedDocumentError):
        CONNECTOR.follow(context(), Request(url="x", delivery=FEBRUARY), body)


def test_names_of_places_are_no_postcodes() -> None:
    assert choose(["Documents/LAD names and codes.csv", "User Guide/guide.pdf"]) == []


def test_an_archive_with_a_damaged_table_is_refused_and_not_crashed_on(tmp_path: Path) -> None:
    path = archive(tmp_path, "Data/x.csv")
    packed = bytearray(path.read_bytes())
    start = packed.index(b"Data/x.csv") + len("Data/x.csv")
    packed[start : start + 3] = b"\xff\xff\xff"
    path.write_bytes(packed)

    with pytest.raises(RefusedDocumentError) as refusal:
        parsed(path)

    assert refusal.value.code == "unreadable_archive"


def test_text_without_an_end_of_line_is_refused_and_not_crashed_on(tmp_path: Path) -> None:
    path = tmp_path / "answer.csv"
    path.write_text("x" * 200_000, "utf-8")

    with pytest.raises(RefusedDocumentError) as refusal:
        parsed(path)

    assert refusal.value.code == "not_a_table"


def test_the_real_lookups_land_every_line_and_every_district() -> None:
    files = sorted(REAL.glob("*.csv"))
    if not files:
        pytest.skip("NOT RUN: no real postcode lookups in ../shared/data/geography/nspl")

    landed = {}
    for path in files:
        lines = path.read_text("utf-8").splitlines()
        found = rows(path)
        assert len(found) == len(lines) - 1
        assert [row.values["postcode"] for row in found] == [
            line.split(",")[2].strip('"') for line in lines[1:]
        ]
        landed[path.stem[-2:]] = len(found)

    assert landed == {"HG": 6364, "HX": 7442, "SR": 8765, "TF": 9342, "WN": 9235}

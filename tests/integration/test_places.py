"""Every change of codes we know of, on the real list of authorities: old codes find today's place.

The postcodes, bodies and companies are invented; the lists are the real ones, through gate 1.
"""

import csv
import datetime as dt
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from expectations.report import Report
from ingest.lake import text_schema
from ingest.model import PROVENANCE
from pipelines.night import Night, open_night
from pipelines.settings import ROOT, Settings
from tests.integration.warehouse import ask, dbt

pytestmark = pytest.mark.integration

Ask = Callable[[str], list[tuple[Any, ...]]]
FIXTURES = ROOT / "tests" / "fixtures"
TODAYS = {
    "E06000059": ("E07000049", "E07000050", "E07000051", "E07000052", "E07000053"),
    "E06000058": ("E06000028", "E06000029", "E07000048"),
    "E07000244": ("E07000205", "E07000206"),
    "E07000245": ("E07000201", "E07000204"),
    "E06000060": ("E07000004", "E07000005", "E07000006", "E07000007"),
    "E06000061": ("E07000150", "E07000152", "E07000153", "E07000156"),
    "E06000062": ("E07000151", "E07000154", "E07000155"),
    "E06000063": ("E07000026", "E07000028", "E07000029"),
    "E06000064": ("E07000027", "E07000030", "E07000031"),
    "E06000065": (*(f"E0700016{at}" for at in range(3, 10)),),
    "E06000066": ("E07000187", "E07000188", "E07000189", "E07000190", "E07000191", "E07000246"),
    "E08000038": ("E08000016",),
    "E08000039": ("E08000019",),
    "E08000037": ("E08000020",),
    "E06000057": ("E06000048",),
    "S12000047": ("S12000015",),
    "S12000049": ("S12000043", "S12000046"),
    "S12000050": ("S12000044",),
    "S12000048": ("S12000024",),
    "E07000242": ("E07000097",),
    "E07000240": ("E07000100",),
    "E07000243": ("E07000101",),
    "E07000241": ("E07000104",),
}
"""Today's code, and those it took over, from `reference/sources.md` 5.4: every row of its table."""

FIRST_DAYS = {
    "E06000059": "2019-04-01",
    "E06000058": "2019-04-01",
    "E07000244": "2019-04-01",
    "E07000245": "2019-04-01",
    "E06000060": "2020-04-01",
    "E06000061": "2021-04-01",
    "E06000062": "2021-04-01",
    "E06000063": "2023-04-01",
    "E06000064": "2023-04-01",
    "E06000065": "2023-04-01",
    "E06000066": "2023-04-01",
    "E07000246": "2019-04-01",
}
COUNTIES = {
    "E10000002": {"E06000060"},
    "E10000006": {"E06000063", "E06000064"},
    "E10000021": {"E06000061", "E06000062"},
    "E10000023": {"E06000065"},
    "E10000027": {"E06000066"},
    "E10000009": {None},
    "E10000030": {f"E07000{at}" for at in range(207, 218)},
}
"""Counties, past and present, and their districts. Dorset's went to two, one of them shared."""

CODES = [(old, new) for new, olds in TODAYS.items() for old in (*olds, new)]
POSTCODE = {code: f"ZA{at // 8 + 1} {at % 8 + 1}AA" for at, (code, _) in enumerate(CODES)}
ENDED, NEWER, NOWHERE = "HX1 1AB", "S1 1AA", "ZA99 9ZZ"
"""A real postcode that ended in 2015, one that only Code-Point Open has here, one of no list."""


@pytest.fixture(scope="module")
def asked(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Real lists and invented postcodes through the inbox, gate 1 and dbt with its tests."""
    folder = tmp_path_factory.mktemp("places")
    geography = real_data / "geography"
    lists = {
        "local_authorities": ["uk_local_authorities_future.csv"],
        "nspl": ["nspl/NSPL_NOV_2021_UK_HX.csv", "nspl/NSPL_NOV_2021_UK_HG.csv"],
        "code_point_open": ["code_point_open/s.csv"],
        "deprivation": ["imd2019_england_lsoa11.csv", "imd2025_england_lsoa21.csv"],
        "area_lookups": ["lookup_lsoa21_ward24_ltla24.csv", "lookup_ltla24_region24.csv"],
        "boundaries": ["boundaries_ltla24.geojson"],
        "industries": ["../codelists/sic_2007.tsv"],
        "purchase_codes": ["../codelists/cpv_2008.csv"],
    }
    for source_id, names in lists.items():
        (folder / "inbox" / source_id).mkdir(parents=True)
        for name in names:
            shutil.copy(geography / name, folder / "inbox" / source_id)
    invented(folder / "inbox")
    night = open_night(
        Settings(
            data=folder / "data",
            area=ROOT / "areas" / "inbox.yml",
            inbox=folder / "inbox",
            contact="",
            offline=True,
            threads=2,
        ),
        dt.date(2026, 11, 22),
    )
    for source_id in (*lists, "companies_house"):
        assert failures(night, source_id) == [], source_id
    publisher_areas(night)
    warehouse = folder / "data" / "warehouse.duckdb"
    models = "dim_places bridge_place_successors int_publisher_districts int_supplier_places"
    lists = "dim_industries dim_purchase_codes stg_boundaries__districts"
    selected = [f"+{name}" for name in f"{models} {lists}".split()]
    dbt(
        folder / "data", "build", "--exclude-resource-type", "unit_test",
        "--indirect-selection", "buildable", "--select", *selected,
    )  # fmt: skip
    return lambda query: ask(warehouse, query)


def failures(night: Night, source_id: str) -> list[str]:
    """Land a source and return what gate 1 found."""
    verdicts = night.land(source_id).verdicts
    assert verdicts, f"nothing of {source_id} landed"
    return [
        f"{slug}: {failure.rule} {failure.observed}"
        for by_delivery in verdicts.values()
        for slug, report in by_delivery.items()
        if isinstance(report, Report)
        for failure in report.failures
    ]


def invented(inbox: Path) -> None:
    """Write a postcode for every code, old and new, and companies at some postcodes."""
    heading = header(FIXTURES / "nspl/NSPL_2021_11.csv")
    rows = [
        {
            "pcds": POSTCODE[code],
            "dointr": "198001",
            "laua": code,
            "ctry": "E92000001",
            "oseast1m": "430000",
            "osnrth1m": "0450000",
            "lat": "53.1",
            "long": "-1.5",
        }
        for code, _ in CODES
    ]
    write(inbox / "nspl/invented.csv", heading, rows)
    heading = header(FIXTURES / "companies_house/BasicCompanyData-2026-03-01.csv")
    companies = [
        {
            "CompanyName": f"EXAMPLE {at} LTD",
            " CompanyNumber": f"9990000{at}",
            "CompanyStatus": "Active",
            "IncorporationDate": "03/05/2019",
            "RegAddress.PostCode": postcode,
        }
        for at, postcode in enumerate((ENDED, NEWER, NOWHERE))
    ]
    (inbox / "companies_house").mkdir()
    write(inbox / "companies_house/invented.csv", heading, companies)


def header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


def write(path: Path, heading: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, heading, restval="")
        writer.writeheader()
        writer.writerows(rows)


def publisher_areas(night: Night) -> None:
    """Land what declarations would say: a body for each code, named after it."""
    declared = [*POSTCODE, *COUNTIES]
    schema = text_schema(night.specs["spend"].tables["publisher_areas"].columns)
    rows = [
        {"publisher_id": code, "district_code": code, **dict.fromkeys(PROVENANCE, "1")}
        for code in declared
    ]
    target = night.lake.landed / "spend" / "publisher_areas" / "declared.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), target)


def test_every_old_code_of_a_postcode_gives_todays_district(asked: Ask) -> None:
    found = dict(asked("select postcode, district_code from int_postcodes_current"))

    assert {code: found[POSTCODE[code]] for code, _ in CODES} == dict(CODES)
    assert {found[name] for name in found if name.startswith("HG1 ")} == {"E06000065"}


def test_every_old_code_of_a_bodys_own_area_gives_todays_district(asked: Ask) -> None:
    found = dict(asked("select publisher_id, district_code from int_publisher_districts"))

    assert {code: found[code] for code, _ in CODES} == dict(CODES)


def test_a_county_past_or_present_is_its_districts_and_one_divided_is_unknown(asked: Ask) -> None:
    found: dict[str, set[str | None]] = {}
    for county, district in asked(
        "select publisher_id, district_code from int_publisher_districts "
        "where publisher_id like 'E10%'"
    ):
        found.setdefault(county, set()).add(district)

    assert found == COUNTIES


def test_every_change_is_published_with_its_day_and_what_is_planned_joins_nothing(
    asked: Ask,
) -> None:
    changes = asked(
        "select place_code, successor_code, change_kind, cast(changed_on as varchar), is_final "
        "from bridge_place_successors"
    )
    days = {(new, day) for _, new, kind, day, _ in changes if kind == "merged"}

    assert days == set(FIRST_DAYS.items())
    assert [change for change in changes if not change[4]] == [
        ("E10000030", None, "planned", None, False)
    ]
    kinds = {(old, kind) for old, _, kind, _, _ in changes}
    assert {("E08000016", "recoded"), ("S12000043", "recoded"), ("E07000190", "merged")} <= kinds
    assert {("E10000006", "split"), ("E10000021", "split")} <= kinds


def test_a_place_is_named_under_every_code_it_had(asked: Ask) -> None:
    places = {
        code: (name, current)
        for code, name, current in asked(
            "select place_code, place_name, current_place_code from dim_places"
        )
    }

    assert {code for code, _ in CODES} <= places.keys()
    assert {code: places[code][1] for code, _ in CODES} == dict(CODES)
    for old, new in (("E08000016", "E08000038"), ("E08000020", "E08000037")):
        assert places[old] == places[new]


def test_an_office_in_an_ended_postcode_has_its_district_and_a_newer_one_its_fallback(
    asked: Ask,
) -> None:
    found = {
        row[0]: row[1:]
        for row in asked(
            "select registered_postcode, district_code, region_code, place_source, "
            "imd_edition from int_supplier_places"
        )
    }

    assert found[ENDED] == ("E08000033", "E12000003", "nspl", "2019")
    assert found[NEWER] == ("E08000039", "E12000003", "code_point_open", None)
    assert found[NOWHERE] == (None, None, None, None)


def test_the_real_indices_reach_every_placed_postcode_of_their_own_census(asked: Ask) -> None:
    placed = asked(
        "select count(*), count(deprivation.imd_2019_decile), "
        "count(deprivation.imd_2025_decile), count(distinct deprivation.imd_2019_decile) "
        "from int_postcodes_current as postcodes "
        "left join int_postcode_deprivation as deprivation "
        "on postcodes.postcode = deprivation.postcode "
        "where postcodes.lsoa11_code like 'E01%'"
    )

    assert placed == [(13793, 13793, 0, 10)]


def test_the_real_lists_are_typed_and_none_of_their_values_is_lost(asked: Ask) -> None:
    assert asked(
        "select count(*), count(distinct industry_code), count(parent_code), "
        "count(*) filter (where length(industry_code) = 4) from stg_industries__codes"
    ) == [(1187, 1187, 1166, 615)]
    assert asked("select count(distinct cpv_code) from stg_purchase_codes__codes") == [(9454,)]
    assert asked(
        "select cpv_level, count(*), count(parent_code) from dim_purchase_codes "
        "group by cpv_level order by count(*)"
    ) == [
        ("division", 45, 0),
        ("group", 272, 272),
        ("class", 1002, 1002),
        ("category", 2379, 2379),
        ("subcategory", 5756, 5756),
    ]
    assert asked(
        "select count(*), count(industry_name), count(section_code), count(parent_code) "
        "from dim_industries"
    ) == [(1187, 1187, 1187, 1166)]
    assert asked(
        "select count(*) from dim_industries as ours inner join stg_industries__codes as theirs "
        "on ours.industry_code = theirs.industry_code "
        "where ours.parent_code is distinct from theirs.parent_code"
    ) == [(0,)]
    assert asked(
        "select imd_decile, count(*) from stg_deprivation__areas "
        "where lsoa21_code is not null group by imd_decile order by imd_decile"
    ) == [(decile, 3375 if decile % 2 else 3376) for decile in range(1, 11)]
    ((simplified,),) = asked(
        "select simplified_coordinates_text from stg_boundaries__districts "
        "where district_code = 'E08000016'"
    )
    assert json.loads(simplified)

"""What the replay publishers send is the same, byte for byte, every time it is made."""

import csv
import hashlib
import io
import zipfile

import pytest

from replay.notices import contracts_finder_releases, find_a_tender_releases
from replay.render import areas
from replay.render.companies_house import HEADER, SURPLUS_FIELD_AT, render_product
from replay.render.filings import render_pay_gap, render_payment_reports, render_statements
from replay.render.geography import render_authorities, render_directory, render_postcodes
from replay.render.spend import spend_documents
from replay.truth import write_truth
from replay.world import World, build_world


def fingerprint(world: World) -> dict[str, str]:
    found = {document.path: document.data for document in spend_documents(world)}
    found["companies"] = render_product(world.companies)
    found["postcodes"] = render_postcodes(world.postcodes)
    found["authorities"] = render_authorities()
    found["directory"] = render_directory(world.postcodes)
    found["code points"] = areas.render_code_point(world.postcodes)
    found["boundaries"] = areas.render_boundaries()
    found["pay gaps"] = render_pay_gap(world.seed, world.companies, 2024)
    found["statements"] = render_statements(world.seed, world.companies, 2024)
    found["payment reports"] = render_payment_reports(world.seed, world.companies)
    for name, releases in {
        "find a tender": find_a_tender_releases(world),
        "contracts finder": contracts_finder_releases(world),
    }.items():
        found[name] = "\n".join(f"{one.hidden_key} {one.text}" for one in releases).encode()
    return {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(seed=7)


def test_the_same_seed_gives_the_same_bytes_twice(world):
    assert fingerprint(world) == fingerprint(build_world(seed=7))


def test_another_seed_gives_another_county(world):
    assert fingerprint(world) != fingerprint(build_world(seed=8))


def test_the_same_seed_gives_the_same_truth_twice(world, tmp_path):
    first = [path.read_bytes() for path in write_truth(world, tmp_path / "one")]
    assert first == [path.read_bytes() for path in write_truth(world, tmp_path / "two")]


def _companies(world: World) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(render_product(world.companies))) as archive:
        (name,) = archive.namelist()
        return list(csv.reader(archive.read(name).decode().splitlines()))


def test_the_company_product_has_55_columns_some_of_which_begin_with_a_space(world):
    header = _companies(world)[0]
    assert header == list(HEADER)
    assert len(header) == 55
    assert " CompanyNumber" in header
    assert " ConfStmtLastMadeUpDate" in header


def test_one_row_of_the_company_product_has_a_field_too_many_and_no_other(world):
    rows = _companies(world)
    assert [at for at, row in enumerate(rows) if len(row) != 55] == [SURPLUS_FIELD_AT]


def test_names_in_the_company_product_hold_entities(world):
    names = [row[0] for row in _companies(world)]
    assert any("&#039;" in name for name in names)
    assert any("&AMP;" in name for name in names)


def test_a_dissolved_company_is_true_and_not_in_the_product(world):
    numbers = {row[1] for row in _companies(world)}
    gone = {company.number for company in world.companies if not company.on_register}
    assert gone
    assert not gone & numbers


def test_the_postcode_lookup_keeps_terminated_postcodes_and_null_codes(world):
    with zipfile.ZipFile(io.BytesIO(render_postcodes(world.postcodes))) as archive:
        text = archive.read("Data/NSPL_FEB_2026_UK.csv").decode()
    rows = list(csv.DictReader(text.splitlines()))
    assert any(row["doterm"] for row in rows)
    assert {"99.999999"} == {row["lat"] for row in rows if row["lad26cd"] == "E99999999"}


def test_the_list_of_councils_holds_one_that_another_took_the_place_of():
    rows = {
        row["local-authority-code"]: row
        for row in csv.DictReader(render_authorities().decode().splitlines())
    }
    assert rows["ZQU"]["end-date"] == "2023-03-31"
    assert rows[rows["ZQU"]["replaced-by"]]["former-gss-codes"] == rows["ZQU"]["gss-code"]

import csv
import hashlib
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from expectations.report import Failure, Report
from pipelines.release.build import Built, build_release
from pipelines.release.database import write_database
from pipelines.release.errors import RefusedReleaseError, ReleaseError
from pipelines.release.export import export_models, open_warehouse
from pipelines.release.manifest import read_models
from tests.unit.tiny_release import FORMULA, GRAINS, NIGHT, make_inputs, make_source


def quietly(_message: str) -> None:
    return None


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_release(make_inputs(tmp_path_factory.mktemp("night")), quietly)


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def test_a_release_built_again_elsewhere_has_the_same_bytes(built: Built, tmp_path: Path) -> None:
    again = build_release(make_inputs(tmp_path / "another" / "place"), quietly)
    assert digests(again.release.path) == digests(built.release.path)


def test_the_database_has_the_same_bytes_however_often_it_is_written(
    built: Built, tmp_path: Path
) -> None:
    models = read_models(built.release.path.parents[1] / "manifest.json")
    for model in models:
        source = built.release.path / f"{model.name}.parquet"
        (tmp_path / source.name).write_bytes(source.read_bytes())
    written = {
        hashlib.sha256(write_database(models, tmp_path, f"{n}.duckdb").read_bytes()).hexdigest()
        for n in range(4)
    }
    assert len(written) == 1


def test_the_database_holds_nothing_of_the_warehouse_but_what_is_published(built: Built) -> None:
    database = (built.release.path / "goldenthread.duckdb").read_bytes()
    assert b"publishers" not in database
    assert b"int_private" not in database


def test_the_database_says_what_its_tables_and_columns_mean(built: Built) -> None:
    with duckdb.connect(str(built.release.path / "goldenthread.duckdb"), read_only=True) as found:
        tables = found.execute("select table_name, comment from duckdb_tables()").fetchall()
        silent = found.execute(
            "select count(*) from duckdb_columns() where not internal and comment is null"
        ).fetchone()
    assert sorted(name for name, _ in tables) == sorted(GRAINS)
    assert all(comment.startswith("One row per") for _, comment in tables)
    assert silent == (0,)


def test_the_outlines_of_districts_are_a_file_that_says_whom_to_name(tmp_path: Path) -> None:
    inputs = make_inputs(tmp_path)
    sources = (*inputs.sources, make_source("boundaries"))
    release = build_release(replace(inputs, sources=sources), quietly).release.path
    found = json.loads((release / "boundaries.geojson").read_text("utf-8"))
    assert found["attribution"] == ["Contains open data."]
    assert [one["id"] for one in found["features"]] == [
        "E07999001", "E07999002", "E07999011", "E07999012",
    ]  # fmt: skip
    assert {one["geometry"]["type"] for one in found["features"]} == {"MultiPolygon"}


def test_text_that_could_be_a_formula_is_made_safe_in_csv_only(built: Built) -> None:
    with (built.release.path / "mart_top_suppliers.csv").open(encoding="utf-8", newline="") as file:
        names = {row["supplier_name"] for row in csv.DictReader(file)}
    assert f"'{FORMULA}" in names
    assert FORMULA not in names
    parquet = str(built.release.path / "mart_top_suppliers.parquet")
    kept = duckdb.sql(f"select count(*) from '{parquet}' where supplier_name = '{FORMULA}'")
    assert kept.fetchall()[0][0] > 0


def test_negative_money_keeps_its_sign_in_csv(built: Built) -> None:
    with (built.release.path / "fct_payments.csv").open(encoding="utf-8", newline="") as file:
        credits = [row["amount_gbp"] for row in csv.DictReader(file) if "-" in row["amount_gbp"]]
    assert credits
    assert all(Decimal(text) < 0 for text in credits)


def test_csv_lines_end_as_the_standard_says_and_are_in_the_order_of_the_grain(
    built: Built,
) -> None:
    text = (built.release.path / "mart_spend_by_body_month.csv").read_bytes()
    assert text.count(b"\r\n") == text.count(b"\n") == built.rows["mart_spend_by_body_month"] + 1
    rows = list(csv.DictReader(text.decode().splitlines()))
    keys = [(r["publisher_id"], r["spend_month"] or "9999", r["vat_basis"]) for r in rows]
    assert keys == sorted(keys)


def test_parquet_and_csv_hold_the_same_rows(built: Built) -> None:
    for name, rows in built.rows.items():
        parquet = str(built.release.path / f"{name}.parquet")
        assert duckdb.sql(f"from '{parquet}'").count("*").fetchall() == [(rows,)]
        with (built.release.path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert sum(1 for _ in csv.DictReader(file)) == rows


def test_the_data_package_describes_every_file_as_it_is(built: Built) -> None:
    package = json.loads((built.release.path / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        data = (built.release.path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    payments = next(one for one in package["resources"] if one["name"] == "fct_payments")
    amount = next(one for one in payments["schema"]["fields"] if one["name"] == "amount_gbp")
    assert amount["type"] == "number"
    place = next(one for one in payments["schema"]["fields"] if one["name"] == "place_band")
    assert place["constraints"] == {"enum": ["own_area", "same_region", "elsewhere", "unknown"]}
    assert amount["money"] == {"kind": "payment", "vat": "per_row"}
    assert package["sources"][0]["attribution"] == "Contains open data."


def test_every_column_of_every_csv_is_described_for_csvw(built: Built) -> None:
    tables = json.loads((built.release.path / "csv-metadata.json").read_text("utf-8"))["tables"]
    assert len(tables) == len(GRAINS)
    for table in tables:
        with (built.release.path / table["url"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert [column["name"] for column in table["tableSchema"]["columns"]] == header


def test_the_primary_key_of_a_table_is_there_in_every_row_and_never_twice(built: Built) -> None:
    package = json.loads((built.release.path / "datapackage.json").read_text("utf-8"))
    metadata = json.loads((built.release.path / "csv-metadata.json").read_text("utf-8"))
    keys = {Path(one["url"]).stem: one["tableSchema"]["primaryKey"] for one in metadata["tables"]}
    assert keys == {
        one["name"]: one["schema"]["primaryKey"] for one in package["resources"] if "schema" in one
    }
    with duckdb.connect(str(built.release.path / "goldenthread.duckdb"), read_only=True) as data:
        for table, [key] in keys.items():
            asked = f"select count(*), count(distinct {key}) from {table}"
            counts = data.execute(asked).fetchone()
            assert counts == (built.rows[table], built.rows[table])


def test_catalogues_name_only_files_that_are_there(built: Built) -> None:
    dcat = json.loads((built.release.path / "dcat.jsonld").read_text("utf-8"))
    schema = json.loads((built.release.path / "schema-org.jsonld").read_text("utf-8"))
    named = [one["dcat:downloadURL"]["@id"] for one in dcat["dcat:distribution"]]
    named += [one["contentUrl"] for one in schema["distribution"]]
    assert len(named) == len(GRAINS) * 3 + 1
    assert all((built.release.path / name).is_file() for name in named)


def test_terms_that_nobody_states_stand_among_no_licences(built: Built) -> None:
    package, dcat, schema = (
        json.loads((built.release.path / name).read_text("utf-8"))
        for name in ("datapackage.json", "dcat.jsonld", "schema-org.jsonld")
    )
    stated = "https://example.org/licence"
    assert package["licenses"] == [{"path": stated, "title": "Open Licence"}]
    assert (dcat["dct:license"], schema["license"]) == ([{"@id": stated}], [stated])
    register = next(one for one in package["sources"] if one["title"].startswith("Lamp"))
    assert not register["licence_is_stated"]
    unstated = "No terms are stated for: Lamp Register documents (Not stated by anybody)."
    assert dcat["dct:rights"].endswith(unstated)
    assert schema["conditionsOfAccess"].endswith(unstated)


def test_provenance_lists_every_document_with_its_outcome(built: Built) -> None:
    account = json.loads((built.release.path / "provenance.json").read_text("utf-8"))
    assert len(account["documents"]) == built.rows["fct_deliveries"]
    assert {one["outcome"] for one in account["documents"]} == {
        "landed",
        "refused",
        "no_publication",
    }
    assert account["code_fingerprint"] == "code"


def test_a_release_holds_no_path_of_the_machine_that_made_it(built: Built) -> None:
    place = str(built.release.path.parents[1]).encode()
    holding = [
        path.name
        for path in built.release.path.rglob("*")
        if path.is_file() and place in path.read_bytes()
    ]
    assert holding == []


def test_quality_keeps_results_and_drops_timings(built: Built) -> None:
    checks = json.loads((built.release.path / "quality" / "checks.json").read_text("utf-8"))
    assert [(one["name"], one["status"], one["failures"]) for one in checks["tests"]] == [
        ("test.goldenthread.dates_known", "warn", 3),
        ("test.goldenthread.unique_row_key", "pass", 0),
    ]
    assert "execution_time" not in json.dumps(checks)
    assert "1 tables of deliveries" in (built.release.path / "quality" / "README.md").read_text(
        "utf-8"
    )


def test_the_first_release_says_that_it_is(built: Built) -> None:
    assert "This is the first release" in (built.release.path / "CHANGES.md").read_text("utf-8")


def test_changes_are_counted_by_grain_and_in_pounds_for_each_vat_basis(tmp_path: Path) -> None:
    inputs = make_inputs(tmp_path)
    build_release(inputs, quietly)
    with duckdb.connect(str(inputs.warehouse)) as warehouse:
        undated = warehouse.execute(
            "update mart_spend_by_body_month set paid_gbp = paid_gbp + 100.25 "
            "where publisher_id = 'aldermere_police' and spend_month is null returning row_key"
        ).fetchall()
        warehouse.execute("delete from mart_retender_pipeline where ocid = 'ocds-999zzz-0001'")
    second = build_release(replace(inputs, input_fingerprint="second"), quietly)
    text = (second.release.path / "CHANGES.md").read_text("utf-8")
    assert len(undated) == 1
    assert "Compared with release 2026-03-31.1" in text
    assert "| mart_spend_by_body_month | 207 | 207 | 0 | 0 | 1 |" in text
    assert "| mart_retender_pipeline | 40 | 39 | 0 | 1 | 0 |" in text
    assert "| mart_spend_by_body_month | paid_gbp | unknown | " in text
    assert "| +100.25 |" in text
    assert "* mart_spend_by_body_month: paid_gbp in 1" in text


def test_nothing_is_published_when_gate_2_finds_something_critical(tmp_path: Path) -> None:
    inputs = make_inputs(tmp_path)
    first = build_release(inputs, quietly)
    failure = Failure("total", "paid_gbp", "12", "10", "critical", "It would mislead.")
    failed = Report("mart_spend_by_body_month", "mart_spend_by_body_month", 3, (failure,))
    changed = replace(inputs, input_fingerprint="second", published_reports=(failed,))
    with pytest.raises(RefusedReleaseError, match="It would mislead"):
        build_release(changed, quietly)
    assert inputs.current.resolve() == first.release.path


def test_the_same_inputs_make_no_second_release_on_another_night(tmp_path: Path) -> None:
    inputs = make_inputs(tmp_path)
    first = build_release(inputs, quietly)
    later = build_release(replace(inputs, as_of=NIGHT.replace(year=2027)), quietly)
    assert (later.release, later.is_new) == (first.release, False)


def test_a_table_whose_grain_repeats_is_not_published(tmp_path: Path) -> None:
    inputs = make_inputs(tmp_path)
    with duckdb.connect(str(inputs.warehouse)) as warehouse:
        warehouse.execute("insert into fct_contracts from fct_contracts limit 1")
    with pytest.raises(ReleaseError, match="fct_contracts: 41 rows but 40 of the grain"):
        build_release(inputs, quietly)


def test_a_table_with_a_row_without_its_key_is_not_published(tmp_path: Path) -> None:
    inputs = make_inputs(tmp_path)
    with duckdb.connect(str(inputs.warehouse)) as warehouse:
        warehouse.execute("update mart_publisher_quality set row_key = null where rowid = 0")
    with pytest.raises(ReleaseError, match="10 rows but 9 values of the key row_key"):
        build_release(inputs, quietly)


def test_a_table_that_breaks_its_contract_is_not_published(tmp_path: Path) -> None:
    inputs = make_inputs(tmp_path)
    with duckdb.connect(str(inputs.warehouse)) as warehouse:
        warehouse.execute("alter table fct_contracts alter column contract_gbp type double")
    models = read_models(inputs.manifest)
    with (
        open_warehouse(inputs.warehouse) as warehouse,
        pytest.raises(ReleaseError, match=r"contract_gbp decimal\(20,4\) / double"),
    ):
        export_models(warehouse, models, tmp_path)

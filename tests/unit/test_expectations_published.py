"""Gate 2: every published model has a suite, and each rule fires on what it is for."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from expectations.errors import ExpectationsError
from expectations.registry import PUBLISHED_SUITES
from expectations.report import Report
from expectations.runner import audit, audit_models
from tests.unit import (
    clock_rows,
    completeness_rows,
    conduct_rows,
    delivery_rows,
    evidence_rows,
    fact_rows,
    flag_rows,
    insourcing_rows,
    organisation_rows,
    place_rows,
    promptness_rows,
    sector_rows,
    spend_rows,
)

Row = Mapping[str, object]
SUBJECTS = (
    clock_rows,
    completeness_rows,
    conduct_rows,
    delivery_rows,
    evidence_rows,
    fact_rows,
    flag_rows,
    insourcing_rows,
    organisation_rows,
    place_rows,
    promptness_rows,
    sector_rows,
    spend_rows,
)
ROWS: Mapping[str, Row] = {
    model: row for subject in SUBJECTS for model, row in subject.ROWS.items()
}
BROKEN: Sequence[tuple[str, str, Row]] = tuple(
    broken for subject in SUBJECTS for broken in subject.BROKEN
)


def audited(model: str, file: Path) -> Report:
    return audit_models({model: file})[model]


def schema_of(row: Row) -> pa.Schema:
    """Return the types the models promise, taken from a sound row."""
    kinds = {
        str: pa.string(),
        bool: pa.bool_(),
        int: pa.int64(),
        dt.date: pa.date32(),
        type(None): pa.string(),
    }
    return pa.schema(
        (
            name,
            pa.decimal128(20, 4 if name.endswith("_gbp") else 6)
            if isinstance(value, Decimal)
            else kinds[type(value)],
        )
        for name, value in row.items()
    )


def write(file: Path, model: str, *rows: Row) -> Path:
    """Write ``rows`` with the types of the model's sound row."""
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema_of(ROWS[model])), file)
    return file


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Report]]:
    """Judge each model's sound row and every broken one, in one scan a model."""
    folder = tmp_path_factory.mktemp("published")
    found = {}
    for model, sound in ROWS.items():
        files = {"sound": write(folder / f"{model}.parquet", model, sound)}
        for number, (broken, _, changes) in enumerate(BROKEN):
            if broken == model:
                file = folder / f"{model}_{number}.parquet"
                files[str(number)] = write(file, model, {**sound, **changes})
        found[model] = audit([(PUBLISHED_SUITES[model], files)])[0]
    return found


@pytest.mark.parametrize("model", ROWS)
def test_a_sound_model_passes_without_a_failure(
    reports: Mapping[str, Mapping[str, Report]], model: str
) -> None:
    assert reports[model]["sound"].failures == ()


@pytest.mark.parametrize(("number", "model", "rule"), [(n, *b[:2]) for n, b in enumerate(BROKEN)])
def test_a_rule_fires_on_what_it_is_for(
    reports: Mapping[str, Mapping[str, Report]], number: int, model: str, rule: str
) -> None:
    failed = {failure.rule for failure in reports[model][str(number)].failures}

    assert rule in failed


@pytest.mark.parametrize("model", ROWS)
def test_a_key_given_twice_is_not_released(tmp_path: Path, model: str) -> None:
    file = write(tmp_path / "twice.parquet", model, ROWS[model], ROWS[model])

    report = audited(model, file)

    assert not report.passed
    assert any(failure.rule.endswith("_unique") for failure in report.failures)


def test_a_person_withheld_by_name_is_released(tmp_path: Path) -> None:
    withheld = {
        "payee_class": "person",
        "supplier_name": "Withheld: looks like a person",
        "organisation_key": None,
    }
    row = {**ROWS["mart_top_suppliers"], **withheld}

    assert audited(
        "mart_top_suppliers", write(tmp_path / "m.parquet", "mart_top_suppliers", row)
    ).passed


def test_a_ceiling_that_is_counted_twice_is_not_released(tmp_path: Path) -> None:
    rows = [{**ROWS["fct_awards"], "award_key": key, "award_id": key} for key in "ab"]

    report = audited("fct_awards", write(tmp_path / "m.parquet", "fct_awards", *rows))

    assert [failure.rule for failure in report.failures] == ["one_value_row_a_ceiling"]


def test_a_company_number_of_two_organisations_is_not_released(tmp_path: Path) -> None:
    model = "bridge_organisation_identifiers"
    rows = [{**ROWS[model], "identifier_key": key, "organisation_key": key} for key in "ab"]

    report = audited(model, write(tmp_path / "m.parquet", model, *rows))

    assert [failure.rule for failure in report.failures] == ["company_number_has_one_owner"]


def calendar(file: Path, days: int, **changes: object) -> Path:
    """Write ``days`` of the calendar, the last one with ``changes``."""
    first = dt.date(2010, 4, 1)
    rows: list[dict[str, object]] = []
    for day in (first + dt.timedelta(days=number) for number in range(days)):
        year = day.year - (day.month < 4)
        rows.append(
            {
                "date_day": day,
                "month_start": day.replace(day=1),
                "financial_year": f"{year}-{(year + 1) % 100:02}",
            }
        )
    rows[-1] |= changes
    pq.write_table(pa.Table.from_pylist(rows), file)
    return file


@pytest.mark.parametrize(
    ("days", "changes", "broken"),
    [
        (7305, {}, []),
        (7304, {}, ["row_count"]),
        (7305, {"financial_year": "2030-31"}, ["financial_year_begins_in_april"]),
        (7305, {"month_start": dt.date(2030, 3, 2)}, ["month_start_is_the_months_first"]),
        (7305, {"month_start": None}, ["month_start_and_financial_year_there"]),
    ],
)
def test_a_calendar_with_a_fault_is_not_released(
    tmp_path: Path, days: int, changes: Row, broken: Sequence[str]
) -> None:
    file = calendar(tmp_path / "dates.parquet", days, **changes)

    report = audited("dim_dates", file)

    assert [failure.rule for failure in report.failures] == broken


@pytest.mark.parametrize("model", ["dim_places", "fct_deliveries"])
def test_a_model_that_cannot_be_empty_is_not_released_empty(tmp_path: Path, model: str) -> None:
    report = audited(model, write(tmp_path / "empty.parquet", model))

    assert [failure.rule for failure in report.failures] == ["row_count"]


@pytest.mark.parametrize("model", ROWS)
def test_a_null_where_something_must_be_and_a_persons_number_are_not_released(
    tmp_path: Path, model: str
) -> None:
    due = [rule.name for rule in PUBLISHED_SUITES[model].rules if rule.name.endswith("_there")]
    sound = ROWS[model]
    files = {
        rule: write(
            tmp_path / f"{rule}.parquet",
            model,
            {**sound, rule.removesuffix("_there").split("_and_")[-1]: None},
        )
        for rule in due
    }
    text = next(name for name, value in sound.items() if isinstance(value, str))
    for rule, value in (
        ("no_national_insurance_number", "AB123456C"),
        ("no_contact_point", "a.person@aldermere.example"),
    ):
        files[rule] = write(tmp_path / f"{rule}.parquet", model, {**sound, text: value})

    reports = audit([(PUBLISHED_SUITES[model], files)])[0]

    seen = {rule: {failure.rule for failure in report.failures} for rule, report in reports.items()}
    assert {rule for rule in files if rule in seen[rule]} == set(files)


def test_every_rule_has_a_case_that_breaks_it() -> None:
    elsewhere = {"row_count", "one_value_row_a_ceiling", "company_number_has_one_owner"}
    calendars = {"financial_year_begins_in_april", "month_start_is_the_months_first"}
    shown = elsewhere | calendars | {rule for _, rule, _ in BROKEN}

    unshown = {
        rule.name
        for suite in PUBLISHED_SUITES.values()
        for rule in suite.rules
        if rule.name not in shown and not rule.name.endswith(("_there", "_unique"))
    }

    assert unshown == set(), f"add a case to BROKEN that breaks {sorted(unshown)}"


def test_a_difference_a_float_cannot_hold_is_seen(tmp_path: Path) -> None:
    whole = Decimal("9007199254740993.0000")
    row = {
        **ROWS["fct_deliveries"],
        "published_gbp": whole,
        "landed_gbp": whole - 1,
        "rejected_gbp": Decimal(0),
        "counted_gbp": whole - 1,
        "not_counted_gbp": Decimal(0),
    }
    assert float(whole) == float(whole - 1)

    report = audited("fct_deliveries", write(tmp_path / "m.parquet", "fct_deliveries", row))

    assert [failure.rule for failure in report.failures] == ["money_conserved"]


def test_a_model_without_a_column_its_suite_reads_stops_the_release(tmp_path: Path) -> None:
    file = tmp_path / "m.parquet"
    pq.write_table(pa.table({"row_key": ["k"]}), file)

    with pytest.raises(ExpectationsError, match="mart_top_suppliers: the suite does not fit"):
        audited("mart_top_suppliers", file)


def declared_models() -> dict[str, dict[str, str]]:
    """Return the columns and types each published model's contract promises."""
    marts = Path(__file__).resolve().parents[2] / "dbt_project/models/marts"
    return {
        model["name"]: {column["name"]: column["data_type"] for column in model["columns"]}
        for path in sorted(marts.rglob("_*__models.yml"))
        for model in yaml.safe_load(path.read_text("utf-8"))["models"]
        if model["config"]["meta"]["publish"]
    }


def test_every_published_model_has_a_suite_and_no_other() -> None:
    assert sorted(PUBLISHED_SUITES) == sorted(declared_models()), (
        "write expectations/published/<model>.py and a line in expectations/registry.py"
    )


@pytest.mark.parametrize(("model", "columns"), declared_models().items())
def test_the_first_column_of_a_model_is_its_key_in_every_row(
    model: str, columns: Mapping[str, str]
) -> None:
    key = next(iter(columns))
    held = {rule.name for rule in PUBLISHED_SUITES[model].rules if rule.severity == "critical"}
    assert {f"{key}_unique", f"{key}_there"} <= held


@pytest.mark.parametrize(("model", "columns"), declared_models().items())
def test_a_suite_fits_the_columns_its_model_promises(
    tmp_path: Path, model: str, columns: Mapping[str, str]
) -> None:
    nothing = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in columns.items())
    file = tmp_path / f"{model}.parquet"
    with duckdb.connect() as connection:
        connection.sql(f"select {nothing}").filter("false").write_parquet(str(file))

    assert audited(model, file).evaluated == len(PUBLISHED_SUITES[model].rules)

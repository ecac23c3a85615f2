"""Two engines agreeing on every row is the strongest test of the SQL that we have."""

import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import duckdb
import pytest

from pipelines.release.manifest import Model, read_models
from tests.dbt_runs import DBT
from tests.integration.night import ROOT
from tests.integration.warehouse import dbt

pytestmark = pytest.mark.integration

REQUIRED = "GOLDENTHREAD_REQUIRE_SPARK"


def dbt_on_spark(arguments: list[str], folder: Path, landed: Path) -> None:
    """Run dbt on Spark in folders of its own."""
    ended = subprocess.run(
        [DBT, *arguments, "--target-path", folder / "target", "--log-path", folder / "logs"],
        cwd=ROOT / "dbt_project",
        env={
            **os.environ,
            "LANDED_DIR": str(landed),
            "WAREHOUSE_PATH": str(folder / "unused.duckdb"),
            "SPARK_WAREHOUSE_DIR": str(folder / "spark"),
            "PYSPARK_PYTHON": sys.executable,
        },
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-8000:]


def test_every_macro_and_mart_passes_its_unit_tests_on_duckdb(
    night_one: Path, tmp_path: Path
) -> None:
    shutil.copy(night_one / "warehouse" / "warehouse.duckdb", tmp_path)
    (tmp_path / "landed").symlink_to(night_one / "landed")
    assert "Completed successfully" in dbt(tmp_path, "test", "--select", "test_type:unit")


@pytest.mark.spark
def test_every_published_row_is_the_same_on_spark_and_on_duckdb(
    night_one: Path, tmp_path: Path
) -> None:
    if shutil.which("java") is None:
        said = "NOT TESTED ON SPARK: there is no Java here, so nothing compared the two engines"
        assert os.environ.get(REQUIRED) != "1", said
        warnings.warn(said, stacklevel=1)
        pytest.skip(said)

    # Data tests ask of rows; these are compared with rows of which they were asked.
    build = ["build", "--target", "spark", "--exclude", "test_type:data"]
    dbt_on_spark(build, tmp_path, night_one / "landed")

    warehouse = night_one / "warehouse" / "warehouse.duckdb"
    different = []
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for model in read_models(night_one / "dbt" / "manifest.json"):
            ours = f"select {columns(model)} from {model.relation}"
            files = tmp_path / "spark" / f"{model.relation.split('.')[0][1:-1]}.db" / model.name
            theirs = f"select {columns(model)} from read_parquet('{files}/*.parquet')"
            for name, one, other in (("DuckDB", ours, theirs), ("Spark", theirs, ours)):
                only = connection.execute(
                    f"select count(*) from ({one} except all {other})"
                ).fetchall()[0][0]
                if only:
                    different.append(f"{model.name}: {only} rows only on {name}")
    assert different == []


def columns(model: Model) -> str:
    """Return the model's columns, cast to the types of its contract."""
    return ", ".join(
        f'cast("{column.name}" as {column.data_type}) as "{column.name}"'
        for column in model.columns
    )

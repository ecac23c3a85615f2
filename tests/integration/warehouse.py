"""A warehouse that a test builds of its own landed tables, and asks."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb

from pipelines.settings import ROOT

SCHEMAS = "select schema_name from information_schema.schemata"
DBT = Path(sys.executable).with_name("dbt")


def dbt(folder: Path, landed: Path, warehouse: Path, *arguments: str) -> None:
    """Run dbt on landed tables; what it keeps and logs stays in ``folder``."""
    ended = subprocess.run(
        [DBT, *arguments, "--target-path", folder, "--log-path", folder],
        cwd=ROOT / "dbt_project",
        env={**os.environ, "LANDED_DIR": str(landed), "WAREHOUSE_PATH": str(warehouse)},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-8000:]


def ask(warehouse: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query, of tables named without their schema."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        built = {name for (name,) in connection.execute(SCHEMAS).fetchall()}
        path = [name for name in ("core", "reporting", "intermediate", "staging") if name in built]
        connection.execute(f"set search_path = '{','.join(path)}'")
        return connection.execute(query).fetchall()

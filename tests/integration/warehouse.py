"""A warehouse that a test builds of its own landed tables, and asks."""

from pathlib import Path
from typing import Any

from tests.dbt_runs import opened, run_dbt

SCHEMAS = "select schema_name from information_schema.schemata"


def dbt(folder: Path, *arguments: str) -> str:
    """Run dbt on ``folder/landed`` and ``folder/warehouse.duckdb``; return what it printed."""
    ended = run_dbt(folder, *arguments)
    assert ended.returncode == 0, ended.stdout[-8000:]
    return ended.stdout


def ask(warehouse: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query, of tables named without their schema."""
    with opened(warehouse) as connection:
        built = {name for (name,) in connection.execute(SCHEMAS).fetchall()}
        path = [name for name in ("core", "reporting", "intermediate", "staging") if name in built]
        connection.execute(f"set search_path = '{','.join(path)}'")
        return connection.execute(query).fetchall()

"""The invented county's truth beside a release, in one database that can be asked about both."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import duckdb

from tests.integration.night import ROOT

Truth = duckdb.DuckDBPyConnection


def tell(folder: Path) -> Path:
    """Write what is true of the invented county into a folder, a file a table; return it."""
    if not any(folder.iterdir()):
        subprocess.run([sys.executable, "-m", "replay", "truth", folder], cwd=ROOT, check=True)
    return folder


def told_beside(data: Path, folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection with the release's tables and one table for each file of the truth."""
    tell(folder)
    connection = duckdb.connect()
    connection.execute(f"attach '{data}/current/goldenthread.duckdb' as release (read_only)")
    for path in sorted(folder.glob("*.csv")):
        connection.execute(
            f"create table {path.stem} as select * from read_csv('{path}', all_varchar = true)"
        )
    return connection


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    """Return the answer to a question."""
    return connection.execute(query).fetchall()


def differences(
    truth: Truth, told: str, found: str, on: str, compared: Mapping[str, str]
) -> list[tuple[object, ...]]:
    """Return the rows in which a table of the truth and a published one are not the same.

    ``compared`` gives, for each column of the truth, what must equal it in what is published.
    """
    asked = ", ".join(f"told.{name}, {meant}" for name, meant in compared.items())
    unlike = " or ".join(
        f"nullif(told.{name}, '') is distinct from cast({meant} as varchar)"
        for name, meant in compared.items()
    )
    keys = [key.strip() for key in on.split(",")]
    is_lost = f"told.{keys[0]} is null or found.{keys[0]} is null"
    joined = " and ".join(f"told.{key} is not distinct from found.{key}" for key in keys)
    shown = ", ".join(f"coalesce(told.{key}, found.{key})" for key in keys)
    return rows(
        truth,
        f"""
            select {shown}, told.{keys[0]} is null as is_surplus, {asked}
            from ({told}) as told
            full join ({found}) as found on {joined}
            where {is_lost} or {unlike}
            order by all limit 20
        """,
    )


OUR_PROCESSES = "(select source_id, ocid from processes_truth)"
"""The processes of the county; the notices kept to test readers are not among them."""


def of_the_county(table: str) -> str:
    """Return a published table without what the county did not buy."""
    return f"select * from release.{table} where (source_id, ocid) in {OUR_PROCESSES}"


def money(name: str) -> str:
    """Return an amount as the truth writes it, to the penny."""
    return f"cast(found.{name} as decimal(20, 2))"

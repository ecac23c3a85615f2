"""The published DuckDB file: the same Parquet always gives the same bytes.

Three things would make two files of equal content differ, and each is met where it arises:

* DuckDB writes the unused ends of its blocks as they lie in memory. So the file is written by a
  process of its own in which both allocators, DuckDB's jemalloc and the C library's, hand out
  zeroed memory. That process has read nothing but the published Parquet: no remainder of the
  warehouse can end up in a published file.
* From storage version 1.4 on, a file's header holds a random identifier. Version 1.3 has none,
  and every DuckDB since 1.3 opens it.
* Threads, and memory running short, decide in which order blocks are written. Both are fixed.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipelines.release.errors import ReleaseError
from pipelines.release.manifest import Model

STORAGE_VERSION = "v1.3.0"
MEMORY_LIMIT = "1GB"
ZEROED_MEMORY = {
    "DUCKDB_JE_MALLOC_CONF": "zero:true",
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0:glibc.malloc.perturb=255",
}
"""Read at the start of a process. ``perturb`` fills with the complement of its lowest byte."""


def write_database(models: Sequence[Model], folder: Path, name: str) -> Path:
    """Write ``folder/name`` from the ``<model>.parquet`` files of ``folder``, in a new process.

    Raises:
        ReleaseError: the process failed; the message is what it said.
    """
    order = json.dumps(
        {"folder": str(folder), "name": name, "statements": list(statements(models))}
    )
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.release.database"],
        input=order,
        env={**os.environ, **ZEROED_MEMORY},
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
    if done.returncode != 0:
        message = f"The release's database could not be written: {done.stderr.strip()[-2000:]}"
        raise ReleaseError(message)
    return folder / name


def statements(models: Sequence[Model]) -> list[str]:
    """Return the SQL that fills an attached database ``release`` from Parquet, in name order."""
    found: list[str] = []
    for model in sorted(models, key=lambda one: one.name):
        table = f'release."{model.name}"'
        found.append(f"create table {table} as from read_parquet('{model.name}.parquet')")
        found.append(f"comment on table {table} is {literal(model.description)}")
        found += [
            f'comment on column {table}."{column.name}" is {literal(column.description)}'
            for column in model.columns
        ]
    return found


def literal(text: str) -> str:
    """Return ``text`` as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def main() -> None:
    """Write the database that standard input asks for. Run in a process of its own."""
    order = json.load(sys.stdin)
    os.chdir(order["folder"])
    with tempfile.TemporaryDirectory() as spill, duckdb.connect() as connection:
        connection.execute(f"set temp_directory = {literal(spill)}")
        connection.execute("set threads = 1")
        connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        connection.execute(
            f"attach '{order['name']}' as release (storage_version '{STORAGE_VERSION}')"
        )
        for statement in order["statements"]:
            connection.execute(statement)
        connection.execute("checkpoint release")
        connection.execute("detach release")


if __name__ == "__main__":
    main()

"""Running dbt as a person would, in a folder of a test's own.

Before anything else dbt reads the whole project. Where it finds what it kept of an earlier reading
it compares every file with it and reads only what differs; but it trusts nothing that was kept for
a warehouse by another name. So each run stands in its own folder, where the tables landed are in
``landed`` and the warehouse is ``warehouse.duckdb``, and begins with one reading that all share.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
from filelock import FileLock

from pipelines.night import digest_code
from pipelines.settings import DBT_PROJECT

DBT = Path(sys.executable).with_name("dbt")
READ = DBT_PROJECT / "target" / "tests"
PARSED = "partial_parse.msgpack"
BRIEF = {"DBT_LOG_LEVEL_FILE": "info"}
"""dbt writes down all it thinks, 35 MB a night, if it is not told: no test reads it."""


def run_dbt(
    folder: Path, *arguments: str, project: Path = DBT_PROJECT
) -> "subprocess.CompletedProcess[str]":
    """Run dbt on ``folder``; what it made of the project is in ``folder/target``."""
    target = folder / "target"
    if not target.exists():
        target.mkdir(parents=True)
        shutil.copyfile(read_project() / PARSED, target / PARSED)
    return _run(folder, target, arguments, project)


def opened(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """Open a warehouse to be read, from wherever; its staging views find what was landed."""
    connection = duckdb.connect(str(warehouse), read_only=True)
    connection.execute(f"set file_search_path = '{warehouse.parent}'")
    return connection


def read_project() -> Path:
    """Have the project as it stands read once, by whichever test asks first; return where."""
    READ.mkdir(parents=True, exist_ok=True)
    stamp, digest = READ / "digest", digest_code(("dbt_project",))
    with FileLock(READ / "lock"):
        if not stamp.exists() or stamp.read_text("utf-8") != digest:
            ended = _run(READ, READ, ["parse"], DBT_PROJECT)
            assert ended.returncode == 0, ended.stdout[-8000:]
            stamp.write_text(digest, "utf-8")
    return READ


def _run(
    folder: Path, target: Path, arguments: Sequence[str], project: Path
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [DBT, *arguments, "--project-dir", project, "--profiles-dir", project,
         "--target", "duckdb", "--target-path", target, "--log-path", folder / "logs"],
        cwd=folder,
        env={**os.environ, **BRIEF, "LANDED_DIR": "landed", "WAREHOUSE_PATH": "warehouse.duckdb"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )  # fmt: skip

"""Each published model as Parquet and CSV: the same rows always give the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.release.database import MEMORY_LIMIT
from pipelines.release.errors import ReleaseError
from pipelines.release.manifest import Model

FORMULA_STARTS = "=+-@\t\r"
FORMULA_NOTE = (
    "In the CSV files a text cell that begins with = + - @, a tab or a carriage return has an "
    "apostrophe (') put before it, so that no spreadsheet takes it for a formula. Numbers and "
    "dates are never touched, and the Parquet files and the database hold the text as it is."
)


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written of one model: its rows, and its two files."""

    model: Model
    rows: int
    parquet: Path
    csv: Path


def open_warehouse(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the finished warehouse for reading, set up so that what is written is repeatable."""
    connection = duckdb.connect(str(path), read_only=True)
    connection.execute("set threads = 1")
    connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
    connection.execute("set timezone = 'UTC'")
    return connection


def export_models(
    connection: duckdb.DuckDBPyConnection, models: Sequence[Model], folder: Path
) -> list[Exported]:
    """Write every model into ``folder``, in name order.

    Raises:
        ReleaseError: a model is not as declared, or two of its rows have the same grain or key,
            or one has no key.
    """
    return [_export(connection, model, folder) for model in sorted(models, key=lambda m: m.name)]


def safe_text(text: str) -> str:
    """Return ``text`` so that a spreadsheet does not take it for a formula."""
    return f"'{text}" if text.startswith(tuple(FORMULA_STARTS)) else text


def _export(connection: duckdb.DuckDBPyConnection, model: Model, folder: Path) -> Exported:
    _hold_to_declaration(connection, model)
    rows = _hold_to_grain(connection, model)
    parquet, csv = folder / f"{model.name}.parquet", folder / f"{model.name}.csv"
    columns = ", ".join(f'"{column.name}"' for column in model.columns)
    order = ", ".join(f'"{name}" asc nulls last' for name in model.grain)
    connection.execute(
        f"copy (select {columns} from {model.relation} order by {order}) "  # noqa: S608
        f"to '{parquet}' (format parquet, compression zstd)"
    )
    safe = ", ".join(_safe_cell(column.name, column.data_type) for column in model.columns)
    connection.execute(
        f"copy (select {safe} from read_parquet('{parquet}')) "  # noqa: S608
        f"to '{csv}' (format csv, header true, new_line '\\r\\n')"
    )
    return Exported(model=model, rows=rows, parquet=parquet, csv=csv)


def _safe_cell(name: str, data_type: str) -> str:
    if data_type not in ("varchar", "text", "string"):
        return f'"{name}"'
    starts = ", ".join(f"chr({ord(character)})" for character in FORMULA_STARTS)
    return (
        f'case when substr("{name}", 1, 1) in ({starts}) '
        f"""then chr(39) || "{name}" else "{name}" end as "{name}\""""
    )


def _hold_to_declaration(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Hold the model's table against its contract: the dictionary we publish must be true."""
    described = connection.execute(f"describe {model.relation}").fetchall()
    found = {str(row[0]): str(row[1]).lower() for row in described}
    declared = {column.name: _spelled(column.data_type) for column in model.columns}
    wrong = sorted(name for name in found | declared if found.get(name) != declared.get(name))
    if wrong:
        message = f"{model.name}: declared and built columns differ: " + ", ".join(
            f"{n} {declared.get(n)} / {found.get(n)}" for n in wrong
        )
        raise ReleaseError(message)


def _hold_to_grain(connection: duckdb.DuckDBPyConnection, model: Model) -> int:
    grain = ", ".join(f'"{name}"' for name in model.grain)
    rows, keys, distinct = connection.execute(
        f'select count(*), count(distinct "{model.key}"), '  # noqa: S608
        f"(select count(*) from (select distinct {grain} from {model.relation})) "
        f"from {model.relation}"
    ).fetchall()[0]
    if rows != distinct:
        message = f"{model.name}: {rows} rows but {distinct} of the grain {model.grain}."
        raise ReleaseError(message)
    if rows != keys:
        message = f"{model.name}: {rows} rows but {keys} values of the key {model.key}."
        raise ReleaseError(message)
    return int(rows)


def _spelled(data_type: str) -> str:
    """Return a declared type as the engine spells it."""
    same = {"text": "varchar", "string": "varchar", "int": "integer", "timestamptz": ""}
    spelled = same.get(data_type, data_type)
    return spelled or "timestamp with time zone"

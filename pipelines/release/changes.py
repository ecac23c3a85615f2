"""What is different from the release before: row by row, and in pounds.

Rows are told apart by the model's grain and compared column by column, in SQL, so that the
comparison costs no more memory than the database is given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from pipelines.release.manifest import Model

FIRST = "This is the first release: there is nothing to compare it with.\n"
KINDS_OF_ROW = ("vat_basis", "value_kind")
"""Columns that tell apart pounds which must never be added up."""


@dataclass(frozen=True, slots=True)
class MoneyChange:
    """One money column before and after, for one VAT basis (and kind of value). In pounds."""

    column: str
    basis: str
    before: Decimal
    now: Decimal


@dataclass(frozen=True, slots=True)
class ModelChange:
    """How one model differs. ``columns`` counts, for each column, the rows where it changed."""

    model: str
    before: int
    now: int
    added: int
    removed: int
    changed: int
    columns: tuple[tuple[str, int], ...] = ()
    money: tuple[MoneyChange, ...] = ()
    new_columns: tuple[str, ...] = ()
    gone_columns: tuple[str, ...] = ()


def compare(models: Sequence[Model], folder: Path, previous: Path) -> tuple[ModelChange | str, ...]:
    """Compare the models in ``folder`` with those of the ``previous`` release, by name.

    A model that only one of them has is given by its name.
    """
    names = {model.name: model for model in models}
    older = {path.stem for path in previous.glob("*.parquet")}
    with duckdb.connect() as connection:
        return tuple(
            _compare(connection, names[name], folder, previous)
            if name in names and name in older
            else name
            for name in sorted(names.keys() | older)
        )


def changes_text(
    release_id: str, previous_id: str | None, changes: Sequence[ModelChange | str]
) -> str:
    """Return CHANGES.md."""
    head = f"# Changes in {release_id}\n\n"
    if previous_id is None:
        return head + FIRST
    both = [change for change in changes if isinstance(change, ModelChange)]
    other = [change for change in changes if isinstance(change, str)]
    parts = [
        f"Compared with release {previous_id}, row by row.\n",
        _table(
            ("table", "rows before", "rows now", "added", "removed", "changed"),
            [(c.model, c.before, c.now, c.added, c.removed, c.changed) for c in both],
        ),
        _money_text(both),
        _columns_text(both),
    ]
    if other:
        parts.append("## Tables in one of the two releases only\n\n" + ", ".join(other) + "\n")
    return head + "\n".join(part for part in parts if part)


def _compare(
    connection: duckdb.DuckDBPyConnection, model: Model, folder: Path, previous: Path
) -> ModelChange:
    for name, place in (("now", folder), ("before", previous)):
        rows = connection.read_parquet(str(place / f"{model.name}.parquet"))
        rows.project("*, true as _there").create_view(name)
    columns = {name: _columns(connection, name) for name in ("now", "before")}
    common = [name for name in columns["now"] if name in columns["before"]]
    counts = _counts(connection, model, [name for name in common if name not in model.grain])
    return ModelChange(
        model=model.name,
        before=counts["before"],
        now=counts["now"],
        added=counts["added"],
        removed=counts["removed"],
        changed=counts["changed"],
        columns=tuple((name, counts[f"{name}."]) for name in common if counts.get(f"{name}.")),
        money=_money(connection, model, common),
        new_columns=tuple(name for name in columns["now"] if name not in common),
        gone_columns=tuple(name for name in columns["before"] if name not in common),
    )


def _counts(
    connection: duckdb.DuckDBPyConnection, model: Model, compared: Sequence[str]
) -> dict[str, int]:
    """Count rows of both releases, joined on the grain (null equals null)."""
    on = " and ".join(f'now."{name}" is not distinct from before."{name}"' for name in model.grain)
    differs = {name: f'now."{name}" is distinct from before."{name}"' for name in compared}
    both = "now._there and before._there"
    counted = {
        "now": "now._there",
        "before": "before._there",
        "added": "before._there is null",
        "removed": "now._there is null",
        "changed": f"{both} and ({' or '.join(differs.values()) or 'false'})",
        **{f"{name}.": f"{both} and {test}" for name, test in differs.items()},
    }
    select = ", ".join(f"count(*) filter (where {test})" for test in counted.values())
    row = connection.execute(
        f"select {select} from now full join before on {on}"  # noqa: S608
    ).fetchall()[0]
    return {name: int(count) for name, count in zip(counted, row, strict=True)}


def _money(
    connection: duckdb.DuckDBPyConnection, model: Model, common: Sequence[str]
) -> tuple[MoneyChange, ...]:
    basis = [f"coalesce({name}, 'unknown')" for name in KINDS_OF_ROW if name in common]
    label = f"concat_ws(', ', {', '.join(basis)})" if basis else "null"
    found: list[MoneyChange] = []
    for column in (one for one in model.columns if one.money and one.name in common):
        rows = connection.execute(
            f"select coalesce({label}, '{column.money.vat if column.money else ''}') as basis, "  # noqa: S608
            f'coalesce(sum("{column.name}") filter (where not is_now), 0), '
            f'coalesce(sum("{column.name}") filter (where is_now), 0) '
            "from (select *, true as is_now from now union all by name "
            "select *, false as is_now from before) group by basis order by basis"
        ).fetchall()
        found += [MoneyChange(column.name, *row) for row in rows if row[1] != row[2]]
    return tuple(found)


def _columns(connection: duckdb.DuckDBPyConnection, view: str) -> list[str]:
    described = connection.execute(f"describe {view}").fetchall()
    return [str(row[0]) for row in described if row[0] != "_there"]


def _money_text(changes: Sequence[ModelChange]) -> str:
    rows = [(change.model, *_in_pounds(money)) for change in changes for money in change.money]
    if not rows:
        return "## Effect in pounds\n\nNone: every total is as it was.\n"
    return "## Effect in pounds\n\n" + _table(
        ("table", "column", "VAT basis", "before (£)", "now (£)", "difference (£)"), rows
    )


def _in_pounds(money: MoneyChange) -> tuple[str, ...]:
    difference = money.now - money.before
    figures = (f"{money.before:,.2f}", f"{money.now:,.2f}", f"{difference:+,.2f}")
    return (money.column, money.basis, *figures)


def _columns_text(changes: Sequence[ModelChange]) -> str:
    lines = [line for change in changes for line in _column_lines(change)]
    head = "## What changed in the rows that are in both\n\n"
    return head + "\n".join(lines) + "\n" if lines else ""


def _column_lines(change: ModelChange) -> list[str]:
    counts = ", ".join(f"{name} in {count}" for name, count in change.columns)
    lines = [f"* {change.model}: {counts}"] if counts else []
    lines += [f"* {change.model}: new column {name}" for name in change.new_columns]
    lines += [f"* {change.model}: column {name} is gone" for name in change.gone_columns]
    return lines


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(str(cell) for cell in line) + " |\n" for line in lines)

"""Money is a decimal of a declared kind, and there is one way to add it up."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.architecture.reading import (
    MACROS,
    MODELS,
    calls,
    declarations,
    line_of,
    meta,
    python_files,
    reads,
    sql_files,
)

ADDER = "dbt_project/macros/money/sum_money.sql"
KINDS = {
    "payment", "award", "contract", "call_off", "framework_ceiling", "estimate", "tax",
    "interest", "threshold", "per_row",
}  # fmt: skip
VAT = {"net", "gross", "unknown", "per_row"}
TYPE = "decimal(20,4)"
PYTHON_ON_THE_MONEY_PATH = ("ingest", "expectations", "pipelines/release", "pipelines/site")
LOSES_DIGITS = {"df", "fetchdf", "to_df", "to_pandas", "read_csv", "read_excel"}
_ADDS = re.compile(r"\b(?:sum|avg|mean|median|fsum|kahan_sum|try_sum|list_sum)\s*\(", re.I)
_MONEY = re.compile(r"\w+_gbp\b", re.I)
_FLOAT = re.compile(r"\b(?:double|float|real|float4|float8)\b", re.I)


def money_is_added_by_the_macro(tree: Path) -> list[str]:
    """``sum_money()`` checks the kind; a plain sum adds whatever it is given."""
    return [
        f"{path}:{line} adds {column} itself: use {{{{ sum_money('{column}', '<kind>') }}}} and "
        "group by vat_basis"
        for path, line, argument in _sums(tree)
        for column in sorted(set(_MONEY.findall(argument)))
    ]


def macros_do_not_add_what_they_are_given(tree: Path) -> list[str]:
    """A macro that sums its argument is a second way to add money."""
    return [
        f"{path}:{line} adds whatever it is given ({argument.strip()}): let the caller use "
        "sum_money(), or name the column here"
        for path, line, argument in _sums(tree)
        if "{{" in argument and path != ADDER
    ]


def _sums(tree: Path) -> Iterator[tuple[str, int, str]]:
    for folder in (MODELS, MACROS):
        for path, sql in sql_files(tree, folder):
            for match in _ADDS.finditer(sql):
                yield path, line_of(sql, match.start()), _argument(sql, match.end())


def _argument(sql: str, start: int) -> str:
    depth = 1
    for position in range(start, len(sql)):
        depth += {"(": 1, ")": -1}.get(sql[position], 0)
        if depth == 0:
            return sql[start:position]
    return sql[start:]


def money_columns_say_their_kind(tree: Path) -> list[str]:
    """Pounds of different kinds, or with and without VAT, do not add up."""
    basis = _models_with_basis(tree)
    return [
        f"{path}: {model['name']}.{column['name']} {fault}"
        for path, model in declarations(tree, MODELS, "models")
        for column in model.get("columns") or ()
        if column["name"].endswith("_gbp")
        for fault in _faults(meta(column).get("money") or {}, has_basis=model["name"] in basis)
    ]


def _faults(money: Mapping[str, Any], *, has_basis: bool) -> Iterator[str]:
    if money.get("kind") not in KINDS:
        yield f"has no config.meta.money.kind: say which of {', '.join(sorted(KINDS))} it is"
    if money.get("vat") not in VAT:
        yield f"has no config.meta.money.vat: say which of {', '.join(sorted(VAT))} it is"
    if money.get("vat") == "per_row" and not has_basis:
        yield "says its VAT per row: the model must have the column vat_basis"


def _models_with_basis(tree: Path) -> set[str]:
    """Return the models that name ``vat_basis``, or read one that does: ``select *`` hands on."""
    texts = {Path(path).stem: sql for path, sql in sql_files(tree, MODELS)}
    found = {name for name, sql in texts.items() if re.search(r"\bvat_basis\b", sql)}
    while True:
        more = {
            name
            for name, sql in texts.items()
            if name not in found and any(read in found for read, _ in reads(sql))
        }
        if not more:
            return found
        found |= more


def money_columns_are_decimals(tree: Path) -> list[str]:
    """One type for pounds, wide enough for all of them and exact."""
    return [
        f"{path}: {model['name']}.{column['name']} is {column['data_type']}: pounds are {TYPE}"
        for path, model in declarations(tree, MODELS, "models")
        for column in model.get("columns") or ()
        if column["name"].endswith("_gbp")
        and column.get("data_type")
        and column["data_type"].replace(" ", "").lower() != TYPE
    ]


def no_floats_near_money(tree: Path) -> list[str]:
    """A float cannot hold a penny; a data frame turns decimals into floats unasked."""
    python = [
        f"{path}:{call.lineno} calls {name}(): read money as text and keep it as Decimal"
        for path, module in python_files(tree, *PYTHON_ON_THE_MONEY_PATH)
        for call in calls(module)
        for name in [_called(call.func)]
        if name == "float" or (name in LOSES_DIGITS and not _says_the_types(call))
    ]
    sql = [
        f"{path}:{number} reads money as a float: cast to {TYPE}"
        for folder in (MODELS, MACROS)
        for path, text in sql_files(tree, folder)
        for number, line in enumerate(text.splitlines(), 1)
        if _FLOAT.search(line) and ("_gbp" in line or "money" in path)
    ]
    return python + sql


def _says_the_types(call: ast.Call) -> bool:
    """Whether a reader is told what every column is, and so has nothing to guess."""
    return any(keyword.arg == "convert_options" for keyword in call.keywords)


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id if function.id == "float" else ""
    return function.attr if isinstance(function, ast.Attribute) else ""

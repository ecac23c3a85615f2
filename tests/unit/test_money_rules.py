"""Promise: nothing unsafe is summed. Read from dbt's own manifest of the project as it is."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from pipelines.settings import DBT_PROJECT
from tests.dbt_runs import read_project, run_dbt

KINDS = {
    "payment", "award", "contract", "call_off", "framework_ceiling", "estimate", "tax",
    "interest", "threshold", "per_row",
}  # fmt: skip
BASES = {"net", "gross", "unknown", "per_row"}
Node = Mapping[str, Any]
Nodes = Mapping[str, Node]

_PLAIN_SUM = re.compile(r"\bsum\s*\([^)]*_gbp", re.IGNORECASE)
_MACRO_SUM = re.compile(r"sum_money\(\s*'(?:\w+\.)?(\w+)'([^}]*)\}\}")
_NAMED_MONEY = re.compile(r"\bas\s+(\w+_gbp)\b", re.IGNORECASE)
_QUERY_END = re.compile(r"\n\)\s*,?\n")
_GROUPED = re.compile(r"group by[\w\s,]*\bvat_basis\b")
_PARTITIONED = re.compile(r"over\s*=.*partition by[\w\s,]*\bvat_basis\b", re.DOTALL)


@pytest.fixture(scope="module")
def models() -> Nodes:
    nodes = json.loads((read_project() / "manifest.json").read_text("utf-8"))["nodes"]
    return {key: node for key, node in nodes.items() if node["resource_type"] == "model"}


def plain_sums(nodes: Nodes) -> list[str]:
    return [
        f"{node['name']} adds money with sum(): use sum_money()"
        for node in nodes.values()
        if _PLAIN_SUM.search(node["raw_code"])
    ]


def undeclared_money(nodes: Nodes) -> list[str]:
    return [
        f"{node['name']}.{column}: give it config.meta.money with a known kind and vat"
        for node in nodes.values()
        for column in sorted(_money_columns(node))
        if not _is_declared(node, column)
    ]


def _money_columns(node: Node) -> set[str]:
    last_query = _QUERY_END.split(node["raw_code"])[-2:]
    declared = {name for name in node["columns"] if name.endswith("_gbp")}
    return declared | {name for query in last_query for name in _NAMED_MONEY.findall(query)}


def _is_declared(node: Node, column: str) -> bool:
    money = _money(node, column)
    return money.get("kind") in KINDS and money.get("vat") in BASES


def _money(node: Node, column: str) -> Mapping[str, str]:
    declared: Mapping[str, str] = (
        node["columns"].get(column, {}).get("config", {}).get("meta", {}).get("money", {})
    )
    return declared


def mixed_bases(nodes: Nodes) -> list[str]:
    return [
        f"{node['name']} adds {column} across VAT bases: group by vat_basis"
        for node in nodes.values()
        for column in _added_across_bases(node)
        if "per_row" in _bases(nodes, node, column)
    ]


def _added_across_bases(node: Node) -> Iterator[str]:
    for query in _QUERY_END.split(node["raw_code"]):
        for column, options in _MACRO_SUM.findall(query):
            kept_apart = _PARTITIONED if "over=" in options else _GROUPED
            if not kept_apart.search(options if "over=" in options else query):
                yield column


def _bases(nodes: Nodes, node: Node, column: str) -> set[str]:
    read = [nodes[key] for key in node["depends_on"]["nodes"] if key in nodes]
    return {_money(each, column).get("vat", "") for each in [*read, node]}


def test_no_model_adds_money_outside_the_macro(models: Nodes) -> None:
    assert plain_sums(models) == []


def test_every_money_column_says_its_kind_and_vat_basis(models: Nodes) -> None:
    assert undeclared_money(models) == []


def test_no_model_adds_across_vat_bases(models: Nodes) -> None:
    assert mixed_bases(models) == []


def test_the_rules_look_at_models_that_do_add_money(models: Nodes) -> None:
    adding = {node["name"] for node in models.values() if _MACRO_SUM.search(node["raw_code"])}

    assert "mart_spend_by_body_month" in adding
    assert "mart_top_suppliers" in adding


def invented(sql: str, money: Mapping[str, str] | None) -> Nodes:
    columns = {"paid_gbp": {"config": {"meta": {"money": money} if money else {}}}}
    fact = {"name": "fct", "raw_code": "", "columns": columns, "depends_on": {"nodes": []}}
    mart = {"name": "mart", "raw_code": sql, "columns": {}, "depends_on": {"nodes": ["fct"]}}
    return {"fct": fact, "mart": mart}


PAYMENT = {"kind": "payment", "vat": "per_row"}


def test_a_plain_sum_of_money_is_noticed() -> None:
    nodes = invented("select sum( coalesce(paid_gbp, 0)) as total from fct", PAYMENT)

    assert plain_sums(nodes) == ["mart adds money with sum(): use sum_money()"]


@pytest.mark.parametrize(
    "money", [None, {"kind": "payment"}, {"kind": "pocket_money", "vat": "net"}]
)
def test_money_of_no_known_kind_is_noticed(money: Mapping[str, str] | None) -> None:
    assert undeclared_money(invented("", money)) == [
        "fct.paid_gbp: give it config.meta.money with a known kind and vat"
    ]


def test_money_that_only_the_sql_names_is_noticed() -> None:
    nodes = invented("with\n\nfinal as (\n\n    select 1 as lost_gbp\n\n)\n\nselect", PAYMENT)

    assert undeclared_money(nodes) == [
        "mart.lost_gbp: give it config.meta.money with a known kind and vat"
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "select {{ sum_money('paid_gbp', 'payment') }} from fct\ngroup by publisher_id",
        "select {{ sum_money('fct.paid_gbp', 'payment', where='vat_basis > 0') }} from fct",
        "select {{ sum_money('paid_gbp', 'payment', over='partition by publisher_id') }} from fct",
    ],
)
def test_a_sum_across_vat_bases_is_noticed(sql: str) -> None:
    assert mixed_bases(invented(sql, PAYMENT)) == [
        "mart adds paid_gbp across VAT bases: group by vat_basis"
    ]


@pytest.mark.parametrize("vat", ["net", "gross"])
def test_a_sum_of_money_on_one_vat_basis_needs_no_group(vat: str) -> None:
    sql = "select {{ sum_money('paid_gbp', 'payment') }} from fct"

    assert mixed_bases(invented(sql, {"kind": "payment", "vat": vat})) == []


def test_the_build_stops_when_money_of_another_kind_is_added(tmp_path: Path) -> None:
    project = tmp_path / "dbt_project"
    shutil.copytree(DBT_PROJECT, project, ignore=shutil.ignore_patterns("target", "logs"))
    path = project / "models/marts/reporting/mart_spend_by_body_month.sql"
    path.write_text(path.read_text("utf-8").replace("'payment'", "'award'"), "utf-8")

    printed = run_dbt(tmp_path / "run", "compile", "--select", path.stem, project=project).stdout

    assert "money of different kinds does not add up" in " ".join(printed.split())

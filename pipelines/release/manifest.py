"""Which models are published, and what each of their columns means: read from dbt's manifest."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.release.errors import ReleaseError


@dataclass(frozen=True, slots=True)
class Money:
    """What a column of pounds holds. ``vat`` is ``per_row`` where ``vat_basis`` says it."""

    kind: str
    vat: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a published model. ``data_type`` is the type of its enforced contract.

    ``values`` are all it may hold where its list is closed, as dbt's ``accepted_values`` has it.
    """

    name: str
    data_type: str
    description: str
    money: Money | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What a fact's rows are read beside: ``columns`` of the row of ``table`` with the same ``on``.

    ``on`` is a key of ``table``. A row of the fact that has no such row has nulls there.
    """

    table: str
    on: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TraceRule:
    """Where the lines behind a model's figures are.

    The rows of ``fact`` that agree with the model's row in every column of ``on``, and satisfy
    the measure's SQL predicate, are exactly the lines behind the figure; they add up to it.
    ``values`` says for each measure which column of the fact is added. Where ``beside`` is
    there, its columns count as the fact's own.
    """

    fact: str
    on: tuple[str, ...]
    measures: Mapping[str, str]
    values: Mapping[str, str]
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """A model that is published: ``grain`` is what one row of it is, and may hold nulls.

    ``relation`` is how the warehouse names it.
    """

    name: str
    layer: str
    relation: str
    description: str
    grain: tuple[str, ...]
    columns: tuple[Column, ...]
    trace: TraceRule | None = None

    @property
    def key(self) -> str:
        """The column that names a row: each has it, and no two the same."""
        return self.columns[0].name


def read_models(path: Path) -> tuple[Model, ...]:
    """Return the published models of the manifest at ``path``, by name.

    Raises:
        ReleaseError: there is no manifest, or a published model does not say what it must.
    """
    if not path.is_file():
        message = "dbt's manifest.json is missing: build the warehouse before releasing it."
        raise ReleaseError(message)
    return published_models(json.loads(path.read_text("utf-8")))


def published_models(manifest: Mapping[str, Any]) -> tuple[Model, ...]:
    """Return the models marked ``meta.publish``, sorted by name."""
    nodes: Mapping[str, Mapping[str, Any]] = manifest["nodes"]
    marked = (
        name
        for name, node in nodes.items()
        if node["resource_type"] == "model" and _meta(node).get("publish") is True
    )
    closed = _closed_lists(nodes.values())
    models = (_model(nodes[name], closed.get(name, {})) for name in marked)
    return tuple(sorted(models, key=lambda model: model.name))


def _closed_lists(
    nodes: Iterable[Mapping[str, Any]],
) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the values of each column whose list a test of dbt closes, by model and column."""
    closed: dict[str, dict[str, tuple[str, ...]]] = {}
    for node in nodes:
        test = node.get("test_metadata") or {}
        if test.get("name") == "accepted_values":
            values = tuple(str(value) for value in test["kwargs"]["values"])
            closed.setdefault(node["attached_node"], {})[node["column_name"]] = values
    return closed


def _model(node: Mapping[str, Any], closed: Mapping[str, tuple[str, ...]]) -> Model:
    meta = _meta(node)
    columns = tuple(_column(node["name"], column, closed) for column in node["columns"].values())
    grain = tuple(meta.get("grain", ()))
    unknown = sorted(set(grain) - {column.name for column in columns})
    if not grain or unknown:
        message = f"{node['name']}: meta.grain must name columns of the model ({unknown or 'none'})"
        raise ReleaseError(message)
    return Model(
        name=node["name"],
        layer=node["fqn"][-2],
        relation=f'"{node["schema"]}"."{node.get("alias") or node["name"]}"',
        description=_one_line(node["description"]),
        grain=grain,
        columns=columns,
        trace=_trace(node["name"], meta["trace"]) if "trace" in meta else None,
    )


def _column(model: str, column: Mapping[str, Any], closed: Mapping[str, tuple[str, ...]]) -> Column:
    if not column.get("data_type"):
        message = f"{model}.{column['name']}: a published column must have a data_type"
        raise ReleaseError(message)
    money = _meta(column).get("money")
    return Column(
        name=column["name"],
        data_type=column["data_type"].lower().replace(" ", ""),
        description=_one_line(column.get("description", "")),
        money=Money(kind=money["kind"], vat=money["vat"]) if money else None,
        values=closed.get(column["name"], ()),
    )


def _trace(model: str, meta: Mapping[str, Any]) -> TraceRule:
    measures = {str(name): str(predicate) for name, predicate in meta["measures"].items()}
    value = meta["value"]
    values = value if isinstance(value, dict) else dict.fromkeys(measures, value)
    if set(values) != set(measures):
        message = f"{model}: meta.trace.value must name a column for each of its measures"
        raise ReleaseError(message)
    beside = meta.get("beside")
    return TraceRule(
        fact=meta["fact"],
        on=tuple(meta["on"]),
        measures=measures,
        values=dict(values),
        beside=Beside(beside["table"], beside["on"], tuple(beside["columns"])) if beside else None,
    )


def _meta(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what was written under ``config.meta``; dbt also copies it to ``meta``."""
    configured: Mapping[str, Any] = node.get("config", {}).get("meta") or node.get("meta") or {}
    return configured


def _one_line(text: str) -> str:
    return " ".join(text.split())

from pathlib import Path
from typing import Any

import pytest

from pipelines.release.errors import ReleaseError
from pipelines.release.manifest import Beside, Money, published_models, read_models


def manifest(**changes: Any) -> dict[str, Any]:
    node: dict[str, Any] = {
        "resource_type": "model",
        "name": "mart_things",
        "schema": "reporting",
        "alias": "mart_things",
        "fqn": ["goldenthread", "marts", "reporting", "mart_things"],
        "description": "One row\nper thing.",
        "config": {"meta": {"publish": True, "grain": ["thing_id"]}},
        "columns": {
            "thing_id": {"name": "thing_id", "data_type": "VARCHAR", "description": "Which."},
            "paid_gbp": {
                "name": "paid_gbp",
                "data_type": "decimal(20, 4)",
                "config": {"meta": {"money": {"kind": "payment", "vat": "net"}}},
            },
        },
    }
    private = {"resource_type": "model", "name": "int_things", "config": {"meta": {}}}
    return {"nodes": {"a": {**node, **changes}, "b": private}}


def test_only_models_marked_for_publication_are_published() -> None:
    (model,) = published_models(manifest())
    assert (model.name, model.layer) == ("mart_things", "reporting")
    assert model.relation == '"reporting"."mart_things"'
    assert model.description == "One row per thing."


def test_types_and_kinds_of_money_are_read_as_declared() -> None:
    (model,) = published_models(manifest())
    assert [column.data_type for column in model.columns] == ["varchar", "decimal(20,4)"]
    assert model.columns[1].money == Money("payment", "net")
    assert model.columns[0].money is None


def test_a_closed_list_of_values_is_the_one_that_dbt_holds() -> None:
    made = manifest()
    made["nodes"]["test"] = {
        "resource_type": "test",
        "attached_node": "a",
        "column_name": "thing_id",
        "test_metadata": {"name": "accepted_values", "kwargs": {"values": ["lamp", "wick"]}},
    }
    (model,) = published_models(made)
    assert [column.values for column in model.columns] == [("lamp", "wick"), ()]


def test_one_value_column_serves_every_measure_of_a_trace() -> None:
    trace = {"fact": "fct_x", "on": ["thing_id"], "measures": {"a": True, "b": "x < 0"}}
    meta = {"publish": True, "grain": ["thing_id"], "trace": {**trace, "value": "amount_gbp"}}
    (model,) = published_models(manifest(config={"meta": meta}))
    assert model.trace is not None
    assert model.trace.values == {"a": "amount_gbp", "b": "amount_gbp"}
    assert model.trace.measures == {"a": "True", "b": "x < 0"}


def test_a_trace_says_what_its_lines_are_read_beside() -> None:
    beside = {"table": "dim_y", "on": "who", "columns": ["sort"]}
    trace = {"fact": "fct_x", "on": ["thing_id"], "measures": {"a": "true"}, "value": "amount_gbp"}
    meta = {"publish": True, "grain": ["thing_id"], "trace": {**trace, "beside": beside}}
    (model,) = published_models(manifest(config={"meta": meta}))
    assert model.trace is not None
    assert model.trace.beside == Beside("dim_y", "who", ("sort",))


def test_a_trace_without_a_value_for_a_measure_is_refused() -> None:
    trace = {"fact": "fct_x", "on": ["thing_id"], "measures": {"a": "true"}, "value": {}}
    meta = {"publish": True, "grain": ["thing_id"], "trace": trace}
    with pytest.raises(ReleaseError, match="must name a column for each"):
        published_models(manifest(config={"meta": meta}))


@pytest.mark.parametrize("grain", [[], ["other_id"]])
def test_a_published_model_without_a_true_grain_is_refused(grain: list[str]) -> None:
    with pytest.raises(ReleaseError, match="grain must name columns"):
        published_models(manifest(config={"meta": {"publish": True, "grain": grain}}))


def test_a_published_column_without_a_type_is_refused() -> None:
    columns = {"thing_id": {"name": "thing_id", "data_type": None}}
    with pytest.raises(ReleaseError, match=r"mart_things\.thing_id"):
        published_models(manifest(columns=columns))


def test_a_missing_manifest_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="build the warehouse"):
        read_models(tmp_path / "manifest.json")

"""What a model must say of itself before anyone may build on it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.architecture.layers import layer_of
from tests.architecture.reading import (
    DBT,
    MODELS,
    declarations,
    dict_keys,
    meta,
    parsed,
    sql_files,
    yaml_of,
)

MARTS = MODELS / "marts"
SUITES = Path("expectations") / "registry.py"
Mart = tuple[str, str, Mapping[str, Any]]
"""The path of a mart's SQL, its name, and what YAML says of it."""


def marts_have_a_contract(tree: Path) -> list[str]:
    """Whoever reads a mart relies on its columns: dbt must hold them."""
    by_folder = _contract_by_folder(tree)
    return [
        f"{path} has no enforced contract: set contract.enforced for marts in dbt_project.yml, "
        "and do not unset it in the model"
        for path, _, said in _marts(tree)
        if not ((said.get("config") or {}).get("contract") or {}).get("enforced", by_folder)
    ]


def _contract_by_folder(tree: Path) -> bool:
    project = yaml_of((tree / DBT / "dbt_project.yml").read_text("utf-8"))
    marts = project["models"][project["name"]].get("marts") or {}
    return bool((marts.get("+contract") or {}).get("enforced"))


def marts_state_their_grain(tree: Path) -> list[str]:
    """The first words a reader needs: what one row is."""
    return [
        f"{path}: the description of {name} does not begin 'One row per': say in its YAML what "
        "one row is"
        for path, name, said in _marts(tree)
        if not str(said.get("description") or "").startswith("One row per")
    ]


def mart_columns_are_described_and_typed(tree: Path) -> list[str]:
    """A column nobody can explain should not be published."""
    complaints = []
    for path, name, said in _marts(tree):
        columns = said.get("columns") or ()
        if not columns:
            complaints.append(f"{path}: {name} declares no columns: list them in its YAML")
        for column in columns:
            complaints += [
                f"{path}: {name}.{column['name']} has no {key}: write it in the model's YAML"
                for key in ("description", "data_type")
                if not str(column.get(key) or "").strip()
            ]
    return complaints


def marts_have_a_unit_test(tree: Path) -> list[str]:
    """Awkward values are thought of when the SQL is written, not when a figure is disputed."""
    tested = {str(entry["model"]) for _, entry in declarations(tree, DBT, "unit_tests")}
    return [
        f"{path}: {name} has no unit test: write one with awkward values below {MARTS.as_posix()}"
        for path, name, _ in _marts(tree)
        if name not in tested
    ]


def published_models_have_a_suite(tree: Path) -> list[str]:
    """Gate 2 cannot judge what has no suite, and a suite without a model judges nothing."""
    suites = dict_keys(parsed((tree / SUITES).read_text("utf-8")), "PUBLISHED_SUITES")
    published = {name: path for path, name, said in _marts(tree) if meta(said).get("publish")}
    return [
        f"{published[name]}: {name} is published and has no suite: write "
        f"expectations/published/{name}.py and its line in {SUITES.as_posix()}"
        for name in sorted(published.keys() - suites)
    ] + [
        f"{SUITES.as_posix()} has a suite for {name}, which no model publishes: mark the model "
        "config.meta.publish, or remove the suite"
        for name in sorted(suites - published.keys())
    ]


def published_models_declare_grain_and_trace(tree: Path) -> list[str]:
    """``grain`` names columns; a reporting figure says which facts are behind it."""
    complaints = []
    for path, name, said in _marts(tree):
        columns = {column["name"] for column in said.get("columns") or ()}
        grain = meta(said).get("grain") or []
        if meta(said).get("publish") and (not grain or not columns.issuperset(grain)):
            complaints.append(f"{path}: config.meta.grain of {name} must name columns of it")
        if layer_of(path) == "reporting":
            complaints += _trace_faults(path, name, meta(said).get("trace") or {}, columns)
    return complaints


def _trace_faults(
    path: str, name: str, trace: Mapping[str, Any], columns: set[str]
) -> Iterator[str]:
    if not {"fact", "on", "measures", "value"} <= trace.keys():
        yield (
            f"{path}: {name} has no config.meta.trace: say fact, on, measures and value, so that "
            "its figures can be followed"
        )
        return
    for column in sorted({*trace["on"], *trace["measures"]} - columns):
        yield f"{path}: config.meta.trace of {name} names {column}: it is no column of the model"


def declared_models_exist(tree: Path) -> list[str]:
    """YAML without SQL is a promise nobody keeps."""
    existing = {Path(path).stem for path, _ in sql_files(tree, MODELS)}
    return [
        f"{path} describes {entry['name']}: write its SQL or remove the description"
        for path, entry in declarations(tree, MODELS, "models")
        if entry["name"] not in existing
    ]


def _marts(tree: Path) -> Iterator[Mart]:
    said = {entry["name"]: entry for _, entry in declarations(tree, MARTS, "models")}
    for path, _ in sql_files(tree, MARTS):
        name = Path(path).stem
        yield path, name, said.get(name, {})

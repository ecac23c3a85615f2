"""Which layer of models may read which, and where an engine's own words may stand."""

import re
from pathlib import Path

from tests.architecture.reading import DBT, MACROS, MODELS, line_of, reads, sql_files

MAY_READ = {
    "staging": {"source"},
    "intermediate": {"staging", "intermediate", "seed"},
    "core": {"staging", "intermediate", "core", "seed"},
    "reporting": {"core"},
}
PREFIXES = {
    "staging": ("stg_",),
    "intermediate": ("int_",),
    "core": ("dim_", "fct_", "bridge_"),
    "reporting": ("mart_",),
}
ENGINE = "dbt_project/macros/engine/"
UNREADABLE = "which this test cannot read"
STAGING_MACROS = "dbt_project/macros/staging/"
LED_TO_BY_A_NAME = {"fct_supplier_matches": {"mart_accessibility"}}
"""Tables of companies that a name alone led to, and the models that may join through them."""
_AROUND_DBT = re.compile(
    r"\b(?:from|join)\s+(?:staging|intermediate|core|reporting|seeds)\.\w+"
    r"|\bread_(?:parquet|csv|json)\w*\s*\(",
    re.I,
)
_NOT_STAGING = re.compile(r"\b(?:join|group\s+by|select\s+distinct|where|qualify|having)\b", re.I)
_MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)\s*\(")
_DISPATCH = re.compile(r"adapter\.dispatch\(\s*['\"](\w+)['\"]")
_ASKS_ENGINE = re.compile(r"\btarget\.(?:type|name)\b|\badapter\.type\(\)")


def layer_of(path: str) -> str:
    """Return the layer a model's path puts it in, empty where it is in none."""
    parts = Path(path).relative_to(MODELS).parts
    if parts[0] == "marts":
        return parts[1] if parts[1] in MAY_READ else ""
    return parts[0] if parts[0] in MAY_READ else ""


def models_stand_in_a_layer(tree: Path) -> list[str]:
    """The folder and the first letters of a name say the same layer."""
    complaints = []
    for path, _ in sql_files(tree, MODELS):
        layer = layer_of(path)
        if not layer:
            complaints.append(f"{path} is in no layer: move it below one of {', '.join(MAY_READ)}")
        elif not Path(path).name.startswith(PREFIXES[layer]):
            complaints.append(
                f"{path} does not look like {layer}: begin its name with "
                f"{' or '.join(PREFIXES[layer])}"
            )
    return complaints


def models_read_only_the_layers_before_them(tree: Path) -> list[str]:
    """source -> staging -> intermediate -> core -> reporting, and never back or around."""
    layers = {Path(path).stem: layer_of(path) for path, _ in sql_files(tree, MODELS)}
    layers |= {path.stem: "seed" for path in (tree / DBT / "seeds").rglob("*.csv")}
    complaints = []
    for path, sql in sql_files(tree, MODELS):
        layer = layer_of(path)
        for read, line in reads(sql):
            kind = "source" if read.startswith("source ") else layers.get(read, UNREADABLE)
            names_nothing = read.isidentifier() and kind == UNREADABLE  # dbt refuses to parse it
            if layer and not names_nothing and kind not in MAY_READ[layer]:
                complaints.append(
                    f"{path}:{line} reads {read} ({kind}): {layer} may read only "
                    f"{' and '.join(sorted(MAY_READ[layer]))}; read what stands between, "
                    "or build it there"
                )
    return complaints


def staging_reads_its_own_source(tree: Path) -> list[str]:
    """A staging folder is one source's."""
    return [
        f"{path}:{line} reads {read}: models in staging/{Path(path).parts[3]} read the source "
        "of that name; move the model to its source's folder"
        for path, sql in sql_files(tree, MODELS / "staging")
        for read, line in reads(sql)
        if read.startswith("source ") and read != f"source {Path(path).parts[3]}"
    ]


def staging_only_renames_and_types(tree: Path) -> list[str]:
    """Staging has the rows of what was landed: what joins or drops them is intermediate."""
    return [
        f"{path}:{line_of(sql, match.start())} says '{match[0]}': staging neither joins, "
        "aggregates nor drops; move it to an intermediate model"
        for folder in (MODELS / "staging", MACROS / "staging")
        for path, sql in sql_files(tree, folder)
        for match in _NOT_STAGING.finditer(sql)
    ]


def models_read_through_dbt(tree: Path) -> list[str]:
    """What is read by name or by path is missing from the graph, and from Spark."""
    around = [
        f"{path}:{line_of(sql, match.start())} says '{match[0]}': read it with ref() or source()"
        for path, sql in sql_files(tree, MODELS)
        for match in _AROUND_DBT.finditer(sql)
    ]
    hidden = [
        f"{path}:{line} reads {read} inside a macro: read it in the model and hand it on"
        for path, sql in sql_files(tree, MACROS)
        for read, line in reads(sql)
        if not (read.startswith("source") and path.startswith(STAGING_MACROS))
    ]
    return around + hidden


def nothing_is_laid_to_a_company_by_name(tree: Path) -> list[str]:
    """What tells against a supplier reaches a company by its number alone."""
    return [
        f"{path}:{line} reads {read}: a name alone led there; only "
        f"{', '.join(sorted(LED_TO_BY_A_NAME[read]))} may, where nothing is said against anybody"
        for path, sql in sql_files(tree, MODELS)
        for read, line in reads(sql)
        if read in LED_TO_BY_A_NAME and Path(path).stem not in LED_TO_BY_A_NAME[read]
    ]


def engine_macros_speak_both_languages(tree: Path) -> list[str]:
    """A macro is in ``engine/`` because the engines differ: each must have its words."""
    texts = dict(sql_files(tree, MACROS / "engine"))
    defined = {name for sql in texts.values() for name in _MACRO.findall(sql)}
    complaints = []
    for path, sql in texts.items():
        for name in (name for name in _MACRO.findall(sql) if "__" not in name):
            if name not in _DISPATCH.findall(sql):
                complaints.append(f"{path}: {name} does not dispatch: call adapter.dispatch in it")
            if not {f"duckdb__{name}", f"default__{name}"} & defined:
                complaints.append(f"{path}: {name} has no words for DuckDB: write duckdb__{name}")
            if f"spark__{name}" not in defined:
                complaints.append(f"{path}: {name} has no words for Spark: write spark__{name}")
    return complaints


def engines_are_told_apart_in_one_place(tree: Path) -> list[str]:
    """Models are written once; where the engines differ, a dispatched macro knows it."""
    return [
        f"{path}:{line_of(sql, match.start())} asks which engine it is: make a dispatched macro "
        f"in {ENGINE} of it"
        for folder in (MODELS, MACROS)
        for path, sql in sql_files(tree, folder)
        if not path.startswith(ENGINE)
        for pattern in (_DISPATCH, _ASKS_ENGINE)
        for match in pattern.finditer(sql)
    ]

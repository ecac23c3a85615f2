"""A source is one folder, and everything that a folder must come with."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.reading import MODELS, SOURCES, dict_keys, parsed, yaml_of

FIXTURES = Path("tests") / "fixtures"
SHAPES = Path("ingest") / "ocds" / "shapes.py"
OCDS = "ocds"
"""What a source of OCDS releases declares in the place of its tables."""


def sources_are_complete(tree: Path) -> list[str]:
    """A declaration, a connector, a registry line, suites, a recorded document, staging models."""
    return [fault for source_id in _folders(tree) for fault in _faults(tree, source_id)]


def registries_name_only_what_exists(tree: Path) -> list[str]:
    """A folder that was removed leaves no line behind."""
    folders = set(_folders(tree))
    lines = {
        "ingest/registry.py": _keys(tree, "ingest/registry.py", "BUILDERS"),
        "expectations/registry.py": _keys(tree, "expectations/registry.py", "_LANDED"),
    }
    return [
        f"{path} names {source_id}: write ingest/sources/{source_id}/ or remove the line"
        for path, names in lines.items()
        for source_id in sorted(names - folders)
    ]


def _folders(tree: Path) -> list[str]:
    folders = (path for path in (tree / SOURCES).iterdir() if path.is_dir())
    return sorted(path.name for path in folders if not path.name.startswith("_"))


def _faults(tree: Path, source_id: str) -> Iterator[str]:
    folder = tree / SOURCES / source_id
    home = f"ingest/sources/{source_id}"
    if not (folder / "source.yml").is_file():
        yield f"{home} has no source.yml: declare what the source is"
        return
    said = yaml_of((folder / "source.yml").read_text("utf-8"))
    if said["source_id"] != source_id:
        yield f"{home}/source.yml says {said['source_id']}: folder and source_id are one word"
    if not _has_build(folder / "__init__.py"):
        yield f"{home}/__init__.py has no build(): return the connector from it"
    if source_id not in _keys(tree, "ingest/registry.py", "BUILDERS"):
        yield f"{source_id} is not in BUILDERS: add its line to ingest/registry.py"
    fixtures = tree / FIXTURES / source_id
    if not (fixtures.is_dir() and any(path.is_file() for path in fixtures.rglob("*"))):
        yield f"{source_id} has no fixture: put an invented document in {FIXTURES}/{source_id}/"
    if said["tables"] == OCDS:
        yield from _notice_faults(tree, source_id)
        return
    yield from _suite_faults(tree, source_id, set(said["tables"]))
    for table in said["tables"]:
        yield from _unstaged(tree, source_id, table)


def _notice_faults(tree: Path, source_id: str) -> Iterator[str]:
    """A notice service lands the tables of all, under suites made for all; most are compiled."""
    module = f"expectations/landed/{source_id}.py"
    path = tree / module
    if not (path.is_file() and "notices.suites(" in path.read_text("utf-8")):
        yield f"{source_id} has no suites: make them with notices.suites() in {module}"
    yield from _unstaged(tree, source_id, "releases")


def compiled_tables_are_staged(tree: Path) -> list[str]:
    """Every table of the shapes can be asked as it stands after all releases."""
    shapes = parsed((tree / SHAPES).read_text("utf-8"))
    tables = {
        str(call.args[0].value)
        for call in ast.walk(shapes)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "Each"
        and isinstance(call.args[0], ast.Constant)
    }
    wanted = sorted(tables | {"processes"})
    return [fault for table in wanted for fault in _unstaged(tree, "compiled", table)]


def _unstaged(tree: Path, source_id: str, table: str) -> Iterator[str]:
    model = MODELS / "staging" / source_id / f"stg_{source_id}__{table}.sql"
    if not (tree / model).is_file():
        yield f"{source_id}.{table} has no staging model: write {model.as_posix()}"


def _suite_faults(tree: Path, source_id: str, tables: set[str]) -> Iterator[str]:
    module = f"expectations/landed/{source_id}.py"
    if source_id not in _keys(tree, "expectations/registry.py", "_LANDED"):
        yield f"{source_id} has no suites: write {module} and its line in expectations/registry.py"
    suites = _keys(tree, module, "SUITES")
    for table in sorted(tables - suites):
        yield f"{source_id}.{table} has no suite: add it to SUITES in {module}"
    for table in sorted(suites - tables):
        yield f"{module} has a suite for {table}, which {source_id} does not declare: remove it"


def _has_build(path: Path) -> bool:
    if not path.is_file():
        return False
    names = [getattr(statement, "name", "") for statement in parsed(path.read_text("utf-8")).body]
    return "build" in names


def _keys(tree: Path, module: str, name: str) -> set[str]:
    path = tree / module
    return dict_keys(parsed(path.read_text("utf-8")), name) if path.is_file() else set()

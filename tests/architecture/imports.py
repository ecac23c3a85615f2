"""Which package may know which: ``ingest`` <- ``expectations`` <- ``pipelines``."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.architecture.reading import calls, python_files

MAY_IMPORT = {
    "ingest": {"ingest"},
    "expectations": {"expectations", "ingest"},
    "pipelines": {"pipelines", "expectations", "ingest"},
    "replay": {"replay"},
}
DOOR_TO_REPLAY = "pipelines/resources.py"
KEPT_TO = {
    "dagster": "pipelines",
    "dagster_dbt": "pipelines",
    "dbt": "pipelines",
    "great_expectations": "expectations",
    "pandas": "expectations",
    "starlette": "replay",
    "uvicorn": "replay",
}
SLOW = {"great_expectations"}


@dataclass(frozen=True, slots=True)
class Import:
    """One import: the module it names, and whether it runs when its file is loaded."""

    path: str
    line: int
    module: str
    is_relative: bool
    is_immediate: bool

    @property
    def where(self) -> str:
        """Return the place a person opens."""
        return f"{self.path}:{self.line}"

    @property
    def top(self) -> str:
        """Return the package imported from."""
        return self.module.split(".")[0]


def imports_point_one_way(tree: Path) -> list[str]:
    """ingest <- expectations <- pipelines; replay stands alone, behind one door."""
    return [
        f"{item.where} imports {item.module}: {package} may import "
        f"{_listed(MAY_IMPORT[package])} of ours; move what is needed down, or the caller up"
        for package, item in _all_imports(tree)
        if item.top in MAY_IMPORT
        and item.top not in MAY_IMPORT[package]
        and not (item.top == "replay" and item.path == DOOR_TO_REPLAY)
    ]


def libraries_stay_in_their_package(tree: Path) -> list[str]:
    """Dagster and dbt are of pipelines, Great Expectations of expectations, servers of replay."""
    return [
        f"{item.where} imports {item.module}: only {KEPT_TO[item.top]}/ knows {item.top}; "
        "hand it plain values from there"
        for package, item in _all_imports(tree)
        if KEPT_TO.get(item.top, package) != package
    ]


def slow_libraries_are_imported_late(tree: Path) -> list[str]:
    """Great Expectations takes six seconds to load: only who asks it should wait."""
    return [
        f"{item.where} imports {item.module} when it is loaded: move the import into the "
        "function that needs it"
        for _, item in _all_imports(tree)
        if item.top in SLOW and item.is_immediate
    ]


def sources_do_not_know_each_other(tree: Path) -> list[str]:
    """A source can be removed with its folder: what two share lies in ingest/."""
    complaints = []
    for _, item in _all_imports(tree):
        folder = Path(item.path).parts[2] if item.path.startswith("ingest/sources/") else ""
        parts = item.module.split(".")
        other = parts[2] if parts[:2] == ["ingest", "sources"] and len(parts) > 2 else folder
        if folder and other != folder:
            complaints.append(
                f"{item.where} imports {item.module}: a source may not know another; "
                "move what both need into ingest/"
            )
    return complaints


def imports_are_plain(tree: Path) -> list[str]:
    """Dagster reads annotations at run time, and a reader reads where a name comes from."""
    complaints = []
    for _, item in _all_imports(tree):
        if item.module.startswith("__future__"):
            complaints.append(
                f"{item.where} imports from __future__: remove it; Dagster reads annotations "
                "at run time, so quote a name that is defined later"
            )
        if item.is_relative:
            complaints.append(f"{item.where} imports relatively: write the whole module name")
    for package in MAY_IMPORT:
        for path, module in python_files(tree, package):
            complaints += [
                f"{path}:{call.lineno} imports by a name in text: write an import statement, "
                "which this test can read"
                for call in calls(module)
                if _is_dynamic(call.func)
            ]
    return complaints


def _is_dynamic(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else ""
    if isinstance(function, ast.Name):
        name = function.id
    return name in {"import_module", "__import__"}


def _all_imports(tree: Path) -> Iterator[tuple[str, Import]]:
    for package in MAY_IMPORT:
        for path, module in python_files(tree, package):
            for item in _imports(path, module):
                yield package, item


@cache
def _imports(path: str, module: ast.Module) -> tuple[Import, ...]:
    return tuple(_found(path, module))


def _found(path: str, module: ast.Module) -> Iterator[Import]:
    late = {
        id(node)
        for parent in ast.walk(module)
        if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef) or _is_typing_only(parent)
        for node in ast.walk(parent)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(path, node.lineno, alias.name, False, id(node) not in late)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                name = ".".join(filter(None, (node.module, alias.name)))
                yield Import(path, node.lineno, name, node.level > 0, id(node) not in late)


def _is_typing_only(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
    )


def _listed(names: set[str]) -> str:
    return " and ".join(sorted(names))

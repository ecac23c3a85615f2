"""Reading a tree of files as text, Python, YAML and SQL. Nothing of it is imported or run."""

import ast
import fnmatch
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DBT = Path("dbt_project")
MODELS = DBT / "models"
MACROS = DBT / "macros"
SOURCES = Path("ingest") / "sources"
_REF = re.compile(r"\bref\(\s*(?:(['\"])(?P<name>\w+)\1\s*)?(?P<rest>[^)]*)\)")
_SOURCE = re.compile(r"\bsource\(\s*(?:(['\"])(?P<name>\w+)\1)?")
_COMMENTS = re.compile(r"\{#.*?#\}|--[^\n]*|/\*.*?\*/", re.DOTALL)


def all_files(tree: Path) -> Iterator[Path]:
    """Yield every file of the project: what lies in ``tree`` and ``.gitignore`` does not name."""
    ignored = _ignored(tree)
    for folder, names, files in os.walk(tree):
        here = Path(folder).relative_to(tree)
        names[:] = sorted(name for name in names if not _matches(here / name, ignored))
        for name in sorted(files):
            if not _matches(here / name, ignored):
                yield tree / here / name


def _ignored(tree: Path) -> tuple[str, ...]:
    path = tree / ".gitignore"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return (".git", *(line.rstrip("/") for line in lines if line and not line.startswith("#")))


def _matches(path: Path, patterns: tuple[str, ...]) -> bool:
    return any(
        fnmatch.fnmatch(f"/{path.as_posix()}" if pattern.startswith("/") else path.name, pattern)
        for pattern in patterns
    )


def python_files(tree: Path, *folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield the path (from the tree) and the syntax tree of every module in ``folders``."""
    for folder in folders:
        for path in sorted((tree / folder).rglob("*.py")):
            yield relative(tree, path), parsed(path.read_text("utf-8"))


@cache
def parsed(text: str) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(text)


@cache
def calls(module: ast.Module) -> tuple[ast.Call, ...]:
    """Return every call in a module."""
    return tuple(node for node in ast.walk(module) if isinstance(node, ast.Call))


def relative(tree: Path, path: Path) -> str:
    """Return a path as a person in ``tree`` writes it."""
    return path.as_posix().removeprefix(f"{tree.as_posix()}/")


@cache
def yaml_of(text: str) -> Any:
    """Return what a YAML file says."""
    return yaml.load(text, Loader=yaml.CSafeLoader)


def declarations(tree: Path, folder: Path, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every ``models``, ``unit_tests``… entry of dbt's YAML below ``folder``."""
    for path in sorted((tree / folder).rglob("*.yml")):
        for entry in (yaml_of(path.read_text("utf-8")) or {}).get(kind) or ():
            yield relative(tree, path), entry


def meta(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return ``config.meta`` of a model or a column."""
    found: Mapping[str, Any] = (entry.get("config") or {}).get("meta") or {}
    return found


def sql_files(tree: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the path and the text, without comments, of every SQL file below ``folder``."""
    for path in sorted((tree / folder).rglob("*.sql")):
        yield relative(tree, path), without_comments(path.read_text("utf-8"))


def without_comments(sql: str) -> str:
    """Return SQL without comments; lines keep their numbers."""
    return _COMMENTS.sub(lambda match: "\n" * match[0].count("\n"), sql)


def line_of(text: str, position: int) -> int:
    """Return the line, counted from 1, on which a position of ``text`` is."""
    return text.count("\n", 0, position) + 1


def reads(sql: str) -> Iterator[tuple[str, int]]:
    """Yield what a model reads and the line: a model's name, or ``source`` and the source's."""
    for match in _REF.finditer(sql):
        yield match["name"] or f"ref({match['rest']})", line_of(sql, match.start())
    for match in _SOURCE.finditer(sql):
        yield f"source {match['name'] or ''}".strip(), line_of(sql, match.start())


def dict_keys(module: ast.Module, name: str) -> set[str]:
    """Return the literal keys of a dictionary a module assigns to ``name``."""
    for statement in module.body:
        targets = statement.targets if isinstance(statement, ast.Assign) else ()
        if isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        named = any(isinstance(target, ast.Name) and target.id == name for target in targets)
        value = getattr(statement, "value", None)
        if named and isinstance(value, ast.Dict):
            keys = (getattr(key, "value", None) for key in value.keys)
            return {key for key in keys if isinstance(key, str)}
    return set()

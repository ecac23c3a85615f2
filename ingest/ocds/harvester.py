"""Contracts Finder's harvester CSV: a package flattened to one line, put together again.

A heading is the path of a leaf (``releases/0/tender/value/amount``, in some files with
backslashes); the set of columns differs from day to day. A blank cell is a leaf that is
not there: the flattening does not tell it from an empty one.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from ingest.errors import RefusedDocumentError
from ingest.ocds.json_text import JsonObject, is_contact, plain_key

_HEADINGS = re.compile(r"\s*[^\n]*releases[/\\]0[/\\]ocid")
_SEPARATOR = re.compile(r"[/\\]")


def read_flattened(body: bytes) -> Iterator[tuple[int, JsonObject | None]]:
    """Yield the first physical line of each record and its package; None where it misfits.

    Raises:
        RefusedDocumentError: the first line is not made of OCDS paths (``not_json``), or a
            cell is larger than any notice (``not_csv``).
    """
    text = _decoded(body)
    if not _HEADINGS.match(text):
        kind = "a web page" if text.lstrip().startswith("<") else "neither JSON nor flattened CSV"
        raise RefusedDocumentError("not_json", f"the document is {kind}")
    (_, headings), *records = _records(text, escape=None)
    paths = [_path(heading) for heading in headings]
    width = len(paths)
    if any(len(cells) != width for _, cells in records):
        escaped = _records(text, escape="\\")[1:]
        records = escaped if all(len(cells) == width for _, cells in escaped) else records
    for line, cells in records:
        yield line, _package(paths, cells) if len(cells) == width else None


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="backslashreplace")


def _records(text: str, escape: str | None) -> list[tuple[int, list[str]]]:
    """Return each record with the physical line it begins on; blank lines are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), escapechar=escape)
    found: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            if any(cells):
                found.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise RefusedDocumentError("not_csv", f"line {reader.line_num}: {error}") from error
    return found


def _path(heading: str) -> tuple[str, ...]:
    return tuple(plain_key(part) for part in _SEPARATOR.split(heading))


def _package(paths: Sequence[tuple[str, ...]], cells: Sequence[str]) -> JsonObject:
    """Return the nested package of one record, without contact points."""
    package: JsonObject = {}
    for path, cell in zip(paths, cells, strict=True):
        if cell and not any(is_contact(part) for part in path):
            _put(package, path, cell)
    return {key: _with_lists(value) for key, value in package.items()}


def _put(package: JsonObject, path: tuple[str, ...], cell: str) -> None:
    """Set a leaf; one whose place is taken is kept under its whole path instead."""
    node = package
    for part in path[:-1]:
        child = node.setdefault(part, {})
        if not isinstance(child, dict):
            _put_aside(package, path, cell)
            return
        node = child
    if path[-1] in node:
        _put_aside(package, path, cell)
    else:
        node[path[-1]] = cell


def _put_aside(package: JsonObject, path: tuple[str, ...], cell: str) -> None:
    name = "/".join(path)
    again = 2
    while f"{name} ({again})" in package:
        again += 1
    package[f"{name} ({again})"] = cell


def _with_lists(value: object) -> object:
    """Return the value with every object whose keys are all numbers as a list."""
    if not isinstance(value, dict):
        return value
    if all(key.isdecimal() for key in value):
        return [_with_lists(value[key]) for key in sorted(value, key=int)]
    return {key: _with_lists(item) for key, item in value.items()}

"""What no file of the project may hold: one machine's paths and hosts, or a real company."""

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.architecture.reading import all_files, line_of, relative

FIXTURES = Path("tests") / "fixtures"
_PATH = re.compile(r"(?<![\w.~:/}$*-])/(?:home|root|Users|work|tmp|var/folders)/[\w.]")
_HOST = re.compile(
    r"\b(?:pypi|pythonhosted|npmjs|getdbt|arti[f]actory)[.](?:\w+[.])*\w{2,}\b|index[-_]url", re.I
)
_ADDRESS = re.compile(r"\w+://")
_PREFIXED = re.compile(
    r"\b(?:SC|NI|OC|SO|NC|LP|SL|NL|FC|SF|NF|IP|SP|RC|SR|NR|CE|CS|GE|GS|AC|SA|NA|ES)\d{6}\b"
)
_AFTER_SCHEME = re.compile(r"GB-COH[-:/ ]([A-Z0-9]+)", re.I)
_HEADING = re.compile(r"compan(?:y|ies).*(?:num|no\b|reg|crn)|^crn$", re.I)
_INVENTED = re.compile(r"999\d{5}|[A-Z]{2}999\d{3}")


def no_path_of_one_machine(tree: Path) -> list[str]:
    """The project runs wherever it is cloned."""
    return [
        f"{path}:{number} holds a path of one machine ({found}…): make it relative to the "
        "project, or let a setting say it"
        for path, text in _texts(tree)
        for number, found in _places(_PATH, text)
    ]


def no_registry_is_named(tree: Path) -> list[str]:
    """Where packages come from is for whoever installs to say; a lock holds hashes only."""
    return [
        f"{path}:{number} names where packages come from ({found}): remove it; pip's own "
        "settings say where to ask"
        for path, text in _texts(tree)
        for pattern in ((_HOST, _ADDRESS) if path.endswith(".lock") else (_HOST,))
        for number, found in _places(pattern, text)
    ]


def fixtures_name_no_real_company(tree: Path) -> list[str]:
    """Numbers that begin 999 were never given to a company."""
    return [
        f"{relative(tree, path)} holds the company number {number}: invent one, 999xxxxx or "
        "SC999xxx"
        for path in sorted((tree / FIXTURES).rglob("*"))
        if path.is_file()
        for number in sorted(_company_numbers(path))
        if not _INVENTED.fullmatch(number)
    ]


def _company_numbers(path: Path) -> set[str]:
    text = _text(path)
    if text is None:
        return set()
    found = set(_PREFIXED.findall(text)) | {match.upper() for match in _AFTER_SCHEME.findall(text)}
    if path.suffix == ".json":
        found |= set(_numbers_in_json(json.loads(text)))
    elif path.suffix == ".csv":
        found |= set(_numbers_in_table(text))
    return found


def _numbers_in_json(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("scheme") == "GB-COH" and value.get("id"):
            yield str(value["id"])
        for inner in value.values():
            yield from _numbers_in_json(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _numbers_in_json(inner)


def _numbers_in_table(text: str) -> Iterator[str]:
    columns: list[int] = []
    for cells in csv.reader(text.splitlines()):
        named = [at for at, cell in enumerate(cells) if _HEADING.search(cell)]
        if named:
            columns = named
            continue
        for cell in (cells[at].strip() for at in columns if at < len(cells)):
            if re.fullmatch(r"[A-Z]{0,2}\d{5,8}", cell):
                yield cell.zfill(8)


def _texts(tree: Path) -> Iterator[tuple[str, str]]:
    for path in all_files(tree):
        text = _text(path)
        if text is not None:
            yield relative(tree, path), text


@cache
def _places(pattern: re.Pattern[str], text: str) -> tuple[tuple[int, str], ...]:
    return tuple((line_of(text, match.start()), match[0]) for match in pattern.finditer(text))


def _text(path: Path) -> str | None:
    data = path.read_bytes()
    if b"\0" in data[:4096]:
        return None
    return data.decode("utf-8", errors="replace")

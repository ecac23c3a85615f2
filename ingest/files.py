"""Writing files so that a reader, or a crash, never meets half of one."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def quoted(path: Path | str) -> str:
    """Return a path as it stands between the quotes of a text in SQL: apostrophes are doubled."""
    return str(path).replace("'", "''")


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make the bytes of a file survive a power cut."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def move_into_place(source: Path, target: Path) -> None:
    """Rename ``source`` to ``target`` after its bytes are on disk; the same file system."""
    sync_file(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    sync_folder(target.parent)


def write_text(target: Path, text: str) -> None:
    """Write ``text`` to ``target`` whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    temporary.write_text(text, "utf-8")
    move_into_place(temporary, target)


def write_json(target: Path, value: Mapping[str, Any]) -> None:
    """Write ``value`` as readable JSON, whole or not at all."""
    write_text(target, json.dumps(value, indent=1, ensure_ascii=False) + "\n")

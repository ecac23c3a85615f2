"""A hook of mkdocs: a folder named in the navigation stands for all the pages in it."""

from pathlib import Path
from typing import Any


def on_config(config: Any) -> Any:
    """Put the pages of each folder in its place: its index first, the others by name."""
    docs = Path(config["docs_dir"])
    config["nav"] = [_expanded(entry, docs) for entry in config["nav"]]
    return config


def _expanded(entry: Any, docs: Path) -> Any:
    if isinstance(entry, list):
        return [_expanded(one, docs) for one in entry]
    if isinstance(entry, dict):
        return {title: _expanded(target, docs) for title, target in entry.items()}
    if (docs / entry).is_dir():
        pages = sorted((docs / entry).glob("*.md"), key=lambda path: (path.stem != "index", path))
        return [path.relative_to(docs).as_posix() for path in pages]
    return entry

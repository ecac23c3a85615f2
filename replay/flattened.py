"""A day of Contracts Finder as its harvester writes it: a release a line, a leaf a column."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from replay.filed import Filed


def flattened(releases: Iterable[Filed], *, separator: str = "/", escapes: bool = False) -> str:
    r"""Return the releases as CSV, with the columns that these very releases need.

    Paths are joined by ``separator``: some files have backslashes. Some have quotation marks
    inside a cell escaped with a backslash, where CSV doubles them (``escapes``).
    """
    rows = [
        {separator.join(path): text for path, text in _leaves(json.loads(one.text))}
        for one in releases
    ]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(
        out,
        columns,
        lineterminator="\r\n",
        doublequote=not escapes,
        escapechar="\\" if escapes else None,
    )
    writer.writerow({name: name for name in columns})
    writer.writerows(rows)
    return out.getvalue()


def _leaves(
    value: object, path: tuple[str, ...] = ("releases", "0")
) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _leaves(item, (*path, name))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _leaves(item, (*path, str(position)))
    else:
        yield path, _written(value)


def _written(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)

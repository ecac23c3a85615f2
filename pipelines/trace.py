"""From a published figure to the lines of the documents behind it, and back.

Everything is read from a release's own database and ``datapackage.json``: whoever has downloaded
a release can follow its figures without us.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from pipelines.release.describe import DATABASE


class TraceError(Exception):
    """A figure or a line cannot be followed. The message says what is there instead."""


class BrokenThreadError(TraceError):
    """The lines behind a figure do not add up to it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a published document, and what it adds to the figure in pounds (None: nothing).

    Where the figure counts whole documents ``line`` is None; where none came, so is ``sha256``.
    """

    sha256: str | None
    part: str
    line: int | None
    source_url: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Trace:
    """A figure and every line behind it: Σ of their amounts is ``total``, and equals ``figure``."""

    figure_id: str
    figure: Decimal | None
    lines: tuple[Line, ...]
    total: Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure that uses a line."""

    mart: str
    row_key: str
    column: str
    value: Decimal | None

    @property
    def figure_id(self) -> str:
        """How `trace_figure` and the page name it."""
        return f"{self.mart}/{self.row_key}/{self.column}"


@dataclass(frozen=True, slots=True)
class _Beside:
    """The table that a fact is read beside, as the data package declares it."""

    table: str
    on: str
    columns: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Rule:
    """One mart's trace, as the data package declares it."""

    mart: str
    fact: str
    on: Sequence[str]
    measures: Mapping[str, str]
    value: Mapping[str, str]
    beside: _Beside | None = None

    @property
    def facts(self) -> str:
        """The fact's rows, each with the columns of what it is read beside."""
        if self.beside is None:
            return f'"{self.fact}"'
        added = ", ".join(f'beside."{name}"' for name in self.beside.columns)
        return (
            f'(select fact.*, {added} from "{self.fact}" as fact '  # noqa: S608
            f'left join "{self.beside.table}" as beside '
            f'on fact."{self.beside.on}" = beside."{self.beside.on}")'
        )

    @property
    def join(self) -> str:
        """The condition that ties a mart's row to its fact's rows; null equals null."""
        pairs = (f'mart."{name}" is not distinct from fact."{name}"' for name in self.on)
        return " and ".join(pairs)


def trace_figure(release: Path, figure_id: str) -> Trace:
    """Return the lines behind the figure ``mart/row_key/column``, and hold them against it.

    Raises:
        TraceError: there is no such figure.
        BrokenThreadError: the lines do not add up to the figure.
    """
    rule, row_key, column = _find(_rules(release), figure_id)
    with _opened(release) as connection:
        figure = _figure(connection, rule, row_key, column, figure_id)
        rows = connection.execute(
            "select fact._raw_sha256, fact._part, cast(fact._line as bigint), "  # noqa: S608
            f'fact._source_url, fact."{rule.value[column]}" '
            f'from "{rule.mart}" as mart '
            f"inner join (select * from {rule.facts} where {rule.measures[column]}) as fact "
            f"on {rule.join} where mart.row_key = ? order by all",
            [row_key],
        ).fetchall()
    lines = tuple(Line(*row) for row in rows)
    total = sum((line.amount for line in lines if line.amount is not None), Decimal(0))
    if total != (figure or 0):
        message = f"{figure_id} is {figure}, but the {len(lines)} lines behind it come to {total}."
        raise BrokenThreadError(message)
    return Trace(figure_id=figure_id, figure=figure, lines=lines, total=total)


def trace_line(
    release: Path, sha256: str, line: int | None, part: str | None = None
) -> list[Figure]:
    """Return every published figure that uses ``line`` of the document ``sha256``.

    A figure that counts the whole document uses each of its lines.
    ``part`` is the sheet or archive member; without it the line is looked for in all of them.
    """
    with _opened(release) as connection:
        return [
            Figure(rule.mart, row_key, measure, value)
            for rule in _rules(release).values()
            for measure in sorted(rule.measures)
            for row_key, value in _figures_using(connection, rule, measure, (sha256, line, part))
        ]


def _figures_using(
    connection: duckdb.DuckDBPyConnection,
    rule: _Rule,
    measure: str,
    where: tuple[str, int | None, str | None],
) -> list[tuple[str, Decimal | None]]:
    sha256, line, part = where
    return connection.execute(
        f'select distinct mart.row_key, mart."{measure}" from "{rule.mart}" as mart '  # noqa: S608
        f"inner join (select * from {rule.facts} where ({rule.measures[measure]}) "
        "and _raw_sha256 = $sha256 and (_line is null or cast(_line as bigint) = $line "
        "and ($part is null or coalesce(_part, '') = $part))) as fact "
        f"on {rule.join} order by all",
        {"sha256": sha256, "line": line, "part": part},
    ).fetchall()


def _find(rules: Mapping[str, _Rule], figure_id: str) -> tuple[_Rule, str, str]:
    mart, _, rest = figure_id.partition("/")
    row_key, _, column = rest.partition("/")
    if mart not in rules:
        message = (
            f"No figures of {mart or 'nothing'} can be traced; of these they can: {sorted(rules)}"
        )
        raise TraceError(message)
    if column not in rules[mart].measures:
        known = sorted(rules[mart].measures)
        message = f"{mart} has no traceable figure {column or 'without a name'}; it has {known}"
        raise TraceError(message)
    return rules[mart], row_key, column


def _figure(
    connection: duckdb.DuckDBPyConnection, rule: _Rule, row_key: str, column: str, figure_id: str
) -> Decimal | None:
    rows = connection.execute(
        f'select "{column}" from "{rule.mart}" where row_key = ?',  # noqa: S608
        [row_key],
    ).fetchall()
    if len(rows) != 1:
        message = f"{figure_id}: this release has no such row. Was it copied from another release?"
        raise TraceError(message)
    value: Decimal | None = rows[0][0]
    return value


def _rules(release: Path) -> dict[str, _Rule]:
    path = release / "datapackage.json"
    if not path.is_file():
        message = "There is no datapackage.json here: is this the folder of a release?"
        raise TraceError(message)
    package: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return {
        resource["name"]: _rule(resource["name"], resource["trace"])
        for resource in package["resources"]
        if "trace" in resource
    }


def _rule(mart: str, trace: Mapping[str, Any]) -> _Rule:
    beside = _Beside(**trace["beside"]) if "beside" in trace else None
    return _Rule(mart=mart, **{**trace, "beside": beside})


@contextmanager
def _opened(release: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the release's database for reading; any number of readers may do so at once."""
    with duckdb.connect(str(release / DATABASE), read_only=True) as connection:
        yield connection

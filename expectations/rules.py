"""A rule: one number asked of a table in SQL, its bounds, and where the bounds came from.

Every number is an integer: rows, columns, or a share in millionths. So no gate ever compares
a rounded number, and money is never a float: a rule about money counts the rows that break it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Severity = Literal["critical", "warning"]
Unit = Literal["rows", "columns", "share"]

MILLION = 1_000_000
JUDGED = "our judgement 2026-11, to be revised after the first live month"
"""Why a bound stands that nothing was measured for yet."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One expectation. ``critical``: publishing would mislead. ``warning``: look this week.

    ``metric`` is an SQL aggregate over the rows, or, where ``unit`` is ``columns``, over
    the relation (column_name, is_text) of a file. ``because`` says what the bound was derived
    from. ``evidence`` is an SQL aggregate giving text that helps to find what broke; it never
    quotes a value, because reports are published.
    """

    name: str
    metric: str
    minimum: int | None
    maximum: int | None
    severity: Severity
    because: str
    column: str | None = None
    unit: Unit = "rows"
    violating: str | None = None
    evidence: str | None = None

    def __post_init__(self) -> None:
        """Refuse a rule that bounds nothing or does not say where its bound came from."""
        if not self.because.strip():
            raise ValueError(f"{self.name}: say where the bound came from")
        if self.minimum is None and self.maximum is None:
            raise ValueError(f"{self.name}: a rule has a minimum, a maximum or both")

    @property
    def bound(self) -> str:
        """The bounds in words, e.g. ``at most 5 %``."""
        parts = []
        if self.minimum is not None:
            parts.append(f"at least {self.in_words(self.minimum)}")
        if self.maximum is not None:
            parts.append(f"at most {self.in_words(self.maximum)}")
        return " and ".join(parts)

    def in_words(self, number: int) -> str:
        """Say ``number`` in the rule's unit.

        >>> none_where("x", "true", severity="warning", because="example").in_words(1)
        '1 row'
        >>> share_filled("x", Decimal("0.5"), severity="warning", because="example").in_words(5)
        '0.0005 %'
        """
        if self.unit == "share":
            percent = (Decimal(number) / 10_000).normalize()
            return f"{percent:f} %"
        return f"{number} {self.unit.removesuffix('s') if number == 1 else self.unit}"


@dataclass(frozen=True, slots=True)
class Suite:
    """The rules one table must pass, each under a name of its own."""

    name: str
    rules: tuple[Rule, ...]

    def __post_init__(self) -> None:
        """Refuse two rules of one name: a report could not tell them apart."""
        names = [rule.name for rule in self.rules]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"{self.name}: two rules are named {', '.join(twice)}")


def rows_between(
    minimum: int | None, maximum: int | None = None, *, severity: Severity, because: str
) -> Rule:
    """Bound the number of rows."""
    return Rule("row_count", "count(*)", minimum, maximum, severity, because)


def none_where(
    name: str, predicate: str, *, severity: Severity, because: str, column: str | None = None
) -> Rule:
    """Let no row satisfy ``predicate``."""
    return Rule(
        name,
        f"count(*) filter (where {predicate})",
        None,
        0,
        severity,
        because,
        column=column,
        violating=predicate,
    )


def share_where(
    name: str,
    predicate: str,
    at_most: Decimal,
    *,
    severity: Severity,
    because: str,
    among: str = "true",
    column: str | None = None,
) -> Rule:
    """Let at most a share of the rows satisfy ``predicate``, of those that satisfy ``among``.

    Rounded up: one row in ten million is not nothing. Where there is no row to judge, 0.
    """
    broken = f"count(*) filter (where ({among}) and ({predicate}))"
    judged = f"greatest(count(*) filter (where {among}), 1)"
    return Rule(
        name,
        f"({broken} * {MILLION} + {judged} - 1) // {judged}",
        None,
        int(at_most * MILLION),
        severity,
        because,
        column=column,
        unit="share",
        violating=f"({among}) and ({predicate})",
    )


def share_filled(column: str, at_least: Decimal, *, severity: Severity, because: str) -> Rule:
    """Have ``column`` hold something in at least a share of the rows.

    Rounded down: all but one row in ten million is not all. Without rows there is no gap.
    """
    rows = "greatest(count(*), 1)"
    empty = f"coalesce(trim(cast({column} as varchar)), '') = ''"
    return Rule(
        f"{column}_filled",
        f"{MILLION} - (count(*) filter (where {empty}) * {MILLION} + {rows} - 1) // {rows}",
        int(at_least * MILLION),
        None,
        severity,
        because,
        column=column,
        unit="share",
        violating=empty,
    )


def unique(columns: Sequence[str], *, severity: Severity, because: str) -> Rule:
    """Have no two rows agree in all of ``columns``, nulls taken as equal."""
    listed = ", ".join(columns)
    return Rule(
        f"{'_and_'.join(columns)}_unique",
        f"count(*) - count(distinct row({listed}))",
        None,
        0,
        severity,
        because,
        column=columns[0] if len(columns) == 1 else None,
    )


def columns_are(expected: Sequence[str], *, severity: Severity, because: str) -> Rule:
    """Have exactly the columns ``expected``, in any order, and all of them text."""
    names = ", ".join(f"'{name}'" for name in expected)
    odd = f"column_name not in ({names}) or not is_text"
    missing = f"list_filter([{names}], lambda wanted: not list_contains(list(column_name), wanted))"
    surplus = f"coalesce(list(column_name order by column_name) filter (where {odd}), [])"
    return Rule(
        "columns_as_declared",
        f"len({missing}) + count(*) filter (where {odd})",
        None,
        0,
        severity,
        because,
        unit="columns",
        evidence=(
            f"concat_ws('; ', 'missing: ' || nullif(array_to_string({missing}, ', '), ''),"
            f" 'not declared or not text: ' || nullif(array_to_string({surplus}, ', '), ''))"
        ),
    )

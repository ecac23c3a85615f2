"""Each constructor of a rule fires on what it forbids, and is silent on what it allows."""

import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from expectations.errors import ExpectationsError
from expectations.rules import (
    Rule,
    Suite,
    columns_are,
    none_where,
    rows_between,
    share_filled,
    share_where,
    unique,
)
from expectations.runner import audit

WHY = "an example"


def broken(folder: Path, rule: Rule, values: Sequence[str | None]) -> str | None:
    """Return what the rule says it observed in a table of one column, or None if it holds."""
    file = folder / "table.parquet"
    pq.write_table(pa.table({"name": pa.array(values, pa.string())}), file)
    report = audit([(Suite("example", (rule,)), {"table": file})])[0]["table"]
    assert report.evaluated == 1
    return report.failures[0].observed if report.failures else None


@pytest.mark.parametrize(
    ("rows", "observed"),
    [(0, "0 rows"), (1, None), (2, None), (3, "3 rows")],
)
def test_bounds_on_rows_hold_on_both_sides_and_on_no_rows(
    tmp_path: Path, rows: int, observed: str | None
) -> None:
    rule = rows_between(1, 2, severity="critical", because=WHY)

    assert broken(tmp_path, rule, ["a"] * rows) == observed


@pytest.mark.parametrize(
    ("values", "observed"),
    [(["a", "b"], None), (["a", "x", "x"], "2 rows"), ([None], None), ([], None)],
)
def test_one_forbidden_row_is_one_too_many(
    tmp_path: Path, values: Sequence[str | None], observed: str | None
) -> None:
    rule = none_where("no_x", "name = 'x'", severity="critical", because=WHY)

    assert broken(tmp_path, rule, values) == observed


@pytest.mark.parametrize(
    ("values", "observed"),
    [
        (["x", "a", "a", "a"], None),
        (["x", "x", "a", "a"], "50 %"),
        (["x", "x", None, None], "100 %"),
        ([None], None),
        ([], None),
    ],
)
def test_a_share_is_of_the_rows_it_can_be_asked_of(
    tmp_path: Path, values: Sequence[str | None], observed: str | None
) -> None:
    rule = share_where(
        "few_x",
        "name = 'x'",
        Decimal("0.25"),
        among="name is not null",
        severity="warning",
        because=WHY,
    )

    assert broken(tmp_path, rule, values) == observed


def test_a_share_above_its_bound_by_less_than_a_millionth_is_above_it(tmp_path: Path) -> None:
    none_at_all = share_where("no_x", "name = 'x'", Decimal(0), severity="warning", because=WHY)
    all_of_them = share_filled("name", Decimal(1), severity="warning", because=WHY)

    assert broken(tmp_path, none_at_all, ["x", *["a"] * 1_000_001]) == "0.0001 %"
    assert broken(tmp_path, all_of_them, [None, *["a"] * 1_000_001]) == "99.9999 %"


@pytest.mark.parametrize(
    ("values", "observed"),
    [(["a", "b"], None), (["a", None], None), (["a", "", " "], "33.3333 %"), ([], None)],
)
def test_blank_text_does_not_count_as_filled(
    tmp_path: Path, values: Sequence[str | None], observed: str | None
) -> None:
    rule = share_filled("name", Decimal("0.5"), severity="warning", because=WHY)

    assert broken(tmp_path, rule, values) == observed


@pytest.mark.parametrize(
    ("values", "observed"),
    [(["a", "b"], None), (["a", "a", "a"], "2 rows"), ([None, None], "1 row"), ([], None)],
)
def test_a_repeated_key_is_counted(
    tmp_path: Path, values: Sequence[str | None], observed: str | None
) -> None:
    rule = unique(["name"], severity="critical", because=WHY)

    assert broken(tmp_path, rule, values) == observed


@pytest.mark.parametrize(
    ("expected", "observed"),
    [
        (["name"], None),
        (["name", "other"], "1 column; missing: other"),
        (["other"], "2 columns; missing: other; not declared or not text: name"),
    ],
)
def test_a_missing_and_a_surplus_column_are_named(
    tmp_path: Path, expected: Sequence[str], observed: str | None
) -> None:
    rule = columns_are(expected, severity="critical", because=WHY)

    assert broken(tmp_path, rule, ["a"]) == observed


def test_a_column_that_is_not_text_is_not_as_declared(tmp_path: Path) -> None:
    file = tmp_path / "table.parquet"
    pq.write_table(pa.table({"name": pa.array([1.5])}), file)
    rule = columns_are(["name"], severity="critical", because=WHY)

    report = audit([(Suite("example", (rule,)), {"table": file})])[0]["table"]

    assert report.failures[0].observed == "1 column; not declared or not text: name"


def test_a_rule_that_does_not_say_where_its_bound_came_from_is_refused() -> None:
    with pytest.raises(ValueError, match="say where the bound came from"):
        rows_between(1, severity="critical", because=" ")


def test_a_rule_without_a_bound_is_refused() -> None:
    with pytest.raises(ValueError, match="a minimum, a maximum or both"):
        rows_between(None, severity="critical", because=WHY)


def test_two_rules_of_one_name_are_refused() -> None:
    rule = rows_between(1, severity="critical", because=WHY)

    with pytest.raises(ValueError, match="two rules are named row_count"):
        Suite("example", (rule, rule))


@pytest.mark.parametrize("metric", ["sum(length(name)) * 0.5", "max(name)", "no_such_column"])
def test_a_metric_that_is_no_integer_is_an_error_of_the_suite(tmp_path: Path, metric: str) -> None:
    rule = Rule("odd", metric, 0, None, "critical", WHY)

    with pytest.raises(ExpectationsError):
        broken(tmp_path, rule, ["abc"])


def test_the_gate_answers_in_a_process_without_a_script(tmp_path: Path) -> None:
    file = tmp_path / "table.parquet"
    pq.write_table(pa.table({"name": ["a"]}), file)
    program = (
        "from pathlib import Path; from expectations.rules import *;"
        " from expectations.runner import audit;"
        " rule = rows_between(2, severity='critical', because='an example');"
        f" print(audit([(Suite('s', (rule,)), {{'t': Path({str(file)!r})}})])[0]['t'].passed)"
    )

    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert answer.stdout.split() == ["False"], answer.stderr


def test_the_bound_is_said_in_the_unit_of_the_rule() -> None:
    rows = rows_between(1, 2, severity="critical", because=WHY)
    share = share_where("few", "true", Decimal("0.05"), severity="warning", because=WHY)

    assert rows.bound == "at least 1 row and at most 2 rows"
    assert share.bound == "at most 5 %"

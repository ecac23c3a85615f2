"""A gate's report is shown as it is: red where it blocks, amber where it warns."""

import json

import dagster as dg
import pytest

from expectations.report import Failure, Report
from pipelines.checks import MOST_ROWS_SHOWN, as_check_result, as_report

KEY = dg.AssetKey(["landed", "spend", "payments"])


def failure(severity: str, column: str | None = "amount") -> Failure:
    return Failure(
        "plausible", column, "£99", "none", severity, "nobody pays that"  # type: ignore[arg-type]
    )  # fmt: skip


def report(subject: str, *failures: Failure) -> Report:
    return Report("spend.payments", subject, 3, failures)


@pytest.mark.parametrize(
    ("failures", "passed", "severity"),
    [
        ((), True, dg.AssetCheckSeverity.WARN),
        ((failure("warning"),), False, dg.AssetCheckSeverity.WARN),
        ((failure("warning"), failure("critical")), False, dg.AssetCheckSeverity.ERROR),
    ],
)
def test_red_blocks_and_amber_warns(
    failures: tuple[Failure, ...], passed: bool, severity: dg.AssetCheckSeverity
) -> None:
    result = as_check_result([report("a"), report("b", *failures)], KEY, "gate_1")
    assert (result.passed, result.severity) == (passed, severity)
    assert result.metadata["examined"].value == 2


def test_every_failure_is_a_row_that_names_its_delivery() -> None:
    result = as_check_result([report("fenwater__2026-02", failure("critical"))], KEY, "gate_1")
    table = result.metadata["failures"].value
    assert [(row.data["subject"], row.data["rule"]) for row in table.records] == [  # type: ignore[union-attr]
        ("fenwater__2026-02", "plausible")
    ]


def test_a_thousand_failures_are_counted_and_not_all_shown() -> None:
    many = [report(str(number), failure("critical")) for number in range(1000)]
    result = as_check_result(many, KEY, "gate_1")
    assert len(result.metadata["failures"].value.records) == MOST_ROWS_SHOWN  # type: ignore[union-attr]
    assert result.metadata["blocked"].value == 1000


def test_a_report_read_back_is_the_report_that_was_written() -> None:
    written = report("a", failure("warning", None), failure("critical"))
    assert as_report(json.loads(json.dumps(written.as_json()))) == written

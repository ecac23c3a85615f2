"""Plain reports shown as Dagster's asset checks: red where they block, amber where they warn."""

from collections.abc import Iterable, Mapping
from typing import Any

import dagster as dg

from expectations.report import Failure, Report

COLUMNS = dg.TableSchema(
    columns=[
        dg.TableColumn(name)
        for name in ("subject", "rule", "column", "observed", "bound", "severity", "because")
    ]
)
MOST_ROWS_SHOWN = 200


def as_check_result(reports: Iterable[Report], key: dg.AssetKey, name: str) -> dg.AssetCheckResult:
    """Show what one gate said of one table, over all that passed through it tonight."""
    reports = list(reports)
    rows = [
        dg.TableRecord(
            {
                "subject": report.subject,
                "rule": failure.rule,
                "column": failure.column or "",
                "observed": failure.observed,
                "bound": failure.bound,
                "severity": failure.severity,
                "because": failure.because,
            }
        )
        for report in reports
        for failure in report.failures
    ]
    blocked = [report.subject for report in reports if not report.passed]
    return dg.AssetCheckResult(
        asset_key=key,
        check_name=name,
        passed=not rows,
        severity=dg.AssetCheckSeverity.ERROR if blocked else dg.AssetCheckSeverity.WARN,
        metadata={
            "examined": len(reports),
            "blocked": len(blocked),
            "failures": dg.MetadataValue.table(rows[:MOST_ROWS_SHOWN], schema=COLUMNS),
        },
    )


def as_report(value: Mapping[str, Any]) -> Report:
    """Return the report that ``Report.as_json`` wrote."""
    return Report(
        suite=value["suite"],
        subject=value["subject"],
        evaluated=value["evaluated"],
        failures=tuple(
            Failure(**{**row, "column": row["column"] or None}) for row in value["failures"]
        ),
    )

"""Every check of the night and its result, for people and for machines.

Durations are left out: they are the only thing in a check that is not the same every time.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from expectations.report import Report
from pipelines.release.errors import ReleaseError
from pipelines.release.export import safe_text

TEST_PREFIXES = ("test.", "unit_test.")
COLUMNS = (
    "gate", "suite", "subject", "result", "severity",
    "rule", "column", "observed", "bound", "because",
)  # fmt: skip
README = """# What was checked, and what came of it

{landed} tables of deliveries and {published} published tables were held against {rules} rules,
and the tables' own {tests} tests were run. {failures}

* `checks.csv`: one line for each check that passed whole, and one for each rule that did not hold.
* `checks.json`: the same, for programs.

Gate 1 looks at a delivery before any of it is used: one that fails a *critical* rule is kept, but
not used, and nothing else waits for it. Gate 2 looks at the finished tables: one critical failure
there and nothing is published. A *warning* is surprising, not misleading: it is published, and
somebody looks at it.
"""


@dataclass(frozen=True, slots=True)
class TestResult:
    """One dbt test: ``failures`` is the number of rows that broke it."""

    __test__ = False

    name: str
    status: str
    failures: int
    message: str


def read_tests(path: Path) -> tuple[TestResult, ...]:
    """Return the tests of dbt's ``run_results.json``, by name, without their timings.

    Raises:
        ReleaseError: dbt has not left its results.
    """
    if not path.is_file():
        message = "dbt's run_results.json is missing: build the warehouse before releasing it."
        raise ReleaseError(message)
    results: Sequence[Mapping[str, Any]] = json.loads(path.read_text("utf-8"))["results"]
    tests = (one for one in results if one["unique_id"].startswith(TEST_PREFIXES))
    return tuple(
        sorted(
            (
                TestResult(
                    name=one["unique_id"],
                    status=one["status"],
                    failures=one["failures"] or 0,
                    message=one["message"] or "" if one["status"] != "pass" else "",
                )
                for one in tests
            ),
            key=lambda test: test.name,
        )
    )


def write_quality(
    folder: Path,
    landed: Sequence[Report],
    published: Sequence[Report],
    tests: Sequence[TestResult],
) -> None:
    """Write ``checks.json``, ``checks.csv`` and a README into ``folder``."""
    folder.mkdir()
    gates = {"landed": _sorted(landed), "published": _sorted(published)}
    document = {
        "landed": [report.as_json() for report in gates["landed"]],
        "published": [report.as_json() for report in gates["published"]],
        "tests": [
            {"name": t.name, "status": t.status, "failures": t.failures, "message": t.message}
            for t in tests
        ],
    }
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    (folder / "checks.json").write_text(text, "utf-8")
    (folder / "checks.csv").write_text(_as_csv(gates, tests), "utf-8", newline="")
    (folder / "README.md").write_text(_readme(gates, tests), "utf-8")


def _as_csv(gates: Mapping[str, Sequence[Report]], tests: Sequence[TestResult]) -> str:
    rows = [row for gate, reports in gates.items() for one in reports for row in _rows(gate, one)]
    rows += [
        {
            "gate": "tables", "suite": "dbt", "subject": test.name, "result": test.status,
            "observed": str(test.failures), "because": test.message,
        }
        for test in tests
    ]  # fmt: skip
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: safe_text(cell) for name, cell in row.items()} for row in rows)
    return text.getvalue()


def _rows(gate: str, report: Report) -> list[dict[str, str]]:
    if not report.failures:
        whole = {"suite": report.suite, "subject": report.subject, "result": "pass"}
        return [{"gate": gate, **whole, "observed": f"{report.evaluated} rules hold"}]
    result = {"critical": "fail", "warning": "warn"}
    return [{"gate": gate, "result": result[row["severity"]], **row} for row in report.as_rows()]


def _readme(gates: Mapping[str, Sequence[Report]], tests: Sequence[TestResult]) -> str:
    reports = [report for some in gates.values() for report in some]
    found = Counter(failure.severity for report in reports for failure in report.failures)
    broken = f"{found['critical']} critical rules did not hold, and {found['warning']} warnings."
    return README.format(
        landed=len(gates["landed"]),
        published=len(gates["published"]),
        rules=sum(report.evaluated for report in reports),
        tests=len(tests),
        failures=broken if found else "Every rule held.",
    )


def _sorted(reports: Sequence[Report]) -> list[Report]:
    return sorted(reports, key=lambda report: (report.suite, report.subject))

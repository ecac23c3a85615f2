"""What a gate says: plain values, in an order that does not change."""

from collections.abc import Mapping
from dataclasses import dataclass

from expectations.rules import Severity


@dataclass(frozen=True, slots=True)
class Failure:
    """One rule that was broken, and by how much."""

    rule: str
    column: str | None
    observed: str
    bound: str
    severity: Severity
    because: str

    def as_row(self) -> dict[str, str]:
        """Return the failure as a row of text."""
        return {
            "severity": self.severity,
            "rule": self.rule,
            "column": self.column or "",
            "observed": self.observed,
            "bound": self.bound,
            "because": self.because,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What one suite found in one subject: a delivery, or a published model.

    ``evaluated`` counts the rules that could be asked. Failures keep the order of the suite,
    critical ones first.
    """

    suite: str
    subject: str
    evaluated: int
    failures: tuple[Failure, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing critical failed: the subject may go on."""
        return all(failure.severity != "critical" for failure in self.failures)

    def as_rows(self) -> list[dict[str, str]]:
        """Return one row of text for each failure, saying whose it is."""
        whose = {"suite": self.suite, "subject": self.subject}
        return [{**whose, **failure.as_row()} for failure in self.failures]

    def as_json(self) -> Mapping[str, object]:
        """Return the report as values ``json.dumps`` takes."""
        return {
            "suite": self.suite,
            "subject": self.subject,
            "passed": self.passed,
            "evaluated": self.evaluated,
            "failures": [failure.as_row() for failure in self.failures],
        }

"""What a table is held against, and why a document or a record is refused."""

from collections.abc import Mapping

from docs.generator.markdown import code, page, table
from expectations.rules import Suite


def rules_table(suite: Suite) -> str:
    """Return the rules of one suite as a table."""
    return table(
        ("rule", "column", "bound", "severity", "because"),
        (
            (rule.name, code(rule.column or ""), rule.bound, rule.severity, rule.because)
            for rule in suite.rules
        ),
    )


def refusals_page(
    documents: Mapping[str, str], empty: Mapping[str, str], records: Mapping[str, str]
) -> str:
    """Return the page for a publisher whose file, or line, was not read."""
    return page(
        "Why a file was not read",
        "Nothing is dropped in silence. A file that cannot be read safely is refused whole, with "
        "one of the reasons below; so is a single line of a file that can. The bytes are kept, "
        "the pounds stay in the account, and the reason is published in `fct_deliveries` and on "
        "the page of the release.",
        "## Whole files",
        _reasons(documents),
        "## Files that were published and hold nothing",
        _reasons(empty),
        "## Single lines of a list of payments",
        _reasons(records),
    )


def _reasons(reasons: Mapping[str, str]) -> str:
    return table(("code", "reason"), ((code(name), said) for name, said in reasons.items()))

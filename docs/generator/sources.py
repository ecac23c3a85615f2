"""One page a source: what its declaration says, and what its deliveries are held against."""

from collections.abc import Mapping, Sequence

from docs.generator.markdown import bullets, code, page, table, terms
from docs.generator.rules import rules_table
from expectations.rules import Suite
from ingest.model import PROVENANCE
from ingest.specs import SourceSpec

EVERY_TABLE = (
    "Every column holds text, as published. Every table also has "
    + ", ".join(code(name) for name in PROVENANCE)
    + ": where the row came from."
)

NEVER_TRIED = (
    "Asked only for an area that names it under `sources`: what is declared here is what others "
    "have written down of the service, and has never been tried on it."
)


def source_pages(
    specs: Sequence[SourceSpec], suites: Mapping[tuple[str, str], Suite]
) -> dict[str, str]:
    """Return the pages of all sources, by their path below ``reference/``."""
    ordered = sorted(specs, key=lambda spec: spec.source_id)
    pages = {f"sources/{spec.source_id}.md": _page(spec, suites) for spec in ordered}
    pages["sources/index.md"] = page(
        "Sources",
        "What is read, from whom, and under which licence.",
        table(
            ("source", "what it is", "publisher", "asked", "licence"),
            (
                (f"[{one.source_id}]({one.source_id}.md)", one.title, one.publisher, one.cadence,
                 one.licence.name)
                for one in ordered
            ),
        ),
    )  # fmt: skip
    return pages


def _page(spec: SourceSpec, suites: Mapping[tuple[str, str], Suite]) -> str:
    return page(
        spec.title,
        table(("id", code(spec.source_id)), _facts(spec)),
        "## How it is asked",
        bullets(_manners(spec)),
        "## Tables",
        EVERY_TABLE,
        *(block for name in spec.tables for block in _table(spec, name, suites)),
    )


def _facts(spec: SourceSpec) -> list[tuple[str, str]]:
    return [
        ("publisher", spec.publisher),
        ("homepage", f"<{spec.homepage}>"),
        ("licence", terms(spec.licence)),
        ("attribution", spec.licence.attribution),
        ("asked", spec.cadence),
        ("begins", spec.starts_on.isoformat()),
    ]


def _manners(spec: SourceSpec) -> list[str]:
    pacing = spec.pacing
    waits = ", ".join(
        f"{status}: {seconds:g} s" for status, seconds in sorted(pacing.retry_statuses.items())
    )
    return [
        f"One request at a time, at least {pacing.min_interval_seconds:g} s apart.",
        "What the publisher says in `Retry-After` is obeyed. Where it says nothing, the wait "
        f"after a refusal is, by status: {waits}.",
        f"A document is asked for at most {pacing.max_attempts} times in a night, and is refused "
        f"above {pacing.max_bytes / 1_000_000:,.0f} MB.",
        *(() if spec.asked_by_default else (NEVER_TRIED,)),
    ]


def _table(spec: SourceSpec, name: str, suites: Mapping[tuple[str, str], Suite]) -> tuple[str, ...]:
    declared = spec.tables[name]
    money = f"Money is in {code(declared.money_column)}." if declared.money_column else ""
    return (
        f"### {name}",
        "Columns: " + ", ".join(code(column) for column in declared.columns) + ".",
        money,
        "Held against, before any of it is used (gate 1):",
        rules_table(suites[spec.source_id, name]),
    )

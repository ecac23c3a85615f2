"""ATTRIBUTION.md: what may be done with the data, and whom to name."""

from collections.abc import Iterable

from docs.generator.markdown import NOTE, terms
from ingest.specs import SourceSpec

HEAD = """# Attribution

The code of Golden Thread is under the Apache License 2.0 (see `LICENSE`). The data it publishes
comes from the bodies below, each under its own licence; where none is stated, that
is said. Whoever publishes a release, or figures from one, names them. The same words are in the
`datapackage.json` of every release.

An open licence covers neither personal data nor logos nor the rights of third parties.
"""


def attribution(specs: Iterable[SourceSpec]) -> str:
    """Return the whole file, one section a source."""
    ordered = sorted(specs, key=lambda spec: spec.source_id)
    return f"{HEAD}{''.join(_section(spec) for spec in ordered)}\n{NOTE}\n"


def _section(spec: SourceSpec) -> str:
    licence = spec.licence
    return (
        f"\n## {spec.title}\n\n"
        f"Publisher: {spec.publisher}. Homepage: <{spec.homepage}>\n\n"
        f"Licence: {terms(licence)}\n\n"
        f"> {licence.attribution}\n"
    )

"""A finished warehouse in, a published release out. Everything else in this package is a part.

Nothing here asks the clock: a release built again from the same inputs has the same bytes.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from expectations.report import Report
from ingest.specs import SourceSpec
from pipelines.release.boundaries import write_boundaries
from pipelines.release.calendar import write_calendars
from pipelines.release.catalogue import dcat, schema_org
from pipelines.release.changes import changes_text, compare
from pipelines.release.database import write_database
from pipelines.release.describe import DATABASE, Title, csvw, datapackage
from pipelines.release.errors import RefusedReleaseError, ReleaseError
from pipelines.release.export import Exported, export_models, open_warehouse
from pipelines.release.manifest import Model, read_models
from pipelines.release.promote import (
    Release,
    current_release,
    find_release,
    finish,
    make_current,
    next_release_id,
    start_building,
)
from pipelines.release.provenance import provenance
from pipelines.release.quality import read_tests, write_quality
from pipelines.site.page import write_site

DELIVERIES = "fct_deliveries"


@dataclass(frozen=True, slots=True)
class ReleaseInputs:
    """Everything a release is made from.

    ``as_of`` is the night's instant (UTC). ``input_fingerprint`` stands for every byte and setting
    that went into the warehouse, ``code_fingerprint`` for the code that made it. An area
    ``is_invented`` whose publishers are a replay.
    """

    warehouse: Path
    manifest: Path
    run_results: Path
    releases: Path
    current: Path
    area: str
    is_invented: bool
    as_of: dt.datetime
    sources: tuple[SourceSpec, ...]
    landed_reports: tuple[Report, ...]
    published_reports: tuple[Report, ...]
    code_fingerprint: str
    input_fingerprint: str

    @property
    def fingerprint(self) -> str:
        """One name for code and inputs together: equal fingerprints give equal releases."""
        return release_fingerprint(self.code_fingerprint, self.input_fingerprint)


@dataclass(frozen=True, slots=True)
class Built:
    """The release readers see now. ``is_new`` is false when nothing had changed."""

    release: Release
    is_new: bool
    rows: Mapping[str, int]


def release_fingerprint(code: str, inputs: str) -> str:
    """Return the name that a release made from these inputs by this code carries."""
    return hashlib.sha256(f"{code}\n{inputs}\n".encode()).hexdigest()


def build_release(inputs: ReleaseInputs, say: Callable[[str], None]) -> Built:
    """Build, seal and put in place the release of ``inputs``; tell ``say`` how far it is.

    When a finished release of the same fingerprint is there, it is put in place instead.

    Raises:
        RefusedReleaseError: gate 2 found something critical. Readers keep the release they have.
        ReleaseError: the warehouse is not what its manifest says.
    """
    known = find_release(inputs.releases, inputs.fingerprint)
    if known:
        make_current(inputs.current, known)
        say(f"{known.release_id} holds exactly this already")
        return Built(release=known, is_new=False, rows={})
    _hold_to_gate(inputs.published_reports)
    previous = current_release(inputs.current)
    name = next_release_id(inputs.releases, inputs.as_of.date(), inputs.fingerprint)
    title = Title(name, inputs.area, inputs.as_of.date().isoformat(), inputs.is_invented)
    building = start_building(inputs.releases)
    models = read_models(inputs.manifest)
    exported = _write_tables(inputs, models, building, say)
    _write_descriptions(inputs, title, exported, building)
    say("comparing with the release before")
    changes = compare(models, building, previous.path) if previous else ()
    text = changes_text(name, previous.release_id if previous else None, changes)
    (building / "CHANGES.md").write_text(text, "utf-8")
    tests = read_tests(inputs.run_results)
    write_quality(building / "quality", inputs.landed_reports, inputs.published_reports, tests)
    write_calendars(building, inputs.as_of, is_invented=inputs.is_invented)
    write_boundaries(building, inputs.sources)
    say("drawing the page")
    write_site(building, title, inputs.sources)
    release = finish(building, name, inputs.as_of.date(), inputs.fingerprint)
    make_current(inputs.current, release)
    say(f"{name} is published")
    return Built(release, is_new=True, rows={one.model.name: one.rows for one in exported})


def _hold_to_gate(reports: Sequence[Report]) -> None:
    refused = [report for report in reports if not report.passed]
    if refused:
        first = next(one for one in refused[0].failures if one.severity == "critical")
        message = (
            f"Not published: {', '.join(report.subject for report in refused)} failed gate 2. "
            f"First: {first.rule} on {first.column or 'the table'}, observed {first.observed}, "
            f"bound {first.bound}: {first.because}"
        )
        raise RefusedReleaseError(message)


def _write_tables(
    inputs: ReleaseInputs, models: Sequence[Model], building: Path, say: Callable[[str], None]
) -> list[Exported]:
    deliveries = next((model for model in models if model.name == DELIVERIES), None)
    if deliveries is None:
        message = f"{DELIVERIES} is not among the published models: there is no account of inputs."
        raise ReleaseError(message)
    say(f"writing {len(models)} tables")
    with open_warehouse(inputs.warehouse) as connection:
        exported = export_models(connection, models, building)
        account = provenance(
            connection,
            deliveries.relation,
            code_fingerprint=inputs.code_fingerprint,
            input_fingerprint=inputs.input_fingerprint,
        )
    _write_json(building / "provenance.json", account)
    say("writing the database")
    write_database(models, building, DATABASE)
    return exported


def _write_descriptions(
    inputs: ReleaseInputs, title: Title, exported: Sequence[Exported], building: Path
) -> None:
    database = building / DATABASE
    sources = sorted(inputs.sources, key=lambda source: source.source_id)
    described = {
        "datapackage.json": datapackage(title, exported, database, sources),
        "csv-metadata.json": csvw(title, exported),
        "dcat.jsonld": dcat(title, exported, database, sources),
        "schema-org.jsonld": schema_org(title, exported, sources),
    }
    for name, document in described.items():
        _write_json(building / name, document)


def _write_json(path: Path, document: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")

"""Gate 2 and the release: exported privately, audited, built whole, made current in one step."""

import json
import logging
import shutil
from collections.abc import Iterator, Sequence

import dagster as dg

from expectations.runner import audit_models
from ingest.files import write_json
from pipelines.assets.warehouse import WRITER_POOL
from pipelines.checks import as_check_result, as_report
from pipelines.partitions import NIGHTS
from pipelines.release.build import ReleaseInputs, build_release
from pipelines.release.export import export_models, open_warehouse
from pipelines.release.manifest import Model
from pipelines.resources import Publishers
from pipelines.settings import Settings
from pipelines.warehouse import code_fingerprint, inputs_fingerprint

log = logging.getLogger(__name__)

GATE_2 = "gate_2"
RELEASE = dg.AssetKey(["release", "current"])


def model_key(model: Model) -> dg.AssetKey:
    """Return the key of a published model's asset."""
    return dg.AssetKey(["marts", model.name])


def build_gate(models: Sequence[Model]) -> dg.AssetChecksDefinition:
    """Make the check that holds every published model against its suite, before any release."""

    @dg.multi_asset_check(
        name=GATE_2,
        specs=[
            dg.AssetCheckSpec(
                GATE_2,
                asset=model_key(model),
                blocking=True,
                description="Fit to publish: one critical failure and yesterday's release stands.",
            )
            for model in models
        ],
    )
    def _gate() -> Iterator[dg.AssetCheckResult]:
        settings = Settings.from_environment()
        folder = settings.data / "candidate" / "release"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        log.info("gate 2: %s published models", len(models))
        with open_warehouse(settings.warehouse) as connection:
            exported = export_models(connection, models, folder)
        audited = audit_models({item.model.name: item.parquet for item in exported})
        reports = [audited[item.model.name] for item in exported]
        write_json(folder / "reports.json", {"reports": [item.as_json() for item in reports]})
        for item, report in zip(exported, reports, strict=True):
            yield as_check_result([report], model_key(item.model), GATE_2)

    return _gate


def build_release_asset(models: Sequence[Model]) -> dg.AssetsDefinition:
    """Make the asset that is the current release."""

    @dg.asset(
        key=RELEASE,
        group_name="release",
        deps=[model_key(model) for model in models],
        description="What readers open: tables, database, page, provenance and quality.",
        kinds={"csv", "parquet", "duckdb", "html"},
        partitions_def=NIGHTS,
        pool=WRITER_POOL,
    )
    def _release(context: dg.AssetExecutionContext, publishers: Publishers) -> dg.MaterializeResult:
        settings = Settings.from_environment()
        night = publishers.night(context.partition_key)
        audited = settings.data / "candidate" / "release" / "reports.json"
        verdicts = [
            verdict for entry in night.lake.ledger().values() for verdict in entry["verdicts"]
        ]
        built = build_release(
            ReleaseInputs(
                warehouse=settings.warehouse,
                releases=settings.data / "releases",
                current=settings.current,
                manifest=settings.dbt_target / "manifest.json",
                run_results=settings.dbt_results,
                sources=tuple(night.specs.values()),
                landed_reports=tuple(as_report(verdict) for verdict in verdicts),
                published_reports=tuple(
                    as_report(value) for value in json.loads(audited.read_text("utf-8"))["reports"]
                ),
                area=night.area.title,
                is_invented=night.area.replay is not None,
                as_of=night.as_of(),
                code_fingerprint=code_fingerprint(),
                input_fingerprint=inputs_fingerprint(night),
            ),
            say=log.info,
        )
        return dg.MaterializeResult(
            metadata={
                "release": built.release.release_id,
                "page": dg.MetadataValue.path(settings.current / "site" / "index.html"),
            }
        )

    return _release

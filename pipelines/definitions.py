"""The composition root: everything Dagster loads, made from the declarations."""

import os

import dagster as dg

from ingest.registry import load_specs
from pipelines.assets.compiled import build_compiled_asset
from pipelines.assets.completeness import build_completeness_asset
from pipelines.assets.ingest import build_deliveries_asset, build_ingest_asset
from pipelines.assets.matched import build_matched_asset
from pipelines.assets.release import build_gate, build_release_asset
from pipelines.assets.warehouse import build_dbt_assets
from pipelines.jobs import every_night, nightly
from pipelines.release.manifest import read_models
from pipelines.resources import Publishers
from pipelines.settings import Settings
from pipelines.warehouse import dbt_resource, prepared_project


def build_definitions(settings: Settings) -> dg.Definitions:
    """Assemble the graph for one data folder and one area."""
    os.environ.update(settings.for_children())
    project = prepared_project(settings)
    models = read_models(project.manifest_path)
    specs = list(load_specs().values())
    return dg.Definitions(
        assets=[
            *(build_ingest_asset(spec) for spec in specs),
            build_deliveries_asset(specs),
            build_compiled_asset(specs),
            build_completeness_asset(specs),
            build_matched_asset(specs),
            build_dbt_assets(project),
            build_release_asset(models),
        ],
        asset_checks=[build_gate(models)],
        jobs=[nightly],
        schedules=[every_night],
        resources={"publishers": Publishers(), "dbt": dbt_resource(project)},
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """Build what ``dagster dev`` and the daemon load."""
    return build_definitions(Settings.from_environment())

"""One asset a dbt model; its tests are asset checks. The only writer of the warehouse."""

import logging
import shutil
from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, DbtProject, dbt_assets

from ingest.files import move_into_place
from pipelines.assets.ingest import landed_key
from pipelines.resources import Publishers
from pipelines.settings import Settings
from pipelines.warehouse import is_settled

log = logging.getLogger(__name__)

WRITER_POOL = "warehouse_writer"
BUILD = ("build", "--exclude-resource-type", "unit_test")
"""Unit tests are about our SQL, not tonight's data: `make test` runs them."""
PARSED = "partial_parse.msgpack"
"""What dbt keeps of a parse, so that it need not read the whole project again."""


class LayerTranslator(DagsterDbtTranslator):
    """Keys are ``<layer>/<model>``; groups are ``<layer>``, or ``staging_<source>``."""

    def get_asset_spec(
        self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> dg.AssetSpec:
        """Name and group one dbt node after the folder it lives in."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        node = self.get_resource_props(manifest, unique_id)
        if node["resource_type"] == "source":
            return spec.replace_attributes(key=landed_key(node["source_name"], node["name"]))
        if node["resource_type"] == "seed":
            return spec.replace_attributes(
                key=dg.AssetKey(["seed", node["name"]]), group_name="seeds"
            )
        _, layer, *folders, name = node["fqn"]
        group = f"{layer}_{folders[0]}" if layer in ("staging", "marts") else layer
        return spec.replace_attributes(key=dg.AssetKey([layer, name]), group_name=group)


def build_dbt_assets(project: DbtProject) -> dg.AssetsDefinition:
    """Make the assets of the whole dbt project from its manifest."""

    @dbt_assets(
        manifest=project.manifest_path,
        project=project,
        dagster_dbt_translator=LayerTranslator(),
        pool=WRITER_POOL,
    )
    def warehouse(
        context: dg.AssetExecutionContext, dbt: DbtCliResource, publishers: Publishers
    ) -> Iterator[Any]:
        settings = Settings.from_environment()
        night = publishers.night(context.run.tags["dagster/partition"])
        if is_settled(night):
            log.info("nothing changed: the warehouse and the release stand")
            return
        _remove_half_built(settings)
        log.info("building the warehouse")
        target = settings.dbt_target / "runs" / context.run.run_id
        target.mkdir(parents=True)
        shutil.copy(settings.dbt_target / PARSED, target)
        yield from dbt.cli(BUILD, context=context, target_path=target).stream()
        move_into_place(target / "run_results.json", settings.dbt_results)
        move_into_place(settings.building, settings.warehouse)
        log.info("the warehouse is built, and every test of it passed")

    return warehouse


def _remove_half_built(settings: Settings) -> None:
    """Remove what an interrupted night left; a dbt that outlived it writes to no shared file."""
    settings.building.parent.mkdir(parents=True, exist_ok=True)
    for path in settings.building.parent.glob(f"{settings.building.name}*"):
        path.unlink()
    shutil.rmtree(settings.dbt_target / "runs", ignore_errors=True)

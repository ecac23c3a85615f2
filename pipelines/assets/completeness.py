"""What the notice services are known to lack: written down whenever they land."""

from collections.abc import Iterator, Sequence

import dagster as dg

from ingest.lake import COMPLETENESS, COMPLETENESS_TABLES
from ingest.ocds.gather import holds_releases
from ingest.specs import SourceSpec
from pipelines.assets.ingest import landed_key
from pipelines.partitions import NIGHTS


def build_completeness_asset(specs: Sequence[SourceSpec]) -> dg.AssetsDefinition:
    """Make the assets that stand for the ledger, once every notice service has landed."""
    keys = [landed_key(COMPLETENESS, table) for table in COMPLETENESS_TABLES]
    releases = [landed_key(spec.source_id, "releases") for spec in specs if holds_releases(spec)]

    @dg.multi_asset(
        name=COMPLETENESS,
        group_name=COMPLETENESS,
        specs=[
            dg.AssetSpec(
                key,
                deps=releases,
                description=f"What is known to be missing: {key.path[-1]}. All values as text.",
                kinds={"python", "parquet"},
            )
            for key in keys
        ],
        partitions_def=NIGHTS,
    )
    def _completeness(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:
        for key in keys:
            yield dg.MaterializeResult(asset_key=key)

    return _completeness

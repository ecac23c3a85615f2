"""The state of every process, brought to what has landed of all notice services."""

from collections.abc import Iterator, Sequence

import dagster as dg

from ingest.ocds.gather import holds_releases
from ingest.ocds.tables import COMPILED, COMPILED_TABLES
from ingest.specs import SourceSpec
from pipelines.assets.ingest import landed_key
from pipelines.partitions import NIGHTS
from pipelines.resources import Publishers


def build_compiled_asset(specs: Sequence[SourceSpec]) -> dg.AssetsDefinition:
    """Make the assets of the compiled tables: one run of the merge makes them all."""
    keys = [landed_key(COMPILED, table) for table in COMPILED_TABLES]
    releases = [landed_key(spec.source_id, "releases") for spec in specs if holds_releases(spec)]

    @dg.multi_asset(
        name=COMPILED,
        group_name=COMPILED,
        specs=[
            dg.AssetSpec(
                key,
                deps=releases,
                description=f"Every process as it stands after all its releases: {key.path[-1]}. "
                "All values as text.",
                kinds={"python", "parquet"},
            )
            for key in keys
        ],
        partitions_def=NIGHTS,
    )
    def _compiled(
        context: dg.AssetExecutionContext, publishers: Publishers
    ) -> Iterator[dg.MaterializeResult]:
        made = publishers.night(context.partition_key).compile()
        for key in keys:
            yield dg.MaterializeResult(
                asset_key=key,
                metadata={
                    "months_compiled": made.months,
                    "months_unchanged": made.unchanged,
                    "releases": made.releases,
                },
            )

    return _compiled

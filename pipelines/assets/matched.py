"""The companies that the names of payees may mean, brought to what has landed."""

import dagster as dg

from ingest.matching.match import CHARITIES, COMPANIES, SPEND
from ingest.matching.tables import CANDIDATES, MATCHED
from pipelines.assets.ingest import landed_key
from pipelines.partitions import NIGHTS
from pipelines.resources import Publishers


def build_matched_asset() -> dg.AssetsDefinition:
    """Make the asset of the candidates of payees' names."""

    @dg.asset(
        key=landed_key(MATCHED, CANDIDATES),
        deps=[
            landed_key(SPEND, "payments"),
            landed_key(COMPANIES, "companies"),
            landed_key(CHARITIES, "charities"),
        ],
        group_name=MATCHED,
        description="Every company a payee's name may mean, with how likely it is and why.",
        kinds={"python", "duckdb", "parquet"},
        partitions_def=NIGHTS,
    )
    def _matched(context: dg.AssetExecutionContext, publishers: Publishers) -> dg.MaterializeResult:
        made = publishers.night(context.partition_key).match()
        return dg.MaterializeResult(
            metadata={"names": made.names, "looked_up": made.looked_up},
        )

    return _matched

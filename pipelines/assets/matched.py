"""The companies that the names of payees and suppliers may mean, brought to what has landed."""

from collections.abc import Iterable

import dagster as dg

from ingest.matching.match import CHARITIES, COMPANIES, SPEND, notice_services
from ingest.matching.tables import CANDIDATES, MATCHED
from ingest.specs import SourceSpec
from pipelines.assets.ingest import landed_key
from pipelines.partitions import NIGHTS
from pipelines.resources import Publishers


def build_matched_asset(specs: Iterable[SourceSpec]) -> dg.AssetsDefinition:
    """Make the asset of the candidates of payees' and suppliers' names."""
    notices = [
        landed_key(service, table)
        for service in notice_services(specs)
        for table in ("award_suppliers", "parties")
    ]

    @dg.asset(
        key=landed_key(MATCHED, CANDIDATES),
        deps=[
            landed_key(SPEND, "payments"),
            landed_key(COMPANIES, "companies"),
            landed_key(CHARITIES, "charities"),
            *notices,
        ],
        group_name=MATCHED,
        description="The companies that a payee's or supplier's name may mean, how likely and why.",
        kinds={"python", "duckdb", "parquet"},
        partitions_def=NIGHTS,
    )
    def _matched(context: dg.AssetExecutionContext, publishers: Publishers) -> dg.MaterializeResult:
        made = publishers.night(context.partition_key).match()
        return dg.MaterializeResult(
            metadata={"names": made.names, "looked_up": made.looked_up},
        )

    return _matched

"""One asset a landed table, made from each source's declaration, with gate 1 inside.

A delivery that fails the gate is held while the others land: the check turns red, the run goes
on, and what was landed before stands. The gate is the file, not the run.
"""

from collections.abc import Iterator

import dagster as dg

from expectations.report import Report
from ingest.lake import DELIVERIES, DELIVERY_TABLES
from ingest.landing import Landed
from ingest.specs import SourceSpec
from pipelines.checks import as_check_result
from pipelines.partitions import FRESH, NIGHTS
from pipelines.resources import Publishers

GATE_1 = "gate_1"


def landed_key(source_id: str, table: str) -> dg.AssetKey:
    """Return the key by which dbt's sources and the checks refer to a landed table."""
    return dg.AssetKey(["landed", source_id, table])


def build_ingest_asset(spec: SourceSpec) -> dg.AssetsDefinition:
    """Make the asset that asks for, audits and lands every table of one source."""
    keys = {table: landed_key(spec.source_id, table) for table in spec.tables}

    @dg.multi_asset(
        name=f"ingest_{spec.source_id}",
        group_name=f"ingest_{spec.source_id}",
        specs=[
            dg.AssetSpec(
                key,
                description=f"{spec.title}: {table}. One row per record, all values as text.",
                metadata={
                    "licence": spec.licence.name,
                    "homepage": dg.MetadataValue.url(spec.homepage),
                    "cadence": spec.cadence,
                },
                kinds={"python", "parquet"},
                freshness_policy=FRESH,
            )
            for table, key in keys.items()
        ],
        check_specs=[
            dg.AssetCheckSpec(
                GATE_1,
                asset=key,
                description="Every delivery of tonight, before dbt may read it. A critical failure "
                "holds that delivery; what was landed before stands.",
            )
            for key in keys.values()
        ],
        partitions_def=NIGHTS,
        pool=f"publisher_{spec.source_id}",
        retry_policy=dg.RetryPolicy(max_retries=1, delay=5),
    )
    def _ingest(
        context: dg.AssetExecutionContext, publishers: Publishers
    ) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
        night = publishers.night(context.partition_key)
        asked, landed = night.collect(spec.source_id, lambda: publishers.ask(night, spec.source_id))
        for table, key in keys.items():
            reports = [
                verdict
                for _, verdict in sorted(landed.verdicts.get(table, {}).items())
                if isinstance(verdict, Report)
            ]
            yield as_check_result(reports, key, GATE_1)
            yield dg.MaterializeResult(
                asset_key=key,
                metadata={
                    "requests": asked.requests,
                    "new_documents": asked.new_documents,
                    "failures": dg.MetadataValue.json(list(asked.failures)),
                    **_counts(landed),
                },
            )

    return _ingest


def build_deliveries_asset(specs: list[SourceSpec]) -> dg.AssetsDefinition:
    """Make the assets that stand for every source's outcomes and rejects, once all have landed."""
    keys = [landed_key(DELIVERIES, table) for table in DELIVERY_TABLES]

    @dg.multi_asset(
        name="deliveries",
        group_name="ingest_deliveries",
        specs=[
            dg.AssetSpec(
                key,
                deps=[landed_key(spec.source_id, table) for spec in specs for table in spec.tables],
                description=f"What came of every document of every source: {key.path[-1]}.",
                kinds={"parquet"},
            )
            for key in keys
        ],
        partitions_def=NIGHTS,
    )
    def _deliveries(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:
        for key in keys:
            yield dg.MaterializeResult(asset_key=key)

    return _deliveries


def _counts(landed: Landed) -> dict[str, int]:
    return {
        "deliveries_landed": len(landed.changed),
        "deliveries_unchanged": landed.unchanged,
        "documents_parsed": landed.parsed_documents,
    }

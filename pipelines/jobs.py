"""The nightly job, its schedule, and what a person is told when it fails."""

import logging

import dagster as dg

from pipelines.partitions import NIGHTS

log = logging.getLogger(__name__)

ADVICE = (
    "The night stopped at '%s'. What was published before stands, and nothing received was "
    "lost. Mend what the error names, and run `goldenthread nightly` again: it takes up "
    "where it stopped. `goldenthread doctor` looks for the common causes."
)


@dg.failure_hook
def say_what_to_do(context: dg.HookContext) -> None:
    """Tell whoever reads the log what a failed step means and what to do next."""
    log.error("%s: %s", context.op.name, context.op_exception)
    log.error(ADVICE, context.op.name)


nightly = dg.define_asset_job(
    "nightly",
    selection=dg.AssetSelection.all(),
    partitions_def=NIGHTS,
    hooks={say_what_to_do},
    description="Ask every publisher, land what came, build the warehouse, publish a release.",
)

every_night = dg.build_schedule_from_partitioned_job(nightly, hour_of_day=2, minute_of_hour=0)

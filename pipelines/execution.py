"""The nightly job run in this process, through Dagster. Importing this takes seconds."""

import logging

import dagster as dg

from pipelines.definitions import build_definitions
from pipelines.settings import Settings

log = logging.getLogger(__name__)

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
"""A person is shown our own progress; everything else is in Dagster's pages."""
ALIVE = dg.RunsFilter(
    statuses=[
        dg.DagsterRunStatus.NOT_STARTED,
        dg.DagsterRunStatus.STARTING,
        dg.DagsterRunStatus.STARTED,
    ]
)


def execute(settings: Settings, day: str) -> bool:
    """Run the night of ``day``, whose data folder is held, and return whether it succeeded."""
    definitions = build_definitions(settings)
    with dg.DagsterInstance.get() as instance:
        _bury_the_dead(instance)
        result = definitions.resolve_job_def("nightly").execute_in_process(
            partition_key=day, instance=instance, run_config=QUIET, raise_on_error=False
        )
    for event in result.all_events:
        if event.event_type is dg.DagsterEventType.RESOURCE_INIT_FAILURE:
            log.error("%s", event.engine_event_data.error)
    return result.success


def _bury_the_dead(instance: dg.DagsterInstance) -> None:
    """End the runs of processes that were killed, and give back the pools they still hold.

    Whoever holds the data folder is the only night alive, so every other run is dead.
    """
    for run in instance.get_runs(ALIVE):
        log.info("an earlier night was killed: its run %s is closed", run.run_id[:8])
        instance.report_run_failed(run, "The process that ran this night was killed.")
        instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)

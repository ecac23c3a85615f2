"""What assets are handed: the publishers to ask, real or invented, and the night's settings."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
from pydantic import PrivateAttr

from ingest.clock import Clock, SystemClock
from ingest.declarations import Area, load_area
from ingest.fetch import Asked
from pipelines.lock import alone, keep_for
from pipelines.night import HOUR_OF_NIGHT, Night, open_night
from pipelines.settings import Settings

INVENTED_HOST = "publishers.aldermere.example"
"""Where the invented publishers are, for ever, whatever port they are served on tonight."""


class Publishers(dg.ConfigurableResource):
    """The publishers of the configured area; an invented area's are started on loopback."""

    _clock: Clock = PrivateAttr(default_factory=SystemClock)
    _routes: dict[str, str] = PrivateAttr(default_factory=dict)

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["Publishers"]:
        """Hold the data folder, and serve the invented publishers, for as long as the run lasts."""
        settings = Settings.from_environment()
        area = load_area(settings.area)
        with alone(settings.data):
            keep_for(settings.data, area.area_id)
            with self._reached(settings, area, context):
                yield self

    @contextmanager
    def _reached(
        self, settings: Settings, area: Area, context: dg.InitResourceContext
    ) -> Iterator[None]:
        replay = area.replay
        if replay is None or settings.offline:
            yield
            return
        # Only a night of an invented place needs its publishers.
        from replay.clock import ScaledClock
        from replay.server import running

        run = context.dagster_run
        key = run.tags.get("dagster/partition") if run else None
        today = dt.date.fromisoformat(key) if key else replay.today
        day = 1 + max(0, (today - replay.today).days)
        with running(seed=replay.seed, speed=replay.speed, day=day) as root:
            self._routes = {INVENTED_HOST: root.removeprefix("http://")}
            self._clock = ScaledClock(replay.speed, start=dt.datetime.combine(today, HOUR_OF_NIGHT))
            yield

    def night(self, partition_key: str) -> Night:
        """Open the night of a partition."""
        return open_night(Settings.from_environment(), dt.date.fromisoformat(partition_key))

    def ask(self, night: Night, source_id: str) -> Asked:
        """Ask a source for everything due tonight."""
        base_url = night.area.base_urls.get(source_id, night.specs[source_id].base_url)
        if self._routes:
            base_url = f"http://{INVENTED_HOST}/{source_id}"
        return night.ask(source_id, base_url, self._clock, self._routes)

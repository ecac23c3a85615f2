"""One night for one area: what is asked, and what is landed. Knows nothing of Dagster."""

import datetime as dt
import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from expectations.runner import audit_deliveries
from ingest.clock import Clock
from ingest.declarations import Area, load_area, load_publishers, met
from ingest.errors import DeclarationError
from ingest.fetch import Asked, Tell, fetch, tell_nobody
from ingest.http import PublisherHttp
from ingest.inbox import SPEND, take_in
from ingest.known import with_what_is_known
from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.ledger import write_ledger
from ingest.matching.match import Matched, match_names
from ingest.model import DECLARATIONS_URL, DECLARED, INDEX, Context, DeliveryKey, Window
from ingest.ocds.compile import Compiled, compile_processes
from ingest.rawstore import Entry, Pull, RawStore
from ingest.registry import BUILDERS, load_specs
from ingest.specs import Publisher, SourceSpec
from pipelines.settings import ROOT, Settings

log = logging.getLogger(__name__)

HOUR_OF_NIGHT = dt.time(2, tzinfo=dt.UTC)
READERS = ("ingest",)


@dataclass(frozen=True, slots=True)
class Night:
    """A night's settings, read once. ``at`` is its one logical instant, in UTC."""

    settings: Settings
    area: Area
    publishers: Mapping[str, Publisher]
    specs: Mapping[str, SourceSpec]
    store: RawStore
    lake: Lake
    at: dt.datetime
    code: str
    backfill: tuple[dt.date, dt.date] | None = None
    tell: Tell = tell_nobody

    def ask(self, source_id: str, base_url: str, clock: Clock, routes: Mapping[str, str]) -> Asked:
        """Ask a source for everything due, or nothing when offline."""
        if self.settings.offline or not self.area.asks(self.specs[source_id]):
            return Asked(0, 0, ())
        http = PublisherHttp(user_agent=self._user_agent(), clock=clock, routes=routes)
        connector = BUILDERS[source_id]()
        context = self._context(source_id, base_url)
        known = with_what_is_known(context, connector, self.store, self.lake)
        asked = fetch(connector, known, http, self.store, self.tell)
        log.info(
            "%s: %s requests, %s new documents, %s failures",
            source_id, asked.requests, asked.new_documents, len(asked.failures),
        )  # fmt: skip
        return asked

    def land(self, source_id: str) -> Landed:
        """Land what changed, through gate 1, and write down what is still missing."""
        connector = BUILDERS[source_id]()
        context = self._context(source_id, self.specs[source_id].base_url)
        landed = land_source(
            connector,
            context,
            self.store,
            self.lake,
            audit_deliveries,
            self.code,
            self.settings.threads,
        )
        write_ledger(connector, context, self.store, self.lake)
        log.info(
            "%s: %s deliveries landed anew, %s unchanged, %s documents parsed",
            source_id, len(landed.changed), landed.unchanged, landed.parsed_documents,
        )  # fmt: skip
        return landed

    def collect(self, source_id: str, ask: Callable[[], Asked]) -> tuple[Asked, Landed]:
        """Ask and land; then ask for what landing showed to be missing, and land that.

        So a night that is run again has nothing left to ask for.
        """
        asked, landed = ask(), self.land(source_id)
        if BUILDERS[source_id]().lacks is None:
            return asked, landed
        return asked.and_then(ask()), landed.and_then(self.land(source_id))

    def compile(self) -> Compiled:
        """Bring the state of every process to what has landed."""
        made = compile_processes(self.lake, self.specs, self.code, self.settings.threads)
        log.info(
            "notices: %s months of processes compiled anew, %s unchanged",
            made.months, made.unchanged,
        )  # fmt: skip
        return made

    def match(self) -> Matched:
        """Bring the companies that names may mean to what has landed."""
        return match_names(self.lake, self.specs, self.code, self.settings.threads)

    def as_of(self) -> dt.datetime:
        """Return the last night that brought something new: the date of a release."""
        return max(
            dt.datetime.fromisoformat(entry.first_night)
            for source_id in self.specs
            for history in self.store.histories(source_id)
            for pull in history.pulls
            for entry in pull.entries
            if entry.first_night
        )

    def _context(self, source_id: str, base_url: str) -> Context:
        spec = self.specs[source_id]
        return Context(
            spec=spec.model_copy(
                update={
                    "base_url": base_url,
                    "window_days": self.area.window_days.get(source_id, spec.window_days),
                }
            ),
            window=Window(
                max(self.area.first_day, spec.starts_on),
                self.at.date() - dt.timedelta(days=1),
                self.at,
            ),
            publishers=self.publishers,
            options=self.area.options.get(source_id, {}),
            backfill=self.backfill,
        )

    def _user_agent(self) -> str:
        contact = "https://aldermere.example" if self.area.replay else self.settings.contact
        if not contact:
            raise DeclarationError(
                "publishers are asked with a contact: set GOLDENTHREAD_CONTACT to a web address "
                "or an e-mail at which they can reach you"
            )
        return f"GoldenThread/0.1 (+{contact})"


def open_night(settings: Settings, day: dt.date) -> Night:
    """Read every declaration, take in the inbox and return the night of ``day``."""
    area = load_area(settings.area)
    specs = load_specs()
    store = RawStore(settings.data / "raw")
    at = dt.datetime.combine(day, HOUR_OF_NIGHT)
    lake = Lake(settings.data)
    lake.prepare(specs.values())
    store.forget_the_unfinished()
    take_in(settings.inbox, specs.keys(), store, at)
    publishers = _publishers(area, store)
    _declare(publishers, store, at)
    return Night(settings, area, publishers, specs, store, lake, at, digest_code(READERS))


def digest_code(packages: Sequence[str]) -> str:
    """Return one hash of everything that decides what these folders of ours do."""
    digest = hashlib.sha256()
    for package in packages:
        for path in sorted((ROOT / package).rglob("*")):
            name = path.relative_to(ROOT)
            if path.is_file() and path.suffix in _CODE and "target" not in name.parts:
                digest.update(str(name).encode() + b"\0")
                digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


_CODE = frozenset({".py", ".yml", ".sql", ".csv", ".html", ".css", ".svg", ".j2"})


def _publishers(area: Area, store: RawStore) -> dict[str, Publisher]:
    declared = load_publishers(area, ROOT)
    landed = {history.key.publisher_id for history in store.histories(SPEND)} - {INDEX, DECLARED}
    return declared | {name: met(name) for name in sorted(landed - declared.keys())}


def _declare(publishers: Mapping[str, Publisher], store: RawStore, at: dt.datetime) -> None:
    """Keep what we said of the publishers as one more document, so that it too can be traced."""
    said = [publisher.model_dump(mode="json") for publisher in publishers.values()]
    sha256 = store.put(json.dumps(said, indent=1, ensure_ascii=False).encode())
    key = DeliveryKey(SPEND, DECLARED, "current")
    history = store.history(key)
    if history.pulls and history.pulls[-1].entries[0].sha256 == sha256:
        return
    entry = Entry(
        url=DECLARATIONS_URL,
        params=(),
        name="publishers.json",
        outcome="received",
        sha256=sha256,
        first_night=at.isoformat(),
    )
    store.record(key, Pull(at.isoformat(), (entry,)))

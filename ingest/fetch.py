"""Asking a source for everything due tonight, and recording every answer."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from ingest.asking import Asker, index_key, silence
from ingest.errors import RefusedDocumentError
from ingest.http import PublisherHttp
from ingest.journal import Journal
from ingest.memory import Memory
from ingest.model import Connector, Context, DeliveryKey, Followed, Request
from ingest.rawstore import Entry, Pull, RawStore

INDEX_PAGE = "index page"
"""Stands in the place of a period for an index page that could not be had."""
MOST_INDEX_PAGES = 500
"""A body that leads to more index pages in one night leads us round in a circle."""
FOLLOWABLE_BYTES = 200_000_000
"""A larger answer is data, never a signpost: it is not read into memory to be followed."""
FAILURES_IN_A_ROW = 3
"""After so many the service is down: nothing is asked for that only a guess or a walk wants."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one source was asked tonight; ``reused`` answers stood and were not asked for."""

    requests: int
    new_documents: int
    failures: tuple[str, ...]
    reused: int = 0

    def and_then(self, more: "Asked") -> "Asked":
        """Return what both came to."""
        return Asked(
            self.requests + more.requests,
            self.new_documents + more.new_documents,
            (*self.failures, *more.failures),
            self.reused + more.reused,
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """What has come of a night so far: told of each delivery that is finished.

    It was the ``number``-th ``of`` so many. ``requests`` and ``found`` records are of them all.
    """

    delivery: DeliveryKey
    number: int
    of: int
    requests: int
    found: int


Tell = Callable[[Progress], None]


def tell_nobody(progress: Progress) -> None:
    """Show nothing."""


class _Collector:
    """One source's night: the queue of requests and the answers so far."""

    def __init__(
        self,
        connector: Connector,
        context: Context,
        http: PublisherHttp,
        store: RawStore,
        tell: Tell,
    ) -> None:
        self._tell = tell
        self._found = 0
        self._failures = 0
        self._connector = connector
        self._context = context
        self._store = store
        self._night = context.window.night.isoformat()
        self._seen: set[tuple[str, tuple[tuple[str, str], ...], DeliveryKey | None]] = set()
        self._index_pages: dict[str, list[Entry]] = {}
        self.asker = Asker(context, http, store)
        self.reused = 0

    def run(self) -> None:
        """Ask for indexes first, then for one delivery at a time."""
        deliveries: dict[DeliveryKey, list[Request]] = {}
        queue = deque(self._unseen(self._connector.plan(self._context)))
        while queue:
            request = queue.popleft()
            if request.delivery is not None:
                deliveries.setdefault(request.delivery, []).append(request)
                continue
            queue.extend(self._signpost(request).requests)
        self._record_missing_indexes()
        for number, (key, requests) in enumerate(deliveries.items(), 1):
            wanted = [*requests, *self._perhaps_listed(key, requests)]
            self._pull(key, sorted(wanted, key=lambda one: (one.name, one.url, one.params)))
            made = self.asker.requests
            self._tell(Progress(key, number, len(deliveries), made, self._found))

    def _pull(self, key: DeliveryKey, requests: Iterable[Request]) -> None:
        """Have every document of a delivery, over whatever is known of it, and record the pull.

        Interrupted before the pull stands in the index, it is taken up from the journal;
        interrupted after that, the journal says nothing that the index does not say.
        """
        with closing(Journal(self._store.journal_path(key))) as journal:
            memory = Memory(self._store.history(key), journal, self._context.window.night)
            entries = _each_once(self._walk(requests, memory))
            self._store.record(key, Pull(self._night, tuple(entries)))
            journal.discard()

    def _walk(self, requests: Iterable[Request], memory: Memory) -> Iterator[Entry]:
        """Answer the requests of a delivery and those that their answers lead to, in order."""
        context = replace(self._context, former=memory.former())
        queue = deque(requests)
        while queue:
            request = queue.popleft()
            answer = self._answer(request, memory)
            if answer is None:
                continue
            entry, followed = self._follow(context, request, answer)
            memory.keep(entry)
            onward = followed.requests
            self._failures = self._failures + 1 if entry.outcome == "failed" else 0
            if 0 < self._failures < FAILURES_IN_A_ROW:
                onward = tuple(self._unseen(self._connector.past(context, request)))
            queue.extendleft(reversed(onward))
            yield entry

    def _answer(self, request: Request, memory: Memory) -> Entry | None:
        """Return the answer that stands, or ask; None where a guess waits for another night."""
        standing = memory.standing(
            request, lambda asked: self._connector.settled(self._context, request, asked)
        )
        if standing is not None:
            self.reused += 1
            return standing
        if request.is_probe and self._failures >= FAILURES_IN_A_ROW:
            return None
        return self.asker.ask(request, memory.received(request), memory.times_answered(request))

    def _signpost(self, request: Request) -> Followed:
        """Ask for an index page. One that cannot be had is an outcome of its own."""
        pages = self._index_pages.setdefault(request.name or self._context.spec.source_id, [])
        if len(pages) == MOST_INDEX_PAGES:
            reason = f"more than {MOST_INDEX_PAGES} index pages; narrow what leads to {request.url}"
            pages.append(silence(request, "failed", reason))
        if len(pages) > MOST_INDEX_PAGES:
            return Followed()
        key = index_key(self._context, request)
        before = self._store.history(key).last_answer(request)
        answer = self.asker.ask(request, before, before.times if before else 0)
        entry, followed = self._follow(self._context, request, answer)
        self._store.record(key, Pull(self._night, (entry,)))
        pages.append(entry)
        return followed

    def _perhaps_listed(self, key: DeliveryKey, requests: Iterable[Request]) -> Iterator[Request]:
        """What a delivery had before and no page listed tonight, while one could not be had.

        A page that fails says nothing of its files: they have not been withdrawn.
        """
        pages = self._index_pages.get(key.publisher_id, [])
        pulls = self._store.history(key).pulls
        if not pulls or all(entry.outcome != "failed" for entry in pages):
            return
        listed = {(request.url, request.params) for request in requests}
        for entry in pulls[-1].entries:
            if entry.outcome == "received" and (entry.url, entry.params) not in listed:
                yield Request(entry.url, entry.params, key, entry.name)

    def _record_missing_indexes(self) -> None:
        """Say of each body which of its index pages could not be had; none, where once was one."""
        for name, pages in self._index_pages.items():
            key = DeliveryKey(self._context.spec.source_id, name, INDEX_PAGE)
            missing = tuple(entry for entry in pages if entry.outcome != "received")
            if missing or self._store.history(key).pulls:
                self._store.record(key, Pull(self._night, missing))

    def _follow(self, context: Context, request: Request, entry: Entry) -> tuple[Entry, Followed]:
        """Return where an answer leads; one that cannot be read is a failure after all."""
        if entry.outcome != "received":
            return entry, Followed()
        body = self._store.path(entry.sha256).read_bytes() if _is_small(self._store, entry) else b""
        try:
            followed = self._connector.follow(context, request, body)
        except RefusedDocumentError as error:
            failed = self.asker.failed(request, str(error))
            return replace(failed, night=entry.night, times=entry.times), Followed()
        requests = tuple(self._unseen(followed.requests))
        self._found += followed.found if followed.keep else 0
        return replace(entry, kept=followed.keep), replace(followed, requests=requests)

    def _unseen(self, requests: Iterable[Request]) -> Iterator[Request]:
        for request in requests:
            identity = (request.url, request.params, request.delivery)
            if identity not in self._seen:
                self._seen.add(identity)
                yield request


def fetch(
    connector: Connector,
    context: Context,
    http: PublisherHttp,
    store: RawStore,
    tell: Tell = tell_nobody,
) -> Asked:
    """Ask for everything ``connector`` plans; a document that fails holds up no other."""
    collector = _Collector(connector, context, http, store, tell)
    collector.run()
    asker = collector.asker
    return Asked(asker.requests, asker.new_documents, tuple(asker.failures), collector.reused)


def _is_small(store: RawStore, entry: Entry) -> bool:
    return store.path(entry.sha256).stat().st_size <= FOLLOWABLE_BYTES


def _each_once(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Keep one of the documents of a delivery that are the same to the byte, under two addresses.

    What is asked for by parameters are parts of one answer, and two parts may well be alike.
    """
    first: dict[str, str] = {}
    for entry in entries:
        if entry.kept and entry.sha256 and not entry.params:
            if entry.sha256 in first:
                reason = f"the same bytes as {first[entry.sha256]}"
                yield replace(entry, kept=False, reason=reason)
                continue
            first[entry.sha256] = entry.url
        yield entry

"""Asking a source for everything due tonight, and recording every answer."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from ingest.errors import FetchError, NotPublishedError, RefusedDocumentError
from ingest.http import PublisherHttp
from ingest.model import INDEX, Connector, Context, DeliveryKey, Followed, Request
from ingest.rawstore import Entry, EntryOutcome, History, Pull, RawStore

log = logging.getLogger(__name__)

PROGRESS_EVERY = 25
INDEX_PAGE = "index page"
"""Stands in the place of a period for an index page that could not be had."""
FOLLOWABLE_BYTES = 200_000_000
"""A larger answer is data, never a signpost: it is not read into memory to be followed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one source was asked tonight."""

    requests: int
    new_documents: int
    failures: tuple[str, ...]


class _Collector:
    """One source's night: the queue of requests and the answers so far."""

    def __init__(
        self, connector: Connector, context: Context, http: PublisherHttp, store: RawStore
    ) -> None:
        self._connector = connector
        self._context = context
        self._http = http
        self._store = store
        self._night = context.window.night.isoformat()
        self._seen: set[tuple[str, tuple[tuple[str, str], ...], DeliveryKey | None]] = set()
        self.requests = 0
        self.new_documents = 0
        self.failures: list[str] = []

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
        for key, requests in deliveries.items():
            self._pull(key, requests)

    def _pull(self, key: DeliveryKey, requests: Iterable[Request]) -> None:
        history = self._store.history(key)
        entries: list[Entry] = []
        queue = deque(requests)
        while queue:
            entry, followed = self._ask(queue.popleft(), history)
            entries.append(entry)
            queue.extendleft(reversed(followed.requests))
        self._store.record(key, Pull(self._night, tuple(entries)))

    def _signpost(self, request: Request) -> Followed:
        """Ask for an index page. One that cannot be had is an outcome of its own."""
        key = _index_key(self._context, request)
        entry, followed = self._ask(request, self._store.history(key))
        self._store.record(key, Pull(self._night, (entry,)))
        missing = DeliveryKey(key.source_id, request.name or key.source_id, INDEX_PAGE)
        if entry.outcome != "received":
            self._store.record(missing, Pull(self._night, (entry,)))
        elif self._store.history(missing).pulls:
            self._store.record(missing, Pull(self._night, ()))
        return followed

    def _ask(self, request: Request, history: History) -> tuple[Entry, Followed]:
        before = history.last_answer(request)
        self.requests += 1
        if self.requests % PROGRESS_EVERY == 0:
            log.info("%s: %s requests answered", self._context.spec.source_id, self.requests)
        try:
            entry = self._get(request, before)
            if entry.sha256 and (before is None or before.sha256 != entry.sha256):
                self.new_documents += 1
            followed = self._follow(request, entry)
        except NotPublishedError as error:
            return _silence(request, "no_publication", str(error)), Followed()
        except (FetchError, RefusedDocumentError) as error:
            self.failures.append(str(error))
            log.warning("%s", error)
            return _silence(request, "failed", str(error)), Followed()
        return replace(entry, kept=followed.keep), followed

    def _get(self, request: Request, before: Entry | None) -> Entry:
        answer = self._http.get(
            request,
            self._context.spec.pacing,
            self._store.scratch(),
            etag=before.etag if before else "",
            last_modified=before.last_modified if before else "",
        )
        if answer.arrived is None:
            if before is None:
                raise FetchError(f"{request.url} said 'not modified' of what we never had")
            return before
        sha256 = self._store.adopt(answer.arrived)
        first = before.first_night if before and before.sha256 == sha256 else self._night
        return Entry(
            url=request.url,
            params=request.params,
            name=request.name,
            outcome="received",
            sha256=sha256,
            status=answer.status,
            content_type=answer.content_type,
            etag=answer.etag,
            last_modified=answer.last_modified,
            asked_at=self._http.now().isoformat(),
            first_night=first,
        )

    def _follow(self, request: Request, entry: Entry) -> Followed:
        body = self._store.path(entry.sha256).read_bytes() if _is_small(self._store, entry) else b""
        followed = self._connector.follow(self._context, request, body)
        return Followed(tuple(self._unseen(followed.requests)), followed.keep)

    def _unseen(self, requests: Iterable[Request]) -> Iterator[Request]:
        for request in requests:
            identity = (request.url, request.params, request.delivery)
            if identity not in self._seen:
                self._seen.add(identity)
                yield request


def fetch(connector: Connector, context: Context, http: PublisherHttp, store: RawStore) -> Asked:
    """Ask for everything ``connector`` plans; a document that fails holds up no other."""
    collector = _Collector(connector, context, http, store)
    collector.run()
    return Asked(collector.requests, collector.new_documents, tuple(collector.failures))


def _is_small(store: RawStore, entry: Entry) -> bool:
    return store.path(entry.sha256).stat().st_size <= FOLLOWABLE_BYTES


def _silence(request: Request, outcome: EntryOutcome, reason: str) -> Entry:
    return Entry(request.url, request.params, request.name, outcome, reason)


def _index_key(context: Context, request: Request) -> DeliveryKey:
    page = request.url.split("://", 1)[-1]
    if request.params:
        page = f"{page}?{urlencode(request.params)}"
    return DeliveryKey(context.spec.source_id, INDEX, page)

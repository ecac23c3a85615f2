"""Asking a source for everything due tonight, and recording every answer."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode, urlsplit

from ingest.errors import FetchError, NotPublishedError, RefusedDocumentError
from ingest.http import PublisherHttp
from ingest.model import INDEX, Connector, Context, DeliveryKey, Followed, Pacing, Request
from ingest.rawstore import Entry, EntryOutcome, History, Pull, RawStore
from ingest.robots import LONGEST_DELAY_SECONDS, Robots, RobotsDisallowError

log = logging.getLogger(__name__)

PROGRESS_EVERY = 25
INDEX_PAGE = "index page"
"""Stands in the place of a period for an index page that could not be had."""
MOST_INDEX_PAGES = 500
"""A body that leads to more index pages in one night leads us round in a circle."""
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
        self._robots: dict[str, Robots | FetchError] = {}
        self._index_pages: dict[str, list[Entry]] = {}
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
        self._record_missing_indexes()
        for key, requests in deliveries.items():
            wanted = [*requests, *self._perhaps_listed(key, requests)]
            self._pull(key, sorted(wanted, key=lambda one: (one.name, one.url, one.params)))

    def _pull(self, key: DeliveryKey, requests: Iterable[Request]) -> None:
        history = self._store.history(key)
        entries: list[Entry] = []
        queue = deque(requests)
        while queue:
            entry, followed = self._ask(queue.popleft(), history)
            entries.append(entry)
            queue.extendleft(reversed(followed.requests))
        self._store.record(key, Pull(self._night, tuple(_each_once(entries))))

    def _signpost(self, request: Request) -> Followed:
        """Ask for an index page. One that cannot be had is an outcome of its own."""
        pages = self._index_pages.setdefault(request.name or self._context.spec.source_id, [])
        if len(pages) == MOST_INDEX_PAGES:
            reason = f"more than {MOST_INDEX_PAGES} index pages; narrow what leads to {request.url}"
            pages.append(_silence(request, "failed", reason))
        if len(pages) > MOST_INDEX_PAGES:
            return Followed()
        key = _index_key(self._context, request)
        entry, followed = self._ask(request, self._store.history(key))
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

    def _ask(self, request: Request, history: History) -> tuple[Entry, Followed]:
        before = history.last_answer(request)
        self.requests += 1
        if self.requests % PROGRESS_EVERY == 0:
            log.info("%s: %s requests answered", self._context.spec.source_id, self.requests)
        try:
            entry = self._get(request, before, self._manners(request))
            if entry.sha256 and (before is None or before.sha256 != entry.sha256):
                self.new_documents += 1
            followed = self._follow(request, entry)
        except NotPublishedError as error:
            return _silence(request, "no_publication", str(error)), Followed()
        except RobotsDisallowError as error:
            log.warning("%s", error)
            return _silence(request, "failed", str(error), error.code), Followed()
        except (FetchError, RefusedDocumentError) as error:
            self.failures.append(str(error))
            log.warning("%s", error)
            return _silence(request, "failed", str(error)), Followed()
        return replace(entry, kept=followed.keep), followed

    def _get(self, request: Request, before: Entry | None, pacing: Pacing) -> Entry:
        answer = self._http.get(
            request,
            pacing,
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

    def _manners(self, request: Request) -> Pacing:
        """Return how a request is to be paced.

        Raises:
            RobotsDisallowError: the site asks programs not to make it.
            FetchError: nobody knows what the site asks, because it does not answer.
        """
        pacing = self._context.spec.pacing
        body = request.delivery.publisher_id if request.delivery else request.name
        publisher = self._context.publishers.get(body)
        if publisher is None or not publisher.find.obeys_robots:
            return pacing
        site = "{0.scheme}://{0.netloc}".format(urlsplit(request.url))
        robots = self._robots_of(site)
        if not robots.allows(_whole_address(request)):
            raise RobotsDisallowError(
                f"robots_disallow: {site}/robots.txt asks programs to leave {request.url} alone; "
                "a person may put the file into the inbox"
            )
        if robots.delay_seconds > LONGEST_DELAY_SECONDS:
            raise RobotsDisallowError(
                f"robots_disallow: {site}/robots.txt asks for {robots.delay_seconds} s between "
                "two requests, which no night has; a person may put the files into the inbox"
            )
        slowest = max(pacing.min_interval_seconds, robots.delay_seconds)
        return pacing.model_copy(update={"min_interval_seconds": slowest})

    def _robots_of(self, site: str) -> Robots:
        """Return what a site asks of programs; it is asked once a night.

        Raises:
            FetchError: it could not be had, so that nothing else there may be asked for.
        """
        if site not in self._robots:
            self._robots[site] = self._ask_robots(Request(f"{site}/robots.txt"))
        known = self._robots[site]
        if isinstance(known, FetchError):
            raise known
        return known

    def _ask_robots(self, request: Request) -> Robots | FetchError:
        key = _index_key(self._context, request)
        before = self._store.history(key).last_answer(request)
        robots: Robots | FetchError
        self.requests += 1
        try:
            entry = self._get(request, before, self._context.spec.pacing)
            text = self._store.path(entry.sha256).read_text("utf-8", errors="replace")
            entry, robots = replace(entry, kept=False), Robots(text)
        except NotPublishedError as error:
            entry, robots = _silence(request, "no_publication", str(error)), Robots()
        except FetchError as error:
            entry = _silence(request, "failed", str(error))
            robots = FetchError(f"{error}; nothing else of that site is asked for without it")
        self._store.record(key, Pull(self._night, (entry,)))
        return robots

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


def _silence(request: Request, outcome: EntryOutcome, reason: str, code: str = "") -> Entry:
    return Entry(request.url, request.params, request.name, outcome, reason, code=code)


def _whole_address(request: Request) -> str:
    if not request.params:
        return request.url
    return f"{request.url}?{urlencode(request.params)}"


def _index_key(context: Context, request: Request) -> DeliveryKey:
    page = request.url.split("://", 1)[-1]
    if request.params:
        page = f"{page}?{urlencode(request.params)}"
    return DeliveryKey(context.spec.source_id, INDEX, page)

"""One request put to a publisher, with the manners its site asks for, and what came of it."""

import logging
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from ingest.errors import FetchError, NotPublishedError
from ingest.http import PublisherHttp
from ingest.model import INDEX, Context, DeliveryKey, Request
from ingest.rawstore import Entry, EntryOutcome, Pull, RawStore
from ingest.robots import LONGEST_DELAY_SECONDS, Robots, RobotsDisallowError
from ingest.specs import Pacing

log = logging.getLogger(__name__)

PROGRESS_EVERY = 25


class Asker:
    """Asks for one source on one night, and counts. Every answer comes back as an entry."""

    def __init__(self, context: Context, http: PublisherHttp, store: RawStore) -> None:
        """Ask through ``http`` and keep what arrives in ``store``."""
        self._context = context
        self._http = http
        self._store = store
        self._night = context.window.night.isoformat()
        self._robots: dict[str, Robots | FetchError] = {}
        self.requests = 0
        self.new_documents = 0
        self.failures: list[str] = []

    def ask(self, request: Request, before: Entry | None, times: int) -> Entry:
        """Make a request; ``before`` is its newest answer, ``times`` how often it was answered."""
        self.requests += 1
        if self.requests % PROGRESS_EVERY == 0:
            log.info("%s: %s requests answered", self._context.spec.source_id, self.requests)
        try:
            entry = self._get(request, before, self._manners(request))
        except NotPublishedError as error:
            entry = silence(request, "no_publication", str(error))
            entry = replace(entry, kept=not request.is_probe)
        except RobotsDisallowError as error:
            log.warning("%s", error)
            entry = silence(request, "failed", str(error), error.code)
        except FetchError as error:
            entry = self.failed(request, str(error))
        return replace(entry, night=self._night, times=times + entry.is_answer)

    def failed(self, request: Request, reason: str) -> Entry:
        """Count a failure and return the entry that says so."""
        self.failures.append(reason)
        log.warning("%s", reason)
        return silence(request, "failed", reason)

    def _get(self, request: Request, before: Entry | None, pacing: Pacing) -> Entry:
        answer = self._http.get(
            request,
            pacing,
            self._store.scratch(),
            etag=before.etag if before else "",
            last_modified=before.last_modified if before else "",
        )
        asked_at = self._http.now().isoformat()
        if answer.arrived is None:
            if before is None:
                raise FetchError(f"{request.url} said 'not modified' of what we never had")
            return replace(before, asked_at=asked_at, reason="")
        sha256 = self._store.adopt(answer.arrived)
        is_known = before is not None and before.sha256 == sha256
        self.new_documents += not is_known
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
            asked_at=asked_at,
            first_night=before.first_night if before and is_known else self._night,
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
                f"{site}/robots.txt asks programs to leave {request.url} alone; "
                "a person may put the file into the inbox"
            )
        if robots.delay_seconds > LONGEST_DELAY_SECONDS:
            raise RobotsDisallowError(
                f"{site}/robots.txt asks for {robots.delay_seconds} s between "
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
        key = index_key(self._context, request)
        before = self._store.history(key).last_answer(request)
        robots: Robots | FetchError
        self.requests += 1
        try:
            entry = self._get(request, before, self._context.spec.pacing)
            text = self._store.path(entry.sha256).read_text("utf-8", errors="replace")
            entry, robots = replace(entry, kept=False), Robots(text)
        except NotPublishedError as error:
            entry, robots = silence(request, "no_publication", str(error)), Robots()
        except FetchError as error:
            entry = silence(request, "failed", str(error))
            robots = FetchError(f"{error}; nothing else of that site is asked for without it")
        self._store.record(key, Pull(self._night, (entry,)))
        return robots


def silence(request: Request, outcome: EntryOutcome, reason: str, code: str = "") -> Entry:
    """Return the entry of a request that brought nothing, and why."""
    return Entry(request.url, request.params, request.name, outcome, reason, code=code)


def index_key(context: Context, request: Request) -> DeliveryKey:
    """Return under which name the answer to a request without a delivery is recorded."""
    return DeliveryKey(context.spec.source_id, INDEX, _whole_address(request).split("://", 1)[-1])


def _whole_address(request: Request) -> str:
    if not request.params:
        return request.url
    return f"{request.url}?{urlencode(request.params)}"

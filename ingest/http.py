"""The one place that speaks to publishers: politely, patiently and to disk.

One connection a host, one request at a time, spaced as the source declares. A refusal is waited
out for as long as the publisher says, or as long as the source declares where it says nothing.
"""

import datetime as dt
import email.utils
import logging
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from ingest.clock import Clock
from ingest.errors import FetchError, NotPublishedError
from ingest.model import Request
from ingest.specs import Pacing

log = logging.getLogger(__name__)

CHUNK = 1 << 16
TIMEOUT_SECONDS = (30, 300)
LONGEST_WAIT_SECONDS = 900.0
GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a publisher answered. ``arrived`` is None when it said 'not modified'."""

    status: int
    arrived: Path | None
    content_type: str
    etag: str
    last_modified: str


class PublisherHttp:
    """A client that obeys its source's pacing, host by host. Make one for each source."""

    def __init__(
        self, *, user_agent: str, clock: Clock, routes: Mapping[str, str] | None = None
    ) -> None:
        """Make a client. ``routes`` says where a host is really reached, as ``host:port``.

        An invented publisher has one address for ever, whatever port it is served on tonight.
        """
        self._clock = clock
        self._routes = dict(routes or {})
        self._last_asked: dict[str, float] = {}
        self._session = requests.Session()
        self._session.headers["User-Agent"] = user_agent
        adapter = HTTPAdapter(
            pool_connections=1,
            pool_maxsize=1,
            max_retries=Retry(
                total=3,
                connect=3,
                read=2,
                status=0,
                other=0,
                backoff_factor=1,
                respect_retry_after_header=False,  # it is waited out here, on our clock
            ),
        )
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def now(self) -> dt.datetime:
        """Return the present instant on the clock that paces this client."""
        return self._clock.now()

    def get(
        self,
        request: Request,
        pacing: Pacing,
        scratch: Path,
        *,
        etag: str = "",
        last_modified: str = "",
    ) -> Answer:
        """Ask until there is an answer, and stream it into a new file below ``scratch``.

        Raises:
            NotPublishedError: the publisher says there is no such document.
            FetchError: it refused every attempt, or what came was too large or cut short.
        """
        headers = {
            name: value
            for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified))
            if value
        }
        for attempt in range(1, pacing.max_attempts + 1):
            self._wait_for_turn(request.url, pacing)
            with self._ask(request, headers) as response:
                if response.status_code not in pacing.retry_statuses:
                    return self._receive(request, response, pacing, scratch)
                wait = self._wait_asked_for(response, pacing, attempt)
                status = response.status_code
            log.info("%s said %s: waiting %.0f s", urlsplit(request.url).hostname, status, wait)
            self._clock.sleep(wait)
        raise FetchError(
            f"{request.url} refused {pacing.max_attempts} times with status {status}; "
            "what was landed before stands, and the next night asks again"
        )

    def _wait_for_turn(self, url: str, pacing: Pacing) -> None:
        host = urlsplit(url).netloc
        last = self._last_asked.get(host)
        if last is not None:
            left = pacing.min_interval_seconds - (self._clock.monotonic() - last)
            if left > 0:
                self._clock.sleep(left)
        self._last_asked[host] = self._clock.monotonic()

    @contextmanager
    def _ask(self, request: Request, headers: dict[str, str]) -> Iterator[requests.Response]:
        address = urlsplit(request.url)
        if address.netloc in self._routes:
            headers = {**headers, "Host": address.netloc}
            address = address._replace(netloc=self._routes[address.netloc])
        try:
            with self._session.get(
                address.geturl(),
                params=list(request.params),
                headers=headers,
                stream=True,
                timeout=TIMEOUT_SECONDS,
            ) as response:
                yield response
        except requests.RequestException as error:
            # The library's own words name the address really reached, which changes every night.
            log.info("%s: %s", request.url, error)
            raise FetchError(
                f"{request.url} could not be read ({type(error).__name__}); "
                "the next night asks again"
            ) from error

    def _receive(
        self, request: Request, response: requests.Response, pacing: Pacing, scratch: Path
    ) -> Answer:
        if response.status_code in GONE:
            raise NotPublishedError(f"{request.url} answered {response.status_code}: not published")
        if response.status_code >= 400:
            raise FetchError(f"{request.url} answered {response.status_code}")
        arrived = None
        if response.status_code != requests.codes.not_modified:
            arrived = _stream(request, response, pacing.max_bytes, scratch)
        return Answer(
            status=response.status_code,
            arrived=arrived,
            content_type=response.headers.get("Content-Type", ""),
            etag=response.headers.get("ETag", ""),
            last_modified=response.headers.get("Last-Modified", ""),
        )

    def _wait_asked_for(self, response: requests.Response, pacing: Pacing, attempt: int) -> float:
        wait = _seconds(response.headers.get("Retry-After", "").strip(), self._clock.now())
        if wait is None:
            wait = pacing.retry_statuses[response.status_code] * 2 ** (attempt - 1)
        return min(max(wait, pacing.min_interval_seconds), LONGEST_WAIT_SECONDS)


def _seconds(said: str, now: dt.datetime) -> float | None:
    """Return how long a ``Retry-After`` asks to wait; None when it cannot be read."""
    if re.fullmatch("[0-9]+", said):
        return int(said)
    try:
        until = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return None
    return (until.replace(tzinfo=until.tzinfo or dt.UTC) - now).total_seconds()


def _stream(request: Request, response: requests.Response, limit: int, scratch: Path) -> Path:
    handle, name = tempfile.mkstemp(dir=scratch)
    try:
        with os.fdopen(handle, "wb") as stream:
            _receive_at_most(limit, request, response, stream)
    except (FetchError, requests.RequestException):
        Path(name).unlink()
        raise
    return Path(name)


def _receive_at_most(
    limit: int, request: Request, response: requests.Response, stream: IO[bytes]
) -> None:
    size = 0
    for chunk in response.iter_content(CHUNK):
        size += len(chunk)
        if size > limit:
            raise FetchError(
                f"{request.url} is larger than the {limit:,} bytes its source allows; "
                "raise pacing.max_bytes in its source.yml if that is right"
            )
        stream.write(chunk)

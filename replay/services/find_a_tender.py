"""Find a Tender: exact about its parameters, careless about its pages.

Rows are listed by notice id, the newest first, but the cursor holds a hidden key of the first
row that was not served, and the next page is the newest rows whose key is not above it. Keys
are not in the order of the ids, so a client that follows ``links.next`` loses rows and is
never told (see ``replay/README.md``).
"""

import datetime as dt
import json
import re
import urllib.parse
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from replay.dates import LONDON
from replay.filed import Filed
from replay.limits import Limiter
from replay.services.answers import address, json_text, read_cursor, too_often, write_cursor
from replay.shelf import Shelf, Withheld

ALLOWED = ("stages", "limit", "cursor", "updatedFrom", "updatedTo")
STAGES = {
    "planning": ("planning", "planningUpdate"),
    "tender": ("tender", "tenderUpdate", "tenderCancellation"),
    "award": ("award", "awardUpdate", "contract"),
}
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}")
_FIRST = dt.datetime.fromisoformat("2021-01-01T00:00:00")
PUBLIC_ADDRESS = "https://www.find-tender.service.gov.uk/api/1.0"
_ENVELOPE = {
    "version": "1.1",
    "extensions": ["https://raw.githubusercontent.com/cabinetoffice/ocds_uk_extension/main/"],
    "publisher": {"name": "Aldermere replay", "scheme": "GB-GOR", "uid": "D2"},
    "license": "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "publicationPolicy": "https://www.gov.uk/government/publications/open-contracting",
}


class _BadRequestError(Exception):
    """A parameter that the service does not accept, in its own words."""


@dataclass
class FindATender:
    """The service. ``refuse_with`` and ``says_when`` change how it says "too often".

    ``withheld`` says which notices, by id, are not listed or not given on every night.
    """

    releases: InitVar[Iterable[Filed]]
    night: dt.datetime
    limiter: Limiter
    refuse_with: int = 429
    says_when: bool = True
    withheld: InitVar[Mapping[str, Withheld]] = MappingProxyType({})
    _shelf: Shelf = field(init=False)

    def __post_init__(self, releases: Iterable[Filed], withheld: Mapping[str, Withheld]) -> None:
        """Put the releases where they are found quickly."""
        self._shelf = Shelf(releases, withheld)

    def routes(self) -> list[Route]:
        """Return what can be asked."""
        handlers: Mapping[str, Callable[[Request], Response]] = {
            "/ocdsReleasePackages": self._search,
            "/ocdsReleasePackages/{identifier}": self._by_identifier,
            "/ocdsRecordPackages/{identifier}": self._record,
        }
        return [Route(path, self._limited(handler)) for path, handler in handlers.items()]

    def _limited(self, handler: Callable[[Request], Response]) -> Callable[..., object]:
        async def answer(request: Request) -> Response:
            if not self.limiter.allows():
                if self.refuse_with == 504:
                    return PlainTextResponse("Gateway Timeout", status_code=504)
                return too_often(with_retry_after=self.says_when, status=self.refuse_with)
            try:
                return handler(request)
            except _BadRequestError as error:
                return _fault(request, 400, "Bad Request", str(error))

        return answer

    def _search(self, request: Request) -> Response:
        asked = request.query_params
        for name in asked:
            if name not in ALLOWED:
                msg = (
                    f"Request parameter '{name}' is not recognised, allowed parameters are: "
                    f"{', '.join(ALLOWED)}"
                )
                raise _BadRequestError(msg)
        first = _stamp(asked.get("updatedFrom"), "updatedFrom", _FIRST)
        last = _stamp(asked.get("updatedTo"), "updatedTo", _local(self.night))
        if first >= last:
            msg = "'updatedTo' must be later than 'updatedFrom'"
            raise _BadRequestError(msg)
        limit = _limit(asked.get("limit"))
        rows = _of_stages(self._shelf.between(first, last, self.night), asked.getlist("stages"))
        rows.sort(key=lambda row: row.order, reverse=True)
        return self._page(request, _after_cursor(rows, asked.get("cursor")), limit, last)

    def _page(self, request: Request, rows: list[Filed], limit: int, last: dt.datetime) -> Response:
        links = {}
        if len(rows) > limit:
            parameters = {
                name: value
                for name, value in request.query_params.items()
                if name in ("updatedFrom", "limit", "stages")
            }
            parameters["updatedTo"] = last.isoformat()
            parameters["cursor"] = write_cursor(
                {
                    "updatedFrom": parameters.get("updatedFrom", ""),
                    "updatedTo": parameters["updatedTo"],
                    "nextCursor": str(rows[limit].hidden_key),
                }
            )
            links["next"] = f"{address(request)}?{urllib.parse.urlencode(parameters)}"
        return self._package(_uri(request), rows[:limit], links)

    def _package(self, uri: str, rows: Sequence[Filed], links: Mapping[str, str]) -> Response:
        head = {"uri": uri, **_ENVELOPE, "publishedDate": self.night.isoformat()}
        body = ",".join(row.text for row in rows)
        return json_text(
            f'{json.dumps(head)[:-1]}, "releases": [{body}], "links": {json.dumps(links)}}}'
        )

    def _by_identifier(self, request: Request) -> Response:
        identifier = request.path_params["identifier"]
        rows = self._shelf.named(identifier, self.night)
        if not rows and is_not_found(identifier):
            return _fault(request, 404, "Not found", "'identifier' is not found")
        return self._package(_uri(request), rows, {})

    def _record(self, request: Request) -> Response:
        ocid = request.path_params["identifier"]
        rows = [row for row in self._shelf.named(ocid, self.night) if row.ocid == ocid]
        if not rows:
            return _fault(request, 404, "Not found", "'identifier' is not found")
        releases = ",".join(row.text for row in rows)
        head = json.dumps({"uri": _uri(request), **_ENVELOPE})[:-1]
        record = f'{{"ocid": {json.dumps(ocid)}, "releases": [{releases}]}}'
        return json_text(f'{head}, "packages": [], "records": [{record}]}}')


def is_not_found(identifier: str) -> bool:
    """Say whether an id that stands for nothing is a 404, as half of them are, or an empty list."""
    return zlib.crc32(identifier.encode()) % 2 == 0


def _local(instant: dt.datetime) -> dt.datetime:
    return instant.astimezone(LONDON).replace(tzinfo=None)


def _stamp(text: str | None, name: str, default: dt.datetime) -> dt.datetime:
    if text is None:
        return default
    if not _STAMP.fullmatch(text):
        msg = f"'{name}' must have the form YYYY-MM-DDTHH:MM:SS"
        raise _BadRequestError(msg)
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError as error:
        msg = f"'{name}' is not a date and time"
        raise _BadRequestError(msg) from error


def _limit(text: str | None) -> int:
    if text is None:
        return 100
    if not text.isdigit() or not 1 <= int(text) <= 100:
        msg = "'limit' must be between 1 and 100"
        raise _BadRequestError(msg)
    return int(text)


def _of_stages(rows: list[Filed], stages: list[str]) -> list[Filed]:
    """Keep the stages asked for; a list with commas matches nothing, as it does there."""
    if not stages:
        return rows
    if any(stage not in STAGES and "," not in stage for stage in stages):
        msg = f"'stages' must be one of {', '.join(STAGES)}"
        raise _BadRequestError(msg)
    wanted = {tag for stage in stages for tag in STAGES.get(stage, ())}
    return [row for row in rows if wanted & set(row.tags)]


def _after_cursor(rows: list[Filed], cursor: str | None) -> list[Filed]:
    if cursor is None:
        return rows
    key = read_cursor(cursor)
    if key is None:
        msg = "'cursor' is not valid"
        raise _BadRequestError(msg)
    return [row for row in rows if row.hidden_key <= key]


def _fault(request: Request, status: int, error: str, exception: str) -> Response:
    body = {
        "timestamp": "2026-03-31T02:00:00",
        "status": status,
        "error": error,
        "message": "",
        "path": request.url.path,
        "exception": exception,
    }
    return json_text(json.dumps(body), status)


def _uri(request: Request) -> str:
    """Return what was asked as the public service names it: bytes do not depend on our port."""
    path = request.url.path.removeprefix("/find_a_tender")
    return f"{PUBLIC_ADDRESS}{path}?{request.url.query}".removesuffix("?")

"""Contracts Finder: forgiving about parameters, silent about what it leaves out.

Without ``publishedTo`` an answer has no ``links.next``, so a client stops after one page and
believes that it has everything.
"""

import datetime as dt
import itertools
import json
import urllib.parse
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from replay.dates import LONDON
from replay.filed import Filed
from replay.flattened import flattened
from replay.limits import Limiter
from replay.services.answers import address, json_text, read_cursor, too_often, write_cursor

_STAGES = {"planning": "planning", "tender": "tender", "award": "award"}
PUBLIC_ADDRESS = "https://www.contractsfinder.service.gov.uk"
_ENVELOPE = {
    "version": "1.1",
    "extensions": [],
    "publisher": {"name": "Aldermere replay", "scheme": "GB-GOR", "uid": "D2"},
    "license": "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "publicationPolicy": "https://www.gov.uk/government/publications/open-contracting",
}
_REFUSED_PAGE = (
    "<!DOCTYPE html><html><head><title>403 Forbidden</title></head><body><h1>Forbidden</h1>"
    "<p>The rate limit may have been exceeded. Please wait five minutes.</p></body></html>"
)
_ORIGIN = dt.datetime.min.replace(tzinfo=LONDON)


@dataclass
class ContractsFinder:
    """The service. A refusal is by turns a 403 page in HTML and a 429 in plain text.

    ``unlisted`` are the ids of releases that the search leaves out and a day's file holds.
    """

    releases: Sequence[Filed]
    night: dt.datetime
    limiter: Limiter
    unlisted: frozenset[str] = frozenset()
    _refusals: "itertools.count[int]" = field(default_factory=itertools.count, init=False)

    def routes(self) -> list[Route]:
        """Return what can be asked."""
        handlers: Mapping[str, Callable[[Request], Response]] = {
            "/Published/Notices/OCDS/Search": self._search,
            "/Published/OCDS/Record/{ocid}": self._record,
            "/Published/OCDS/Release/{release_id}": self._release,
            "/Published/Notice/OCDS/{notice_id}": self._notice,
            "/Published/Notice/records/{name}": self._old_record,
            "/Harvester/Notices/Data/CSV/{year:int}/{month:int}/{day:int}": self._day,
        }
        return [Route(path, self._limited(handler)) for path, handler in handlers.items()]

    def _limited(self, handler: Callable[[Request], Response]) -> Callable[..., object]:
        async def answer(request: Request) -> Response:
            if self.limiter.allows():
                return handler(request)
            if next(self._refusals) % 2 == 0:
                return HTMLResponse(_REFUSED_PAGE, status_code=403)
            return too_often()

        return answer

    def _search(self, request: Request) -> Response:
        asked = request.query_params
        limit_text = asked.get("limit", "100")
        if not limit_text.isdigit() or not 1 <= int(limit_text) <= 100:
            return _invalid("limit")
        try:
            first = _instant(asked.get("publishedFrom"), _ORIGIN)
            last = _instant(asked.get("publishedTo"), self.night)
        except ValueError:
            return _invalid("publishedFrom")
        listed = (row for row in self._current() if row.release_id not in self.unlisted)
        rows = [row for row in listed if first <= row.at <= last]
        rows = _of_stages(rows, asked.get("stages"))
        rows.sort(key=lambda row: (row.at, row.hidden_key), reverse=True)
        return self._page(request, _after_cursor(rows, asked.get("cursor")), int(limit_text))

    def _current(self) -> Iterable[Filed]:
        return (row for row in self.releases if not row.superseded_by)

    def _page(self, request: Request, rows: list[Filed], limit: int) -> Response:
        asked = dict(request.query_params)
        links = {}
        if len(rows) > limit and "publishedTo" in asked:
            asked["cursor"] = write_cursor(
                {
                    "publishedTo": asked["publishedTo"],
                    "limit": str(limit),
                    "nextCursor": str(rows[limit].hidden_key),
                }
            )
            links["next"] = f"{address(request)}?{urllib.parse.urlencode(asked)}"
        return self._package(_uri(request), rows[:limit], links)

    def _package(self, uri: str, rows: Sequence[Filed], links: Mapping[str, str]) -> Response:
        head = {"uri": uri, **_ENVELOPE, "publishedDate": self.night.isoformat()}
        body = ",".join(row.text for row in rows)
        tail = f', "links": {json.dumps(links)}' if links else ""
        return json_text(f'{json.dumps(head)[:-1]}, "releases": [{body}]{tail}}}')

    def _record(self, request: Request) -> Response:
        ocid = request.path_params["ocid"]
        rows = sorted((row for row in self.releases if row.ocid == ocid), key=lambda row: row.at)
        if not rows:
            return _invalid("ocid", status=404)
        releases = ",".join(row.text for row in rows)
        head = json.dumps({"uri": _uri(request), **_ENVELOPE})[:-1]
        record = f'{{"ocid": {json.dumps(ocid)}, "releases": [{releases}]}}'
        return json_text(f'{head}, "records": [{record}]}}')

    def _release(self, request: Request) -> Response:
        wanted = request.path_params["release_id"]
        rows = [row for row in self.releases if row.release_id == wanted]
        return self._package(_uri(request), rows, {}) if rows else _invalid("id", status=404)

    def _notice(self, request: Request) -> Response:
        wanted = request.path_params["notice_id"]
        rows = [row for row in self.releases if row.release_id.rpartition("-")[0] == wanted]
        if rows:
            return self._package(_uri(request), rows[-1:], {})
        return HTMLResponse("<!DOCTYPE html><html><body>You are signed out.</body></html>")

    def _old_record(self, _request: Request) -> Response:
        return json_text('{"code":"ValidationError","errors":3200}', 404)

    def _day(self, request: Request) -> Response:
        """Answer with a day's releases, flattened: the columns differ from day to day."""
        asked = request.path_params
        try:
            day = dt.date(asked["year"], asked["month"], asked["day"])
        except ValueError:
            return _invalid("date")
        rows = [row for row in self._current() if row.at.date() == day]
        text = flattened(rows) if rows else ""
        return Response(text.encode("utf-8-sig"), media_type="text/csv")


def _instant(text: str | None, default: dt.datetime) -> dt.datetime:
    if text is None:
        return default
    found = dt.datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=LONDON)


def _of_stages(rows: list[Filed], stages: str | None) -> list[Filed]:
    if stages is None:
        return rows
    wanted = {_STAGES[stage] for stage in stages.split(",") if stage in _STAGES}
    return [row for row in rows if any(tag.startswith(tuple(wanted)) for tag in row.tags)]


def _after_cursor(rows: list[Filed], cursor: str | None) -> list[Filed]:
    """Start at the row the cursor names: here, unlike at Find a Tender, nothing is lost."""
    key = read_cursor(cursor) if cursor else None
    for position, row in enumerate(rows):
        if row.hidden_key == key:
            return rows[position:]
    return rows


def _invalid(name: str, status: int = 400) -> Response:
    body = [{"Message": f"The value of {name} is not valid.", "Code": 1, "Property": name}]
    return json_text(json.dumps(body), status)


def _uri(request: Request) -> str:
    """Return what was asked as the public service names it: bytes do not depend on our port."""
    path = request.url.path.removeprefix("/contracts_finder")
    return f"{PUBLIC_ADDRESS}{path}?{request.url.query}".removesuffix("?")

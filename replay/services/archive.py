"""The archive of Contracts Finder on data.gov.uk: a dataset a month, made more than once.

The dataset with the plain name is an empty shell, one twin has half of the files and another all
of them, changed later. The files of the first month are on Dropbox, whose links lead to a page
about the file unless they end in ``dl=1``. No two files have the same columns; some are joined by
backslashes, some escape quotation marks with them, some are in cp1252. One is gone, and one is a
web page sent with status 200.
"""

import datetime as dt
import json
import urllib.parse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from replay.filed import Filed
from replay.flattened import flattened
from replay.render.ocds import Json
from replay.services.answers import json_text

ACTION = "api/3/action"
DROPBOX = "www.dropbox.com"
GONE, PAGE = 3, 6
"""Of the days of each month that have notices: the one whose file is gone, and the web page."""
_WEB_PAGE = b"<!DOCTYPE html><html><body>This file has moved.</body></html>"
_LABELS = ("CSV", "csv", "", "HTML")


@dataclass(frozen=True, slots=True)
class DayFile:
    """A day's file: where it is, and what comes when it is asked for (nothing: it is gone)."""

    day: dt.date
    releases: tuple[Filed, ...]
    body: bytes | None

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"notices_{self.day}.csv"

    @property
    def is_readable(self) -> bool:
        """Whether the file holds the day's notices."""
        return self.body not in (None, _WEB_PAGE)


@dataclass
class ContractsFinderArchive:
    """The catalogue and its files. ``releases`` are those that were current on their day."""

    releases: Sequence[Filed]
    files: dict[str, DayFile] = field(init=False)

    def __post_init__(self) -> None:
        """Write the files."""
        self.files = {file.name: file for file in _day_files(self.releases)}

    def routes(self) -> list[Route]:
        """Return what can be asked of data.gov.uk."""
        return [
            Route(f"/{ACTION}/package_search", self._search),
            Route("/files/{name}", self._file),
        ]

    def dropbox_routes(self) -> list[Route]:
        """Return what can be asked of Dropbox."""
        return [Route("/s/{folder}/{name}", self._shared)]

    async def _search(self, request: Request) -> Response:
        words = request.query_params.get("q", "").lower().split()
        rows = int(request.query_params.get("rows", "10"))
        found = [one for one in self._datasets(request) if _matches(str(one["title"]), words)]
        result: dict[str, Json] = {"count": len(found), "results": [*found[:rows]]}
        return json_text(json.dumps({"help": "", "success": True, "result": result}))

    def _datasets(self, request: Request) -> Iterator[dict[str, Json]]:
        yield _dataset("contracts-finder-notices-guide", "Contracts Finder Notices: guide", [])
        months = groupby(self.files.values(), key=lambda file: (file.day.year, file.day.month))
        for position, ((year, month), grouped) in enumerate(months):
            files = list(grouped)
            slug = f"contracts-finder-notices-{month:02}-{year}"
            title = f"Contracts Finder Notices {month:02} {year}"
            listed = [
                _resource(file, number, _address(request, file, on_dropbox=position == 0))
                for number, file in enumerate(files)
            ]
            yield _dataset(slug, title, [])
            yield _dataset(f"{slug}4", title, listed, "2017-05-02T09:00:00")
            yield _dataset(f"{slug}5", title, listed[: len(listed) // 2], "2019-01-01T09:00:00")

    async def _file(self, request: Request) -> Response:
        return self._answer(request.path_params["name"])

    async def _shared(self, request: Request) -> Response:
        if request.query_params.get("dl") == "1":
            return self._answer(request.path_params["name"])
        return HTMLResponse("<!DOCTYPE html><html><body>Download this file</body></html>")

    def _answer(self, name: str) -> Response:
        file = self.files.get(name)
        if file is None or file.body is None:
            return PlainTextResponse("Not found", status_code=404)
        return Response(file.body, media_type="text/csv")


def _day_files(releases: Sequence[Filed]) -> Iterator[DayFile]:
    ordered = sorted(releases, key=lambda one: one.at)
    days = [(day, tuple(found)) for day, found in groupby(ordered, key=lambda one: one.at.date())]
    for _, month in groupby(days, key=lambda one: (one[0].year, one[0].month)):
        for number, (day, found) in enumerate(month):
            yield DayFile(day, found, _body(number, found))


def _body(number: int, releases: Sequence[Filed]) -> bytes | None:
    if number == GONE:
        return None
    if number == PAGE:
        return _WEB_PAGE
    separator = "\\" if number % 3 == 1 else "/"
    escapes = separator == "/" and number % 5 == 2
    text = flattened(releases, separator=separator, escapes=escapes)
    return text.encode("cp1252", "replace") if number % 4 == 2 else text.encode()


def _matches(title: str, words: Sequence[str]) -> bool:
    return set(words) <= set(title.lower().replace(":", "").split())


def _address(request: Request, file: DayFile, *, on_dropbox: bool) -> str:
    if on_dropbox:
        return f"http://{DROPBOX}/s/{file.day:%Y%m}/{file.name}?dl=0"
    root = str(request.url).partition(f"/{ACTION}")[0]
    return f"{root}/files/{urllib.parse.quote(file.name)}"


def _resource(file: DayFile, number: int, url: str) -> Json:
    label = _LABELS[number % len(_LABELS)]
    return {"id": f"resource-{file.day}", "name": file.name, "url": url, "format": label}


def _dataset(
    slug: str, title: str, resources: list[Json], modified: str = "2016-01-05T09:00:00"
) -> dict[str, Json]:
    return {"id": slug, "name": slug, "title": title, "metadata_modified": modified,
            "organization": {"name": "cabinet-office"}, "resources": resources}  # fmt: skip

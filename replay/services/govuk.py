"""GOV.UK as far as spending goes: a strict search, pages of files, and a collection of pages.

The department has one page, and every month a file is added to it; a file that is replaced
comes back under a new media id, and its old address is gone. Its office has a page a financial
year, held together by a collection.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from replay.dates import financial_year
from replay.render.ocds import Json
from replay.render.spend import SpendDocument
from replay.services.answers import json_text

DEPARTMENT, OFFICE = "department_for_lighthouses", "tide_tables_office"
PUBLICATIONS = "/government/publications"
PAGE = f"{PUBLICATIONS}/department-for-lighthouses-spending-over-25000"
COLLECTION = "/government/collections/tide-tables-office-spending"
MOST_RESULTS = 1500
_SEARCH_PARAMETERS = {
    "q", "count", "start", "order", "fields", "filter_organisations",
    "filter_content_store_document_type", "filter_public_timestamp", "aggregate_organisations",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its files, or the pages it collects. ``updated`` is ISO 8601."""

    path: str
    title: str
    updated: str
    documents: Sequence[SpendDocument] = ()
    members: Sequence["Page"] = ()


@dataclass(frozen=True, slots=True)
class GovUk:
    """One organisation's corner of GOV.UK."""

    publisher_id: str
    pages: Mapping[str, Page]
    moved: Mapping[str, str] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()

    def routes(self) -> list[Route]:
        """Return the two interfaces."""
        return [
            Route(f"/{self.publisher_id}/api/search.json", self._search),
            Route(f"/{self.publisher_id}/api/content/{{path:path}}", self._content),
        ]

    async def _search(self, request: Request) -> Response:
        asked = request.query_params
        unknown = sorted(set(asked) - _SEARCH_PARAMETERS)
        if unknown:
            return _error(422, f"Unexpected parameters: {unknown[0]}")
        count, start = int(asked.get("count", "10")), int(asked.get("start", "0"))
        if count > MOST_RESULTS:
            return _error(
                422, f"Maximum result set size (as specified in 'count') is {MOST_RESULTS}"
            )
        found = list(self._found(asked))
        results = [
            {"title": page.title, "link": page.path, "public_timestamp": page.updated}
            for page in found[start : start + count]
        ]
        body = {"results": results, "total": len(found), "start": start, "suggested_queries": []}
        return json_text(json.dumps(body))

    def _found(self, asked: Mapping[str, str]) -> Iterator[Page]:
        """Yield what a search finds, the newest first."""
        slug = self.publisher_id.replace("_", "-")
        if asked.get("filter_organisations", slug) != slug:
            return
        said = asked.get("filter_public_timestamp", "from:0000-01-01,to:9999-12-31")
        bounds = dict(part.split(":", 1) for part in said.split(","))
        for page in sorted(self.pages.values(), key=lambda page: page.updated, reverse=True):
            if bounds["from"] <= page.updated[:10] <= bounds["to"]:
                yield page

    async def _content(self, request: Request) -> Response:
        path = f"/{request.path_params['path']}"
        if path in self.withdrawn:
            return _error(410, "gone")
        if path in self.moved:
            here = request.url.path.removesuffix(path)
            return RedirectResponse(here + self.moved[path], status_code=303)
        if path not in self.pages:
            return _error(404, "not found")
        return json_text(json.dumps(self._item(request, self.pages[path])))

    def _item(self, request: Request, page: Page) -> dict[str, Json]:
        base = f"{request.url.scheme}://{request.url.netloc}/spend/{self.publisher_id}"
        attachments: list[Json] = [
            {
                "attachment_type": "file",
                "id": str(7000 + position),
                "title": document.title,
                "url": f"{base}/{document.path}",
                "filename": document.path.rpartition("/")[2],
                "content_type": document.content_type,
                "file_size": len(document.data),
            }
            for position, document in enumerate(page.documents)
        ]
        members: list[Json] = [{"base_path": one.path, "title": one.title} for one in page.members]
        return {
            "base_path": page.path,
            "document_type": "document_collection" if members else "transparency",
            "title": page.title,
            "first_published_at": "2024-05-20T10:00:00Z",
            "public_updated_at": page.updated,
            "withdrawn_notice": {},
            "details": {} if members else {"attachments": attachments},
            "links": {"documents": members} if members else {},
        }


def department(documents: Sequence[SpendDocument]) -> GovUk:
    """Return the department's corner: one page of all its files, and two that are no files."""
    title = "Department for Lighthouses: spending over £25,000"
    gone = f"{PUBLICATIONS}/dfl-spending-2010-to-2011"
    pages = [
        Page(PAGE, title, _updated(documents), documents),
        Page(f"{PUBLICATIONS}/dfl-senior-pay", "Senior officials' pay", "2026-02-02T09:30:00Z"),
        Page(f"{PUBLICATIONS}/dfl-gifts", "Gifts and hospitality", "2026-02-01T09:30:00Z"),
        Page(gone, "DfL: spending over £25,000, 2010 to 2011", "2024-06-03T09:30:00Z"),
    ]
    return GovUk(
        DEPARTMENT,
        {page.path: page for page in pages},
        moved={f"{PUBLICATIONS}/dfl-spend-over-25k": PAGE},
        withdrawn=frozenset({gone}),
    )


def office(documents: Sequence[SpendDocument]) -> GovUk:
    """Return the office's corner: a collection of a page for each financial year.

    One page has moved since it was collected, one was withdrawn, one is older than anybody asks.
    """
    years: dict[int, list[SpendDocument]] = {}
    for document in documents:
        years.setdefault(financial_year(document.first_month), []).append(document)
    pages = [
        Page(_path(year), f"{_TITLE}, {year} to {year + 1}", _updated(own), own)
        for year, own in sorted(years.items())
    ]
    old, gone = f"{PUBLICATIONS}/tide-spending-now", f"{PUBLICATIONS}/tide-spending-drafts"
    members = [
        Page(_path(2010), f"{_TITLE}, 2010 to 2011", ""),
        *pages[:-1],
        Page(old, pages[-1].title, ""),
        Page(gone, f"Drafts: {_TITLE}, 2025 to 2026", ""),
    ]
    collection = Page(COLLECTION, "Tide Tables Office: spending", _updated(documents), (), members)
    return GovUk(
        OFFICE,
        {page.path: page for page in (collection, *pages)},
        moved={old: pages[-1].path},
        withdrawn=frozenset({gone}),
    )


_TITLE = "Tide Tables Office: spending over £500"


def _path(year: int) -> str:
    return f"{PUBLICATIONS}/tide-tables-office-spending-{year}-to-{year + 1}"


def _updated(documents: Sequence[SpendDocument]) -> str:
    newest = max(document.modified for document in documents)
    return newest.isoformat().replace("+00:00", "Z")


def _error(status: int, message: str) -> Response:
    return json_text(json.dumps({"error": {"code": status, "message": message}}), status)

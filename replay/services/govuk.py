"""GOV.UK as far as a department's spending goes: a strict search, and content items.

There is one page, and every month a file is added to it. A file that is replaced comes back
under a new media id, and its old address is gone.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from replay.render.spend import SpendDocument
from replay.services.answers import json_text

DEPARTMENT = "department_for_lighthouses"
PAGE = "/government/publications/department-for-lighthouses-spending-over-25000"
MOVED = "/government/publications/dfl-spend-over-25k"
WITHDRAWN = "/government/publications/dfl-spending-2010-to-2011"
TITLE = "Department for Lighthouses: spending over £25,000"
_SEARCH_PARAMETERS = {
    "q", "count", "start", "order", "fields", "filter_organisations",
    "filter_content_store_document_type", "filter_public_timestamp", "aggregate_organisations",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GovUk:
    """The department's corner of GOV.UK."""

    documents: Sequence[SpendDocument]

    def routes(self) -> list[Route]:
        """Return the two interfaces."""
        return [
            Route(f"/{DEPARTMENT}/api/search.json", self._search),
            Route(f"/{DEPARTMENT}/api/content/{{path:path}}", self._content),
        ]

    async def _search(self, request: Request) -> Response:
        unknown = sorted(set(request.query_params) - _SEARCH_PARAMETERS)
        if unknown:
            return json_text(json.dumps({"error": f"Unexpected parameters: {unknown[0]}"}), 422)
        found = {"title": TITLE, "link": PAGE, "public_timestamp": self._updated()}
        body = {"results": [found], "total": 1, "start": 0, "suggested_queries": []}
        return json_text(json.dumps(body))

    async def _content(self, request: Request) -> Response:
        path = f"/{request.path_params['path']}"
        if path == PAGE:
            return json_text(json.dumps(self._page(request)))
        if path == MOVED:
            here = request.url.path.removesuffix(path)
            return RedirectResponse(here + PAGE, status_code=303)
        if path == WITHDRAWN:
            return json_text('{"error": {"code": 410, "message": "gone"}}', 410)
        return json_text('{"error": {"code": 404, "message": "not found"}}', 404)

    def _updated(self) -> str:
        newest = max(document.modified for document in self.documents)
        return newest.isoformat().replace("+00:00", "Z")

    def _page(self, request: Request) -> dict[str, object]:
        base = f"{request.url.scheme}://{request.url.netloc}/spend/{DEPARTMENT}"
        attachments = [
            {
                "attachment_type": "file",
                "id": str(7000 + position),
                "title": document.title,
                "url": f"{base}/{document.path}",
                "filename": document.path.rpartition("/")[2],
                "content_type": document.content_type,
                "file_size": len(document.data),
            }
            for position, document in enumerate(self.documents)
        ]
        return {
            "base_path": PAGE,
            "document_type": "transparency",
            "title": TITLE,
            "first_published_at": "2024-05-20T10:00:00Z",
            "public_updated_at": self._updated(),
            "withdrawn_notice": {},
            "details": {"attachments": attachments},
            "links": {"organisations": [{"title": "Department for Lighthouses"}]},
        }

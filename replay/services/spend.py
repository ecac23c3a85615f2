"""The bodies' own sites, and GOV.UK for the department: pages of links, and files."""

import html
import itertools
import urllib.parse
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from replay.render.spend import ERROR_PAGE, SpendDocument, spend_documents
from replay.services.files import StoredFile, serve
from replay.services.govuk import DEPARTMENT, GovUk
from replay.world import World

PAGES = {
    "aldermere_county": "transparency/payments-over-500",
    "aldminster_city": "open-data/payments.html",
    "aldermere_police": "what-we-spend",
    "aldermere_hospitals": "about-us/spend",
    "brackenfold": "opendata/index.html",
    "stonecleave": "spending.html",
    "aldminster_college": "finance/publications",
}
"""The page on which each body lists its files; two bodies have none, only a habit of naming."""


def spend_routes(world: World) -> list[Route]:
    """Return every page and file, those of a body below ``/<publisher_id>/``."""
    documents = spend_documents(world)
    routes = [_file_route(document) for document in documents]
    for publisher_id, documents_of in itertools.groupby(documents, lambda d: d.publisher_id):
        own = list(documents_of)
        if publisher_id in PAGES:
            routes.append(_page_route(publisher_id, own))
        if publisher_id == DEPARTMENT:
            routes += GovUk(own).routes()
    return routes


def _file_route(document: SpendDocument) -> Route:
    file = StoredFile(document.data, document.content_type, document.modified)

    async def answer(request: Request) -> Response:
        if document.trouble == "not_published":
            return HTMLResponse(ERROR_PAGE, status_code=404)
        return serve(request, file)

    return Route(f"/{document.publisher_id}/{document.path}", answer)


def _page_route(publisher_id: str, documents: Sequence[SpendDocument]) -> Route:
    page = PAGES[publisher_id]
    text = _page(documents, depth=page.count("/"))

    async def answer(_request: Request) -> Response:
        return HTMLResponse(text)

    return Route(f"/{publisher_id}/{page}", answer)


def _page(documents: Sequence[SpendDocument], depth: int) -> str:
    """Write the page: relative links, the newest file first, and a link to something else."""
    up = "../" * depth
    items = "".join(
        f'<li><a href="{up}{urllib.parse.quote(document.path)}">{html.escape(document.title)}'
        f"</a> ({len(document.data) // 1024 + 1} KB)</li>\n"
        for document in reversed(documents)
    )
    return (
        "<!DOCTYPE html><html><head><title>What we spend</title></head><body><h1>What we spend"
        f'</h1><p>See also our <a href="{up}privacy">privacy notice</a>.</p><ul>\n{items}</ul>'
        "</body></html>"
    )

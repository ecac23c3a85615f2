"""The bodies' own sites, GOV.UK and a catalogue: what leads to the files, and the files."""

import itertools
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from replay.render.spend import ERROR_PAGE, SpendDocument, spend_documents
from replay.services.ckan import CATALOGUED, catalogue
from replay.services.files import StoredFile, serve
from replay.services.govuk import DEPARTMENT, OFFICE, department, office
from replay.services.pages import PAGES, Page, page_of, private_page, year_pages
from replay.world import World

ROBOTS = "User-agent: *\nDisallow: /spend/*/private/\nCrawl-delay: 4\n"
"""What every site of the county asks of programs. A delay is in seconds."""
PRIVATE_BODY, COPIED_BODY = "aldermere_ferries", "stonecleave"


def spend_routes(world: World) -> list[Route]:
    """Return every page and file, those of a body below ``/<publisher_id>/``."""
    documents = spend_documents(world)
    routes = [_file_route(document) for document in documents]
    for publisher_id, documents_of in itertools.groupby(documents, lambda d: d.publisher_id):
        routes += _index_routes(publisher_id, list(documents_of))
    return routes


def robots_route() -> Route:
    """Return what the county's host asks of programs, as ``/robots.txt``."""

    async def answer(_request: Request) -> Response:
        return PlainTextResponse(ROBOTS)

    return Route("/robots.txt", answer)


def _index_routes(publisher_id: str, own: Sequence[SpendDocument]) -> list[Route]:
    """What leads to a body's files; one body has nothing, only a habit of naming."""
    routes = []
    if publisher_id in PAGES:
        routes.append(_page_route(publisher_id, PAGES[publisher_id], page_of(own)))
        for path, page in year_pages(own).items():
            routes.append(_page_route(publisher_id, path, page))
    if publisher_id == COPIED_BODY:
        routes.append(_page_route(PRIVATE_BODY, "private/spending", private_page(own)))
    for body, corner in ((DEPARTMENT, department), (OFFICE, office), (CATALOGUED, catalogue)):
        if publisher_id == body:
            routes += corner(own).routes()
    return routes


def _file_route(document: SpendDocument) -> Route:
    file = StoredFile(document.data, document.content_type, document.modified)

    async def answer(request: Request) -> Response:
        if document.trouble == "not_published":
            return HTMLResponse(ERROR_PAGE, status_code=404)
        return serve(request, file)

    return Route(f"/{document.publisher_id}/{document.path}", answer)


def _page_route(publisher_id: str, path: str, page: Page) -> Route:
    async def answer(request: Request) -> Response:
        return HTMLResponse(page(int(request.query_params.get("page", "1"))))

    return Route(f"/{publisher_id}/{path}", answer)

"""The registers: companies, postcodes and councils, each a file or two."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from replay.render.companies_house import PRODUCT, render_index
from replay.services.files import StoredFile, serve

NSPL_ITEM = "0a1b2c3d4e5f40718293a4b5c6d7e8f9"
ONSPD_ITEM = "1b2c3d4e5f60718293a4b5c6d7e8f90a"


def companies_house(product: StoredFile) -> list[Route]:
    """Return the download site of the company register."""

    async def index(_request: Request) -> Response:
        return HTMLResponse(render_index())

    return [Route("/en_output.html", index), _file(f"/{PRODUCT}.zip", product)]


def item(item_id: str, lookup: StoredFile) -> list[Route]:
    """Return the portal that keeps a postcode file under an item id."""
    return [_file(f"/{item_id}/data", lookup)]


def local_authorities(table: StoredFile) -> list[Route]:
    """Return the site of the list of councils."""
    return [_file("/uk_local_authorities_future.csv", table)]


def files(named: Mapping[str, StoredFile]) -> list[Route]:
    """Return a site of files, each at its name."""
    return [_file(f"/{name}", file) for name, file in named.items()]


def _file(path: str, file: StoredFile) -> Route:
    async def answer(request: Request) -> Response:
        return serve(request, file)

    return Route(path, answer)

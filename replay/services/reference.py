"""The registers: companies, postcodes, councils and what companies filed, each a file or more."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from replay.render.companies_house import PRODUCT, render_index
from replay.render.owners import part_name, render_owners_index
from replay.render.registers import CHARITY_FILE, SOCIETY_FILE, render_organisations
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


def company_owners(parts: tuple[StoredFile, ...]) -> list[Route]:
    """Return the download site of the snapshot of who controls companies."""

    async def index(_request: Request) -> Response:
        return HTMLResponse(render_owners_index())

    files = [_file(f"/{part_name(number)}", part) for number, part in enumerate(parts, 1)]
    return [Route("/en_pscdata.html", index), *files]


def charities(register: StoredFile) -> list[Route]:
    """Return the store that keeps the register of charities."""
    return [_file(f"/{CHARITY_FILE}", register)]


def mutuals(societies: StoredFile) -> list[Route]:
    """Return the store that keeps the list of mutual societies."""
    return [_file(f"/{SOCIETY_FILE}", societies)]


def government_organisations() -> list[Route]:
    """Return the government's list of its bodies, page by page."""

    async def answer(request: Request) -> Response:
        number = request.query_params.get("page", "1")
        page = render_organisations(int(number)) if number.isdecimal() else None
        if page is None:
            return JSONResponse({"error": "not found"}, status_code=404)
        return JSONResponse(page)

    return [Route("/organisations", answer)]


def files(named: Mapping[str, StoredFile]) -> list[Route]:
    """Return a site of files, each at its name."""
    return [_file(f"/{name}", file) for name, file in named.items()]


def _file(path: str, file: StoredFile) -> Route:
    async def answer(request: Request) -> Response:
        return serve(request, file)

    return Route(path, answer)


def gender_pay_gap(years: Mapping[int, StoredFile]) -> list[Route]:
    """Return the service of pay gap reports, a file a year."""
    return [_file(f"/viewing/download-data/{year}", file) for year, file in years.items()]


def modern_slavery(years: Mapping[int, StoredFile]) -> list[Route]:
    """Return the downloads of the statement registry; a year it has not is a 404."""
    return [
        _file(f"/publicdownloads/StatementSummaries{year}.csv", file)
        for year, file in years.items()
    ]


def payment_practices(export: StoredFile) -> list[Route]:
    """Return the export of all reports, which answers 405 to whoever asks for its head."""

    async def answer(request: Request) -> Response:
        if request.method == "HEAD":
            return Response(status_code=405)
        return serve(request, export)

    return [Route("/export/csv/", answer)]

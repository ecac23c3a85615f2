"""The registers: companies, postcodes, councils and what companies filed, each a file or more."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from replay.render.companies_house import PRODUCT, render_index
from replay.services.files import StoredFile, serve

NSPL_ITEM = "0a1b2c3d4e5f40718293a4b5c6d7e8f9"


def companies_house(product: StoredFile) -> list[Route]:
    """Return the download site of the company register."""

    async def index(_request: Request) -> Response:
        return HTMLResponse(render_index())

    return [Route("/en_output.html", index), _file(f"/{PRODUCT}.zip", product)]


def nspl(lookup: StoredFile) -> list[Route]:
    """Return the portal that keeps the postcode lookup under an item id."""
    return [_file(f"/{NSPL_ITEM}/data", lookup)]


def local_authorities(table: StoredFile) -> list[Route]:
    """Return the site of the list of councils."""
    return [_file("/uk_local_authorities_future.csv", table)]


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

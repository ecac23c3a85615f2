"""A council's own catalogue of data, on CKAN: what it says of a file is often not so.

Labels of formats are wrong, one link is dead, and the dataset by its old name is an empty shell
beside a twin that holds the files.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from replay.render.ocds import Json
from replay.render.spend import SpendDocument
from replay.services.answers import json_text

CATALOGUED = "heronsby"
SHELL, TWIN = "spending-over-500", "spending-over-500-1"
_MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset: what it is called, and its files as the catalogue names them."""

    name: str
    title: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One body's catalogue."""

    publisher_id: str
    datasets: Sequence[Dataset]

    def routes(self) -> list[Route]:
        """Return the two actions."""
        root = f"/{self.publisher_id}/api/3/action"
        return [
            Route(f"{root}/package_search", self._search),
            Route(f"{root}/package_show", self._show),
        ]

    async def _search(self, request: Request) -> Response:
        asked = request.query_params
        found = list(self.datasets)
        if asked.get("fq", "") not in ("", f"organization:{self.publisher_id}"):
            found = []
        start, rows = int(asked.get("start", "0")), min(int(asked.get("rows", "10")), _MOST_ROWS)
        page: list[Json] = [
            self._package(request, dataset) for dataset in found[start : start + rows]
        ]
        return _answer({"count": len(found), "results": page})

    async def _show(self, request: Request) -> Response:
        name = request.query_params.get("id", "")
        for dataset in self.datasets:
            if dataset.name == name:
                return _answer(self._package(request, dataset))
        error = {"success": False, "error": {"__type": "Not Found Error", "message": "Not found"}}
        return json_text(json.dumps(error), 404)

    def _package(self, request: Request, dataset: Dataset) -> dict[str, Json]:
        base = f"{request.url.scheme}://{request.url.netloc}/spend/{self.publisher_id}"
        resources: list[Json] = [
            {
                "id": f"{dataset.name}-{position}",
                "name": name,
                "url": f"{base}/{path}",
                "format": ("XLS", "CSV", "", "HTML")[position % 4],
            }
            for position, (path, name) in enumerate(dataset.files.items())
        ]
        return {
            "id": dataset.name,
            "name": dataset.name,
            "title": dataset.title,
            "metadata_modified": "2026-03-20T10:00:00",
            "organization": {"name": self.publisher_id},
            "resources": resources,
        }


def catalogue(documents: Sequence[SpendDocument]) -> Catalogue:
    """Return the catalogue of the body that has one."""
    return Catalogue(
        CATALOGUED,
        [
            Dataset("allotments", "Allotments", {"open-data/allotments.csv": "Allotments 2025-04"}),
            Dataset(SHELL, "Spending over £500", {}),
            Dataset(
                TWIN,
                "Spending over £500",
                {one.path: f"Spending, {one.first_month:%B %Y}" for one in documents},
            ),
        ],
    )


def _answer(result: dict[str, Json]) -> Response:
    return json_text(json.dumps({"help": "", "success": True, "result": result}))

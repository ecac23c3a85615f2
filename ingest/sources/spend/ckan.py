"""CKAN, the catalogue behind data.gov.uk and behind several councils' own sites.

What a catalogue says of a file's format is not relied on, many of its links lead nowhere, and
a dataset may be an empty shell beside a twin that holds the files. Which rules data.gov.uk
keeps today is not known: the address of the interface is each body's own.
"""

from collections.abc import Iterator
from dataclasses import replace

from pydantic import BaseModel, Field

from ingest.model import Context, Request
from ingest.patterns import compiled
from ingest.sources.spend.links import Index, Link, absolute_links
from ingest.sources.spend.options import count_option
from ingest.specs import Publisher

_SEARCH, _SHOW = "package_search", "package_show"
_PAGE_SIZE = 100
"""Up to 1,000 have been answered."""


class _Resource(BaseModel):
    url: str | None = None
    name: str | None = None


class _Dataset(BaseModel):
    title: str | None = None
    resources: tuple[_Resource, ...] = ()


class _Found(BaseModel):
    count: int = Field(ge=0)
    results: tuple[_Dataset, ...]


class _Searched(BaseModel):
    """What is read of a search; the rest of it is passed over."""

    result: _Found


class _Shown(BaseModel):
    result: _Dataset


def catalogue_requests(context: Context, publisher: Publisher, url: str) -> Iterator[Request]:
    """One request for each dataset that is named, or the first page of a search."""
    finding, root = publisher.find, url.rstrip("/")
    for dataset in finding.datasets:
        yield Request(f"{root}/{_SHOW}", (("id", dataset),), name=publisher.publisher_id)
    if finding.datasets:
        return
    params = {
        "q": finding.query,
        "fq": f"organization:{finding.organisation}" if finding.organisation else "",
        "rows": str(count_option(context, "ckan_page_size", _PAGE_SIZE)),
        "start": "0",
    }
    asked = tuple((name, value) for name, value in params.items() if value)
    yield Request(f"{root}/{_SEARCH}", asked, name=publisher.publisher_id)


def read_ckan(publisher: Publisher, request: Request, body: bytes) -> Index:
    """The files of the datasets whose titles match the publisher's pattern for pages.

    Raises:
        ValueError: the answer is not JSON, or not of that shape.
    """
    if request.url.endswith(_SHOW):
        return Index(_files(request, _Shown.model_validate_json(body).result))
    found = _Searched.model_validate_json(body).result
    params = dict(request.params)
    start = int(params["start"]) + len(found.results)
    rest: tuple[Request, ...] = ()
    if found.results and start < found.count:
        rest = (replace(request, params=tuple({**params, "start": str(start)}.items())),)
    wanted = compiled(publisher.find.page_pattern)
    datasets = (one for one in found.results if wanted.search(one.title or ""))
    return Index(tuple(link for one in datasets for link in _files(request, one)), rest=rest)


def _files(request: Request, dataset: _Dataset) -> tuple[Link, ...]:
    listed = ((one.url, one.name or "") for one in dataset.resources if one.url)
    return absolute_links(request.url, listed, (dataset.title or "",))

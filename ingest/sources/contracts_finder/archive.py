"""The years before the search can be trusted: a file a day in the catalogue of data.gov.uk.

The archive begins in December 2014; the search has been seen to answer for days before 2016 with
notices of other years. Each month is a dataset that was made more than once: the one with the
plain name may be an empty shell beside a twin whose name ends in a digit, so the one with most
CSV files is taken, of those the one changed last. Early files are on Dropbox, some no longer.

Nobody has tried this since the catalogue was last measured. By which words it finds a dataset
today and whether its interface still is where it was is not known, so the area's options may say:
``archive_url`` where the interface is (up to ``/action``), ``archive_until`` the last month to
take from it (``YYYY-MM``). Its ``robots.txt`` asks programs to be sparing with the interface and
to leave ten seconds between requests: a month is one request to it, made once when all is there.
"""

import datetime as dt
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from pydantic import BaseModel, ValidationError

from ingest.errors import DeclarationError, RefusedDocumentError
from ingest.model import Context, DeliveryKey, Followed, Request
from ingest.refusals import empty

TRUSTED_FROM = dt.date(2016, 1, 1)
"""From this day on the search is asked."""
CATALOGUE = "https://ckan.publishing.service.gov.uk/api/3/action"
SEARCH = "package_search"
MOST_DATASETS = 100
LOOKED_FOR_AGAIN_AFTER = dt.timedelta(days=28)
"""A file that was not there is looked for again, but not every night."""
DROPBOX = "www.dropbox.com"
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


class _Resource(BaseModel):
    url: str | None = None
    name: str | None = None
    format: str | None = None

    @property
    def is_csv(self) -> bool:
        """Whether anything says that it is a CSV: labels of formats are often wrong."""
        named = (urlsplit(self.url or "").path, self.name or "")
        return (self.format or "").upper() == "CSV" or any(
            name.lower().endswith(".csv") for name in named
        )


class _Dataset(BaseModel):
    name: str
    metadata_modified: str = ""
    resources: tuple[_Resource, ...] = ()

    @property
    def files(self) -> tuple[_Resource, ...]:
        """The files a day that are in it."""
        return tuple(one for one in self.resources if one.url and one.is_csv)


class _Found(BaseModel):
    results: tuple[_Dataset, ...]


class _Searched(BaseModel):
    """What is read of a search; the rest of it is passed over."""

    result: _Found


def plan(context: Context) -> Iterator[Request]:
    """Yield a search of the catalogue for each month of the archive that was never had whole."""
    source_id = context.spec.source_id
    for year, month in _months(context):
        delivery = DeliveryKey(source_id, source_id, f"{year}-{month:02}")
        if delivery not in context.asked:
            words = f"Contracts Finder Notices {month:02} {year}"
            params = (("q", words), ("rows", str(MOST_DATASETS)))
            yield Request(_catalogue(context), params, delivery)


def follow(context: Context, request: Request, body: bytes) -> Followed:
    """Return a request for each file of the month's dataset.

    The catalogue's answer is kept where it has none, so that the month has an outcome.

    Raises:
        RefusedDocumentError: the answer is not one of the catalogue's (``not_json``).
    """
    if not is_catalogue(context, request) or request.delivery is None:
        return Followed()
    try:
        found = _Searched.model_validate_json(body).result.results
    except ValidationError as error:
        problem = f"{request.url} did not answer as a catalogue does"
        raise RefusedDocumentError("not_json", problem) from error
    files = _fullest(found, request.delivery.period)
    requests = (
        Request(_direct(one.url or ""), delivery=request.delivery, name=_name(one)) for one in files
    )
    return Followed(tuple(requests), keep=not files)


def is_archive(request: Request) -> bool:
    """Return whether a request belongs to a month of the archive."""
    return request.delivery is not None and bool(_MONTH.fullmatch(request.delivery.period))


def is_catalogue(context: Context, request: Request) -> bool:
    """Return whether a request is put to the catalogue."""
    return request.url == _catalogue(context)


def is_settled(context: Context, asked: dt.datetime) -> bool:
    """Return whether it is too soon to look again for what a month lacks."""
    return context.window.night - asked < LOOKED_FOR_AGAIN_AFTER


def ensure_files(context: Context, request: Request) -> None:
    """Refuse the catalogue's own answer, which is kept only where no file followed from it.

    Raises:
        EmptyPublicationError: it is one (``no_archive_files``).
    """
    if is_catalogue(context, request):
        raise empty("no_archive_files")


def _months(context: Context) -> Iterator[tuple[int, int]]:
    first, until = context.window.first, _until(context)
    for year in range(first.year, until[0] + 1):
        for month in range(1, 13):
            if (first.year, first.month) <= (year, month) <= until:
                yield year, month


def _until(context: Context) -> tuple[int, int]:
    said = context.options.get("archive_until")
    if said is None:
        return TRUSTED_FROM.year - 1, 12
    if not _MONTH.fullmatch(said):
        raise DeclarationError(
            f"options.contracts_finder.archive_until is {said!r}; give a month as YYYY-MM"
        )
    return int(said[:4]), int(said[5:])


def _catalogue(context: Context) -> str:
    return f"{context.options.get('archive_url', CATALOGUE)}/{SEARCH}"


def _fullest(datasets: tuple[_Dataset, ...], period: str) -> tuple[_Resource, ...]:
    """Return the files of the dataset of a month that has most, of those the one changed last."""
    year, _, month = period.partition("-")
    slug = re.compile(rf"contracts-finder-notices-{month}-{year}\d*")
    named = [one for one in datasets if slug.fullmatch(one.name)]
    ranked = sorted(named, key=lambda one: (len(one.files), one.metadata_modified))
    return ranked[-1].files if ranked else ()


def _direct(url: str) -> str:
    """Return the address of the file itself: a Dropbox link leads to a page about it."""
    address = urlsplit(url)
    if address.netloc != DROPBOX:
        return url
    asked = {**dict(parse_qsl(address.query)), "dl": "1"}
    return address._replace(query=urlencode(asked)).geturl()


def _name(resource: _Resource) -> str:
    return resource.name or unquote(urlsplit(resource.url or "").path).rpartition("/")[2]

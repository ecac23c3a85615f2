"""A second count of a day: the file of its notices that the service's harvester gives.

The search is suspected of losing rows as Find a Tender's does; nobody has measured it. Where the
area's options for the source say ``second_count: "yes"``, the day's file is asked for once a
window of one day has been read to its last page, and each release that is in the file and was in
no page is asked for by its id. One request more a day: so it is not asked for unless wanted.

What the file of a day without notices looks like is not known: only headings, nothing at all and
"not found" are all taken to mean that there were none.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from ingest.errors import DeclarationError
from ingest.model import Context, Followed, Request
from ingest.ocds import windows
from ingest.ocds.documents import Reading, read_document
from ingest.ocds.json_text import text_at

DAY = "Harvester/Notices/Data/CSV/"
RELEASE = "Published/OCDS/Release/"
WHOLE_DAY = ("T00:00:00", "T23:59:59")


def is_wanted(context: Context) -> bool:
    """Return whether days are to be counted a second time.

    Raises:
        DeclarationError: the area says neither yes nor no.
    """
    said = context.options.get("second_count", "no")
    if said not in ("yes", "no"):
        raise DeclarationError(f"options.contracts_finder.second_count is {said!r}; say yes or no")
    return said == "yes"


def seen(request: Request, page: Reading) -> str:
    """Return the ids of the releases seen up to this page of a window, as a hint."""
    return " ".join((*request.hint.split(), *_ids(page)))


def second_count(
    context: Context, request: Request, window: tuple[str, str], page: Reading
) -> Iterator[Request]:
    """Yield the request for the day's file after the last page of a window of one whole day."""
    day = window[0].removesuffix(WHOLE_DAY[0])
    if is_wanted(context) and window == (f"{day}{WHOLE_DAY[0]}", f"{day}{WHOLE_DAY[1]}"):
        on = dt.date.fromisoformat(day)
        url = f"{context.spec.base_url}/{DAY}{on.year}/{on.month}/{on.day}"
        yield Request(url, delivery=request.delivery, hint=seen(request, page))


def is_count(context: Context, request: Request) -> bool:
    """Return whether a request asks for the file of a day, or for a release it showed."""
    return request.url.startswith(
        (f"{context.spec.base_url}/{DAY}", f"{context.spec.base_url}/{RELEASE}")
    )


def follow(context: Context, request: Request, body: bytes) -> Followed:
    """Return a request for each release of the day's file that no page showed."""
    if RELEASE in request.url:
        return Followed()
    if not body.strip():
        return Followed(keep=False)
    known = set(request.hint.split())
    missed = dict.fromkeys(one for one in _ids(read_document(body)) if one not in known)
    return Followed(
        tuple(
            Request(
                f"{context.spec.base_url}/{RELEASE}{quote(one, safe='')}", delivery=request.delivery
            )
            for one in missed
        ),
        keep=False,
    )


def is_settled(context: Context, request: Request, asked: dt.datetime) -> bool:
    """Return whether what was counted is settled: with its day, and a release for ever."""
    if RELEASE in request.url:
        return True
    year, month, day = request.url.rsplit("/", 3)[1:]
    return windows.is_settled(context, dt.date(int(year), int(month), int(day)), asked)


def _ids(page: Reading) -> Iterable[str]:
    named = (text_at(e.release, "id") for e in page.entries if isinstance(e.release, dict))
    return [name for name in named if name]

"""The history of notices that were edited: the search shows only how a notice stands now.

An edit is published as a new release of the same process, and the search then leaves out the
release it took the place of. ``Published/OCDS/Record/{ocid}`` gives them all. It is asked for
once for each process that is seen to have been edited, and again when it was edited again.

A release is an edit where its tag says so (``awardUpdate``, ``tenderAmendment``), or where its
own stage was first published before the release was. Releases made before about 2023 state no
date of first publication: an edit that kept its tag cannot be told from a first notice there.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from ingest.model import Context, Request
from ingest.ocds.documents import Reading
from ingest.ocds.json_text import JsonObject, text_at

RECORD = "Published/OCDS/Record/"
EDIT_TAGS = ("Update", "Amendment")
SAME_MOMENT = dt.timedelta(minutes=1)
"""A first notice may be dated a few seconds after its stage was published."""


def histories(context: Context, request: Request, page: Reading) -> Iterator[Request]:
    """Yield a request for the record of each process of which the page shows an edit.

    Its hint is the time of the newest edit, by which ``is_settled`` knows a record that is older.
    """
    edited: dict[str, str] = {}
    for entry in page.entries:
        release = entry.release
        if isinstance(release, dict) and _is_edit(release):
            ocid, date = text_at(release, "ocid") or "", text_at(release, "date") or ""
            edited[ocid] = max(date, edited.get(ocid, ""), key=_sortable)
    for ocid, date in edited.items():
        url = f"{_root(context)}{quote(ocid, safe='')}"
        yield Request(url, delivery=request.delivery, hint=date)


def is_record(context: Context, request: Request) -> bool:
    """Return whether a request asks for a record."""
    return request.url.startswith(_root(context))


def is_settled(request: Request, asked: dt.datetime) -> bool:
    """Return whether a record was asked for after the newest edit that is known of."""
    edited = _instant(request.hint)
    return edited is not None and edited < asked


def _is_edit(release: JsonObject) -> bool:
    """Return whether a release stands in the place of an earlier one."""
    if not text_at(release, "ocid"):
        return False
    tags = [tag for tag in _members(release.get("tag")) if isinstance(tag, str)]
    if any(tag.endswith(EDIT_TAGS) for tag in tags):
        return True
    dated = _instant(text_at(release, "date"))
    first = min(_first_published(release, tags), default=None)
    return dated is not None and first is not None and dated - first > SAME_MOMENT


def _first_published(release: JsonObject, tags: Iterable[str]) -> Iterator[dt.datetime]:
    """Yield when the stage of a release was first published, as far as it says."""
    if "award" in tags:
        awards = [award for award in _members(release.get("awards")) if isinstance(award, dict)]
        said = [text_at(award, "datePublished") for award in awards]
    else:
        said = [text_at(release, "tender/datePublished")]
    for text in said:
        instant = _instant(text)
        if instant is not None:
            yield instant


def _members(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _instant(text: str | None) -> dt.datetime | None:
    """Return a time of the service; None where it has no zone or is none."""
    try:
        found = dt.datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else None


def _sortable(text: str) -> dt.datetime:
    return _instant(text) or dt.datetime.min.replace(tzinfo=dt.UTC)


def _root(context: Context) -> str:
    return f"{context.spec.base_url}/{RECORD}"

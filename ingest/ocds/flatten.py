"""OCDS releases as tables of text: one row for each thing a release holds.

A column holds what the publisher wrote at one place of the release, letter for letter; what
has no column stays in ``_extra`` as JSON text. No contact point gets this far (see
``json_text``). Which key becomes which column is data (see ``shapes``).
"""

from collections.abc import Iterator
from operator import attrgetter
from typing import cast

from ingest.errors import EmptyPublicationError
from ingest.model import Context, Document, Parsed, Reject, Rows, Summary
from ingest.ocds.derived import DERIVED_FROM, derive
from ingest.ocds.documents import Entry, Releases, missing_key
from ingest.ocds.json_text import JsonObject, encode, landable, text_at
from ingest.ocds.plan import PLANS, take
from ingest.ocds.rows import TableRows
from ingest.ocds.tables import REQUIRED

Sound = tuple[JsonObject, str, JsonObject]
"""A release, its text, and what its package says of itself."""

SHOWN = ("ocid", "id", "date", "tag", "language")
"""What a reject shows of its release: enough to find it, and nobody's name."""


def parse(_: Context, document: Document) -> Iterator[Parsed]:
    """Yield the rows of every release of a document, and its rejects.

    ``line`` is the number of the release in a JSON document, or the physical line in JSON
    lines and CSV. A release is rejected as ``not_a_release``, ``no_ocid``,
    ``no_release_id`` or ``no_date``, and as ``unreadable`` where its line cannot be read or
    it is nested too deeply.

    Raises:
        RefusedDocumentError: the document holds no releases that could be read.
        EmptyPublicationError: it holds none at all (``no_releases``).
    """
    releases = Releases(document.path.read_bytes())
    flattener = Flattener()
    rejects = []
    lines = 0
    for entry in releases:
        lines += 1
        judged = judge(entry)
        if isinstance(judged, Reject):
            rejects.append(judged)
        else:
            release, text, package = judged
            flattener.add(release, text, package, entry.line)
    if not lines:
        raise EmptyPublicationError("no_releases", f"the {releases.layout} holds no release")
    yield from sorted(rejects, key=attrgetter("line"))
    flattener.sort()
    yield from flattener.rows()
    yield Summary("", releases.layout, lines)


def judge(entry: Entry) -> Sound | Reject:
    """Return a release as it can land, or why it cannot."""
    release = entry.release
    if entry.fault:
        return Reject("releases", "unreadable", entry.fault, entry.line)
    if not isinstance(release, dict):
        return Reject("releases", "not_a_release", "not an object", entry.line)
    key = missing_key(release)
    if key is not None:
        shown = writable({name: release[name] for name in SHOWN if name in release})
        reason = f"the release has no {key}"
        excerpt = shown[1] if shown else ""
        return Reject("releases", REQUIRED[key], reason, entry.line, excerpt=excerpt)
    written, package = writable(release), writable(entry.package)
    if written is None or package is None:
        return Reject("releases", "unreadable", "nested too deeply to be written", entry.line)
    return *written, package[0]


def writable(thing: JsonObject) -> tuple[JsonObject, str] | None:
    """Return an object that can be written as UTF-8, and its text; None if it is too deep."""
    try:
        return thing, encode(thing)
    except TypeError:
        pass
    try:
        mended = cast(JsonObject, landable(thing))
        return mended, encode(mended)
    except (TypeError, RecursionError):
        return None


class Flattener:
    """Gathers the rows of releases until they are asked for as columns."""

    def __init__(self) -> None:
        self._rows = TableRows()

    def add(
        self,
        release: JsonObject,
        text: str | None,
        package: JsonObject,
        line: int,
        lines: dict[int, int] | None = None,
    ) -> None:
        """Add the rows of one release, which stays as it is.

        ``text`` is the whole release; ``package`` is what its package says of itself, which
        goes to the release's ``_extra``. ``lines`` has the line of each object, by its
        identity, that has another one than the release.
        """
        rows = self._rows
        rows.turn_to(text_at(release, "ocid"), text_at(release, "id"), line, lines or {})
        before = [(table, rows.count(table)) for table in DERIVED_FROM]
        record = rows.new("releases", release)
        record[0] = record[1] = None
        left = take(rows, release, PLANS["releases"], record, None, None)
        if package:
            left = {**(left or {}), "package": package}
        if left is not None:
            record[-2] = encode(left)
        derive(record, {table: rows.since(table, count) for table, count in before})
        record[-3] = text

    def sort(self) -> None:
        """Put what was gathered in the order of its lines."""
        self._rows.sort()

    def rows(self) -> Iterator[Rows]:
        """Yield what was gathered, as columns, and forget it. A column that is all null is not."""
        return self._rows.columns()

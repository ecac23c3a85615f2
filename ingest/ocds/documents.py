"""The shapes OCDS releases come in, each read into the same list of releases.

A package, a record package, a single release or a list of these; one of them on each line;
or the flattened CSV of Contracts Finder's harvester, one package on a line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from ingest.errors import RefusedDocumentError
from ingest.ocds.harvester import read_flattened
from ingest.ocds.json_text import (
    JsonObject,
    JsonReader,
    decode,
    leaf_text,
    make_object,
    plain_key,
    text_at,
)
from ingest.ocds.tables import REQUIRED

BOM = b"\xef\xbb\xbf"
RELEASE_KEYS = frozenset({"ocid", "tag", "initiationType"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One release where it stands; ``fault`` says why it could not be read, if it could not.

    ``package`` is what the package says of itself, given to its first sound release only.
    """

    line: int
    release: object
    package: JsonObject = field(default_factory=dict)
    fault: str = ""


@dataclass(slots=True)
class Releases:
    """The releases of one document, read as they are asked for.

    ``layout`` and ``next_link`` (to a further page, or empty) are known when all were.
    """

    body: bytes
    layout: str = ""
    next_link: str = ""

    def __iter__(self) -> Iterator[Entry]:
        """Yield each release.

        Raises:
            RefusedDocumentError: there is nothing in it (``empty_document``), it is neither JSON
                nor CSV (``not_json``), or it is not about procurement (``not_ocds``).
        """
        if not self.body.strip():
            raise RefusedDocumentError("empty_document", "the document is empty: ask for it again")
        if self.body.removeprefix(BOM).lstrip()[:1] in (b"{", b"["):
            yield from self._of_json(_utf8(self.body))
        else:
            self.layout = "ocds harvester csv"
            yield from _of_csv(self.body)

    def _of_json(self, text: str) -> Iterator[Entry]:
        if _are_json_lines(text):
            self.layout = "ocds json lines"
            for number, line in enumerate(text.split("\n"), start=1):
                if line.strip():
                    yield from _read_line(number, line.strip())
        elif text.lstrip().startswith("["):
            self.layout = "ocds json list"
            yield from _numbered(e for item in _members(decode(text)) for e in _entries(item))
        else:
            yield from self._of_package(JsonReader(text))

    def _of_package(self, reader: JsonReader) -> Iterator[Entry]:
        """Yield releases while their package is read.

        The first sound one comes last: it carries the package, which may end after them.
        """
        rest: list[tuple[str, object]] = []
        first: Entry | None = None
        lines = count(1)
        for _ in reader.members("}"):
            key = reader.key()
            reader.one_of(":")
            if plain_key(key) != "releases" or reader.peek() != "[":
                rest.append((key, reader.value()))
                continue
            rest.append((key, []))
            for _ in reader.members("]"):
                entry = Entry(next(lines), reader.value())
                if first is None and missing_key(entry.release) is None:
                    first = entry
                else:
                    yield entry
        reader.end()
        package = make_object(rest)
        self.layout, self.next_link = _layout(package), _next_link(package)
        yield from (replace(entry, line=next(lines)) for entry in _entries(package))
        if first is not None:
            yield replace(first, package=_without_releases(package))


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one document holds. ``next_link`` is its link to a further page, or empty."""

    layout: str
    entries: tuple[Entry, ...]
    next_link: str = ""

    def ocids(self) -> tuple[str, ...]:
        """Return the processes named here, each once, in order."""
        named = (text_at(e.release, "ocid") for e in self.entries if isinstance(e.release, dict))
        return tuple(dict.fromkeys(ocid for ocid in named if ocid))


def read_document(body: bytes) -> Reading:
    """Return the releases of a document, whatever shape they come in.

    Raises:
        RefusedDocumentError: as ``Releases``.
    """
    releases = Releases(body)
    entries = tuple(sorted(releases, key=lambda entry: entry.line))
    return Reading(releases.layout, entries, releases.next_link)


def _of_csv(body: bytes) -> Iterator[Entry]:
    for line, package in read_flattened(body):
        if package is None:
            yield Entry(line, None, fault="the line does not have the heading's columns")
        else:
            yield from _at_line(line, package)


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedDocumentError("not_json", f"not UTF-8 at byte {error.start}") from error


def _are_json_lines(text: str) -> bool:
    """Whether an object ends with the first line and another begins: never so inside one."""
    text = text.lstrip()
    end = text.find("\n")
    return end > 0 and text[:end].rstrip().endswith("}") and text[end:].lstrip().startswith("{")


def _read_line(number: int, line: str) -> Iterator[Entry]:
    try:
        yield from _at_line(number, decode(line))
    except RefusedDocumentError as refused:
        yield Entry(number, None, fault=refused.reason)


def _at_line(number: int, tree: object) -> Iterator[Entry]:
    return (replace(entry, line=number) for entry in _entries(tree))


def _numbered(entries: Iterable[Entry]) -> Iterator[Entry]:
    return (replace(entry, line=line) for line, entry in enumerate(entries, start=1))


def _layout(tree: object) -> str:
    if isinstance(tree, dict) and "records" in tree:
        return "ocds record package"
    if isinstance(tree, dict) and "releases" in tree:
        return "ocds release package"
    return "ocds release"


def _entries(tree: object) -> Iterator[Entry]:
    """Yield the releases of one package, record package or bare release, not yet numbered."""
    if not isinstance(tree, dict):
        raise RefusedDocumentError("not_ocds", "a value that is not an object")
    if "records" in tree:
        releases = [found for record in _members(tree["records"]) for found in _of_record(record)]
    elif "releases" in tree:
        releases = _members(tree["releases"])
    elif RELEASE_KEYS & tree.keys():
        yield Entry(0, tree)
        return
    else:
        raise RefusedDocumentError("not_ocds", f"no releases, only {sorted(tree)[:10]}")
    package = _without_releases(tree)
    for release in releases:
        carries = missing_key(release) is None
        yield Entry(0, release, package if carries else {})
        package = {} if carries else package


def _without_releases(tree: JsonObject) -> JsonObject:
    return {key: value for key, value in tree.items() if key not in ("records", "releases")}


def missing_key(release: object) -> str | None:
    """Return the first thing a release must say and does not; empty if it is no release."""
    if not isinstance(release, dict):
        return ""
    for key in REQUIRED:
        if not (leaf_text(release.get(key)) or "").strip():
            return key
    return None


def _of_record(record: object) -> list[object]:
    """Return a record's releases; the compiled one only where it stands alone.

    A compiled or versioned release says nothing that the releases beside it do not say.
    """
    if not isinstance(record, dict):
        return [record]
    return _members(record.get("releases")) or [
        compiled for compiled in [record.get("compiledRelease")] if compiled is not None
    ]


def _members(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _next_link(tree: object) -> str:
    links = tree.get("links") if isinstance(tree, dict) else None
    link = links.get("next") if isinstance(links, dict) else None
    return link if isinstance(link, str) else ""

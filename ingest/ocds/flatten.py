"""OCDS releases as tables of text: one row for each thing a release holds.

A column holds what the publisher wrote at one place of the release, letter for letter; what
has no column stays in ``_extra`` as JSON text. No contact point gets this far (see
``json_text``). Which key becomes which column is data (see ``shapes``).
"""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter, itemgetter
from typing import Any

import pyarrow as pa

from ingest.errors import EmptyPublicationError
from ingest.model import Context, Document, Parsed, Reject, Rows, Summary
from ingest.ocds.derived import DERIVED_FROM, Record, at, derive
from ingest.ocds.documents import Entry, Releases, missing_key
from ingest.ocds.json_text import JsonObject, encode, landable, leaf_text, objects, text_at
from ingest.ocds.shapes import PARTY, RELEASE, Codes, Each, Named, Shape
from ingest.ocds.tables import REQUIRED, SEPARATOR, TABLES

SHOWN = ("ocid", "id", "date", "tag", "language")
"""What a reject shows of its release: enough to find it, and nobody's name."""


def parse(_: Context, document: Document) -> Iterator[Parsed]:
    """Yield the rows of every release of a document, and its rejects.

    ``line`` is the number of the release in a JSON document, or the physical line in JSON
    lines and CSV. A release is rejected as ``not_a_release``, ``no_ocid``,
    ``no_release_id`` or ``no_date``, and a line that cannot be read as ``unreadable``.

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
        reject = fault_of(entry)
        if reject is None and isinstance(entry.release, dict):
            release, text = writable(entry.release)
            flattener.add(release, text, entry.package, entry.line)
        elif reject is not None:
            rejects.append(reject)
    if not lines:
        raise EmptyPublicationError("no_releases", f"the {releases.layout} holds no release")
    yield from sorted(rejects, key=attrgetter("line"))
    flattener.sort()
    yield from flattener.rows()
    yield Summary("", releases.layout, lines)


def fault_of(entry: Entry) -> Reject | None:
    """Return why an entry cannot land, or None."""
    if entry.fault:
        return Reject("releases", "unreadable", entry.fault, entry.line)
    if not isinstance(entry.release, dict):
        return Reject("releases", "not_a_release", "not an object", entry.line)
    key = missing_key(entry.release)
    if key is None:
        return None
    shown = {name: entry.release[name] for name in SHOWN if name in entry.release}
    return Reject(
        "releases",
        REQUIRED[key],
        f"the release has no {key}",
        entry.line,
        excerpt=encode(landable(shown)),
    )


def writable(release: JsonObject) -> tuple[JsonObject, str]:
    """Return a release that can be written as UTF-8, and its text."""
    try:
        return release, encode(release)
    except TypeError:
        mended = landable(release)
        if not isinstance(mended, dict):
            raise
        return mended, encode(mended)


class Flattener:
    """Gathers the rows of releases, table by table, until they are asked for as columns."""

    def __init__(self) -> None:
        self._records: dict[str, list[Record]] = {table: [] for table in TABLES}
        self._ids: tuple[str | None, str | None] = (None, None)
        self._line = 0
        self._lines: Mapping[int, int] = {}

    def add(
        self,
        release: JsonObject,
        text: str | None,
        package: JsonObject,
        line: int,
        lines: Mapping[int, int] | None = None,
    ) -> None:
        """Add the rows of one release, which stays as it is.

        ``text`` is the whole release; ``package`` is what its package says of itself, which
        goes to the release's ``_extra``. ``lines`` has the line of each object, by its
        identity, that has another one than the release.
        """
        self._ids = (text_at(release, "ocid"), text_at(release, "id"))
        self._line = line
        self._lines = lines or {}
        before = {table: len(self._records[table]) for table in DERIVED_FROM}
        record = self.new("releases", release)
        record[0] = record[1] = None
        left = take(self, release, _PLANS["releases"], record, None, None)
        if package:
            left = {**(left or {}), "package": package}
        if left is not None:
            record[-2] = encode(left)
        own = {table: self._records[table][count:] for table, count in before.items()}
        derive(record, own)
        record[-3] = text

    def sort(self) -> None:
        """Put what was gathered in the order of its lines."""
        for records in self._records.values():
            records.sort(key=itemgetter(-1))

    def rows(self) -> Iterator[Rows]:
        """Yield what was gathered, as columns, and forget it. A column that is all null is not."""
        for table, records in self._records.items():
            if records:
                *columns, lines = zip(*records, strict=True)
                arrays = {
                    name: pa.array(values, pa.string())
                    for name, values in zip(TABLES[table].columns, columns, strict=True)
                    if values.count(None) < len(values)
                }
                self._records[table] = []
                yield Rows(table, arrays, {}, pa.array(lines, pa.int64()))

    def new(self, table: str, thing: JsonObject) -> Record:
        """Begin the row of a thing: the release it is of, and its line at the end."""
        record = _BLANK[table].copy()
        record[0], record[1] = self._ids
        record[-1] = self._lines.get(id(thing), self._line)
        self._records[table].append(record)
        return record


def take(
    rows: Flattener,
    node: JsonObject,
    plan: "Plan",
    record: Record,
    own: str | None,
    within: str | None,
) -> JsonObject | None:
    """Move what the plan knows of an object into rows; return what is left of it, or None.

    ``own`` is the id of the thing the row is about, ``within`` of what that hangs on.
    """
    left: JsonObject = {}
    for key, value in node.items():
        place = plan.get(key)
        if isinstance(place, int):
            if type(value) is str and record[place] is None:
                record[place] = value
            elif type(value) is bool and record[place] is None:
                record[place] = leaf_text(value)
            else:
                left[key] = value
        elif place is None or value is None:
            left[key] = value
        else:
            rest = place(rows, value, record, own, within)
            if rest is not None:
                left[key] = rest
    return left or None


def _inner(plan: "Plan") -> "Step":
    """Take an object within the same row; one that is emptied by it is gone."""

    def step(
        rows: Flattener, value: object, record: Record, own: str | None, within: str | None
    ) -> object:
        if not isinstance(value, dict) or not value:
            return value
        return take(rows, value, plan, record, own, within)

    return step


def joined(codes: object) -> tuple[str | None, object]:
    """Return a list of codes as one text, and what is left of it.

    A list that could not be told apart again afterwards is also left whole.

    >>> joined(["award", "contract"]), joined("award"), joined(["a;b", "c"])
    (('award;contract', None), ('award', None), ('c', ['a;b', 'c']))
    """
    if isinstance(codes, str):
        return codes, None
    if not isinstance(codes, list):
        return None, codes
    texts = [code for code in codes if isinstance(code, str) and SEPARATOR not in code]
    return SEPARATOR.join(texts) or None, None if texts and len(texts) == len(codes) else codes


def _codes(position: int) -> "Step":
    def step(_: Flattener, value: object, record: Record, *__: str | None) -> object:
        text, rest = joined(value)
        if record[position] is not None:
            return value
        record[position] = text
        return rest

    return step


def _each(each: Each) -> "Step":
    """Make every object listed a row; whatever else is listed is left."""
    add = _row_maker(each)

    def step(
        rows: Flattener, value: object, _: Record, own: str | None, within: str | None
    ) -> object:
        things = _members(value)
        if things is None:
            return value
        rest = []
        for thing in things:
            if type(thing) is dict:
                add(rows, thing, own, within)
            else:
                rest.append(thing)
        return rest or None

    return step


def _row_maker(each: Each) -> Callable[[Flattener, JsonObject, str | None, str | None], None]:
    plan = _plan(each.table, each.shape)
    finish = _FINISHERS.get(each.table)
    holder, role = each.holder, each.role or None

    def add(rows: Flattener, thing: JsonObject, own: str | None, within: str | None) -> None:
        record = rows.new(each.table, thing)
        if holder:
            record[2:6] = holder, own, within, role
        elif each.key:
            record[2] = own
        left = take(rows, thing, plan, record, leaf_text(thing.get("id")), own)
        if finish is not None:
            left = finish(rows, thing, record, left)
        if left is not None:
            record[-2] = encode(left)

    return add


def _named(table: str, named: Named) -> "Step":
    """Leave an organisation's id and name in the row; one that says more is a party too."""
    plan = _plan(table, named.shape)

    def step(rows: Flattener, value: object, record: Record, *_: str | None) -> object:
        if not isinstance(value, dict) or not value:
            return value
        left = take(rows, value, plan, record, None, None)
        if left is not None:
            _add_party(rows, value, named.role)
        return None

    return step


def _add_party(rows: Flattener, organisation: JsonObject, role: str) -> None:
    record = rows.new("parties", organisation)
    left = take(
        rows, organisation, _PLANS["parties"], record, leaf_text(organisation.get("id")), None
    )
    record[_ROLES] = role
    _finish_party(rows, organisation, record, left)
    if left is not None:
        record[-2] = encode(left)


def _finish_party(
    _: Flattener, party: JsonObject, record: Record, left: JsonObject | None
) -> JsonObject | None:
    others = objects(party.get("additionalIdentifiers"))
    additional = [
        f"{leaf_text(other.get('scheme')) or ''}:{leaf_text(other['id'])}"
        for other in others
        if leaf_text(other.get("id"))
    ]
    if additional:
        record[-3] = SEPARATOR.join(additional)
    return left


def _finish_supplier(
    rows: Flattener, supplier: JsonObject, _: Record, left: JsonObject | None
) -> JsonObject | None:
    """Land a supplier written out in full as a party too, and leave the rest of it here."""
    if left is None or not left.keys() & PARTY.keys():
        return left
    _add_party(rows, {key: supplier[key] for key in supplier if key in PARTY}, "supplier")
    return {key: left[key] for key in left if key not in PARTY} or None


def _members(value: object) -> list[Any] | None:
    """Return what is listed, what PHP numbers in place of a list, or the one object there is."""
    if type(value) is list:
        return value
    if not isinstance(value, dict) or not value:
        return None
    return list(value.values()) if all(map(str.isdecimal, value)) else [value]


def _plan(table: str, shape: Shape) -> "Plan":
    return {
        key: at(table, place) if isinstance(place, str) else _step(table, place)
        for key, place in shape.items()
    }


def _step(table: str, place: Codes | Each | Named | Shape) -> "Step":
    if isinstance(place, Codes):
        return _codes(at(table, place.column))
    if isinstance(place, Each):
        return _each(place)
    if isinstance(place, Named):
        return _named(table, place)
    return _inner(_plan(table, place))


Step = Callable[[Flattener, object, Record, str | None, str | None], object]
"""Takes what it knows of a value into rows; returns what is left of it, or None."""
Plan = Mapping[str, int | Step]
"""What becomes of each key: the number of its column, or a step."""

_FINISHERS = {"parties": _finish_party, "award_suppliers": _finish_supplier}
_ROLES = at("parties", "roles")
_BLANK: Mapping[str, Record] = {
    table: [None] * (len(spec.columns) + 1) for table, spec in TABLES.items()
}
_PLANS = {"parties": _plan("parties", PARTY), "releases": _plan("releases", RELEASE)}

"""What becomes of each key of a release: a plan, made once from the shapes, and its steps."""

from abc import ABC, abstractmethod
from typing import Any

from ingest.ocds.derived import at
from ingest.ocds.json_text import JsonObject, encode, leaf_text, objects
from ingest.ocds.rows import Record, TableRows
from ingest.ocds.shapes import PARTY, RELEASE, Codes, Each, Named, Shape
from ingest.ocds.tables import SEPARATOR


class Step(ABC):
    """What becomes of one key."""

    @abstractmethod
    def take(
        self, rows: TableRows, value: object, record: Record, own: str | None, within: str | None
    ) -> object:
        """Move what it knows of the value into rows; return what is left of it, or None.

        ``record`` is the row of the thing that has the key, ``own`` the id of that thing and
        ``within`` the id of what it hangs on.
        """


Plan = dict[str, Step]


def take(
    rows: TableRows,
    node: JsonObject,
    plan: Plan,
    record: Record,
    own: str | None,
    within: str | None,
) -> JsonObject | None:
    """Move what the plan knows of an object into rows; return what is left of it, or None."""
    left: JsonObject = {}
    for key, value in node.items():
        step = plan.get(key)
        if step is None or value is None:
            left[key] = value
        else:
            rest = step.take(rows, value, record, own, within)
            if rest is not None:
                left[key] = rest
    return left or None


class _Leaf(Step):
    """A leaf that has a column."""

    def __init__(self, position: int) -> None:
        self._position = position

    def take(
        self, rows: TableRows, value: object, record: Record, own: str | None, within: str | None
    ) -> object:
        text = leaf_text(value)
        if text is None or record[self._position] is not None:
            return value
        record[self._position] = text
        return None


class _Inner(Step):
    """An object within the same row; one that is emptied by it is gone."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def take(
        self, rows: TableRows, value: object, record: Record, own: str | None, within: str | None
    ) -> object:
        if not isinstance(value, dict) or not value:
            return value
        return take(rows, value, self._plan, record, own, within)


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


class _Joined(Step):
    """A list of codes that has a column."""

    def __init__(self, position: int) -> None:
        self._position = position

    def take(
        self, rows: TableRows, value: object, record: Record, own: str | None, within: str | None
    ) -> object:
        if record[self._position] is not None:
            return value
        record[self._position], rest = joined(value)
        return rest


class _Listed(Step):
    """Objects that become rows of their own; whatever else is listed is left."""

    def __init__(self, each: Each) -> None:
        self._table = each.table
        self._plan = _plan(each.table, each.shape)
        self._holder = each.holder
        self._role = each.role or None
        self._has_key = bool(each.key)

    def take(
        self, rows: TableRows, value: object, record: Record, own: str | None, within: str | None
    ) -> object:
        things = _members(value)
        if things is None:
            return value
        rest = []
        for thing in things:
            if isinstance(thing, dict):
                self._add(rows, thing, own, within)
            else:
                rest.append(thing)
        return rest or None

    def _add(self, rows: TableRows, thing: JsonObject, own: str | None, within: str | None) -> None:
        record = rows.new(self._table, thing)
        if self._holder:
            record[2], record[3], record[4], record[5] = self._holder, own, within, self._role
        elif self._has_key:
            record[2] = own
        left = take(rows, thing, self._plan, record, leaf_text(thing.get("id")), own)
        left = self._finish(rows, thing, record, left)
        if left is not None:
            record[-2] = encode(left)

    def _finish(
        self, rows: TableRows, thing: JsonObject, record: Record, left: JsonObject | None
    ) -> JsonObject | None:
        """Do what its table asks for besides; return what is left of the thing then."""
        return left


class _Parties(_Listed):
    """Organisations, with all their further identifiers in one column."""

    def _finish(
        self, rows: TableRows, thing: JsonObject, record: Record, left: JsonObject | None
    ) -> JsonObject | None:
        _finish_party(thing, record)
        return left


class _Suppliers(_Listed):
    """One written out in full is a party too."""

    def _finish(
        self, rows: TableRows, thing: JsonObject, record: Record, left: JsonObject | None
    ) -> JsonObject | None:
        if left is None or not left.keys() & PARTY.keys():
            return left
        party = {key: thing[key] for key in thing if key in PARTY}
        _add_party(rows, party, "supplier", thing)
        return {key: left[key] for key in left if key not in PARTY} or None


class _Organisation(Step):
    """Leaves an organisation's id and name in the row; one that says more is a party too."""

    def __init__(self, table: str, named: Named) -> None:
        self._plan = _plan(table, named.shape)
        self._role = named.role

    def take(
        self, rows: TableRows, value: object, record: Record, own: str | None, within: str | None
    ) -> object:
        if not isinstance(value, dict) or not value:
            return value
        left = take(rows, value, self._plan, record, None, None)
        if left is not None:
            _add_party(rows, value, self._role, value)
        return None


def _add_party(rows: TableRows, organisation: JsonObject, role: str, stands_in: JsonObject) -> None:
    """Add an organisation that is written out in another thing, or is that thing, as a party."""
    record = rows.new("parties", stands_in)
    left = take(
        rows, organisation, PLANS["parties"], record, leaf_text(organisation.get("id")), None
    )
    record[_ROLES] = role
    _finish_party(organisation, record)
    if left is not None:
        record[-2] = encode(left)


def _finish_party(party: JsonObject, record: Record) -> None:
    others = objects(party.get("additionalIdentifiers"))
    additional = [
        f"{leaf_text(other.get('scheme')) or ''}:{leaf_text(other['id'])}"
        for other in others
        if leaf_text(other.get("id"))
    ]
    if additional:
        record[-3] = SEPARATOR.join(additional)


def _members(value: object) -> list[Any] | None:
    """Return what is listed, what PHP numbers in place of a list, or the one object there is."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or not value:
        return None
    for key in value:
        if not key.isdecimal():
            return [value]
    return list(value.values())


def _plan(table: str, shape: Shape) -> Plan:
    return {key: _step(table, place) for key, place in shape.items()}


def _step(table: str, place: str | Codes | Each | Named | Shape) -> Step:
    if isinstance(place, str):
        return _Leaf(at(table, place))
    if isinstance(place, Codes):
        return _Joined(at(table, place.column))
    if isinstance(place, Each):
        return _LISTS.get(place.table, _Listed)(place)
    if isinstance(place, Named):
        return _Organisation(table, place)
    return _Inner(_plan(table, place))


_LISTS = {"parties": _Parties, "award_suppliers": _Suppliers}
"""The tables that ask for more than their plan says."""
_ROLES = at("parties", "roles")
PLANS = {"parties": _plan("parties", PARTY), "releases": _plan("releases", RELEASE)}

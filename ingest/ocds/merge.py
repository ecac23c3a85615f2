"""The state of a process: its releases merged by the rules of OCDS 1.1.

Every release of a process is applied to the state in order of its date. A value replaces the
one before it and null removes it; objects are merged key by key, and the objects of a list by
their ``id``; a list that is merged whole is replaced. An amendment that states only what
changed is so read together with what it changes. Source of the rules: the merging section of
the OCDS 1.1.5 documentation, and its reference library (0.8) where that is silent: an object
without ``id`` is always another one, and what was once an object or a list of objects is not
replaced by a leaf.
"""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

import yaml

from ingest.ocds.json_text import JsonObject

Rules = Mapping[str, "Rules"]
"""The rules below each key; ``WHOLE`` for what is replaced whole."""

WHOLE: Rules = {}
_NO_RULES: Rules = {}


def _rules_of(paths: Iterable[str]) -> Rules:
    rules: dict[str, Any] = {}
    for path in paths:
        *above, last = path.split("/")
        node = rules
        for key in above:
            node = node.setdefault(key, {})
        node[last] = WHOLE
    return rules


_DATA = yaml.safe_load(files("ingest.ocds").joinpath("merge_rules.yml").read_text("utf-8"))
OMITTED: frozenset[str] = frozenset(_DATA["omitted"])
WHOLE_LISTS: tuple[str, ...] = tuple(_DATA["whole_lists"])
RULES = _rules_of(WHOLE_LISTS)


class Merge:
    """The merged state of one process, built a release at a time.

    The releases given to it are used up: parts of them become parts of the state. ``touched``
    says by the identity of an object which release stated it last, counted from 0, and
    ``valued`` which one stated its money last; the first did where an object is in neither.
    """

    def __init__(self) -> None:
        self.state: JsonObject = {}
        self.touched: dict[int, int] = {}
        self.valued: dict[int, int] = {}
        self._number = -1
        self._members: dict[int, dict[str, JsonObject]] = {}

    def apply(self, release: JsonObject) -> None:
        """Merge one more release, the next in order of date."""
        self._number += 1
        said = f"{release.get('ocid')}-{release.get('date')}", release.get("date")
        for key in OMITTED:
            release.pop(key, None)
        if self._number:
            self._met(self.state, self.state.get("tender"))
            self._into(self.state, release, RULES)
        else:
            self._settle(release, RULES)
            self.state = release
        self.state["id"], self.state["date"] = said
        self.state["tag"] = ["compiled"]
        if self._number:
            self._stated(self.state, release.get("tender"))

    def _into(self, state: JsonObject, stated: JsonObject, rules: Rules) -> None:
        """Apply what a release states of an object to the object."""
        for key, value in stated.items():
            before = state.get(key)
            if type(value) is str and (before is None or type(before) is str):
                state[key] = value
            else:
                self._one(state, key, value, rules.get(key, _NO_RULES))

    def _one(self, state: JsonObject, key: str, value: object, below: Rules) -> None:
        before = state.get(key)
        if _is_leaf(value, below):
            if not _is_nested(before, below):
                _set(state, key, value)
        elif before is None:
            if self._settle(value, below):
                state[key] = value
        elif isinstance(before, dict) and isinstance(value, dict):
            self._into(before, value, below)
        elif isinstance(value, list) and _is_nested(before, below):
            self._members_of(before, value, below)

    def _members_of(self, before: object, stated: list[Any], rules: Rules) -> None:
        """Merge the objects of a list into those that are there, by their ids."""
        if not isinstance(before, list):
            return
        members = self._members.get(id(before))
        if members is None:
            members = {str(one["id"]): one for one in before if "id" in one}
            self._members[id(before)] = members
        for item in stated:
            name = str(item["id"]) if "id" in item else None
            if name in members:
                self._met(members[name], members[name])
                self._into(members[name], item, rules)
                self._stated(members[name], item)
            elif self._settle(item, rules):
                before.append(item)
                if name is not None:
                    members[name] = item

    def _met(self, thing: JsonObject, holder: object) -> None:
        """Note, before a thing is stated again, whether the first release stated its money."""
        if id(thing) not in self.touched and _has_money(holder):
            self.valued[id(thing)] = 0

    def _stated(self, thing: JsonObject, by: object) -> None:
        """Note which release stated a thing, and whether it stated its money."""
        self.touched[id(thing)] = self._number
        if _has_money(by):
            self.valued[id(thing)] = self._number

    def _settle(self, value: Any, rules: Rules) -> bool:
        """Make a first statement a state where it stands; return whether it states anything.

        Nulls and what is empty go; a null is a statement all the same.
        """
        if isinstance(value, list):
            return self._settle_list(value, rules)
        gone, empty = [], 0
        for key, inner in value.items():
            kind = type(inner)
            if inner is None:
                gone.append(key)
            elif kind is dict or (kind is list and _are_objects(inner)):
                below = rules.get(key, _NO_RULES)
                if below is not WHOLE and not self._settle(inner, below):
                    gone.append(key)
                    empty += 1
        says = len(value) > empty
        for key in gone:
            del value[key]
        if self._number:
            self._stated(value, value)
        return says

    def _settle_list(self, value: list[JsonObject], rules: Rules) -> bool:
        names = {str(one.get("id")) for one in value}
        if len(names) < len(value) or "None" in names:
            listed = value.copy()
            value.clear()
            self._members_of(value, listed, rules)
            return bool(value)
        for one in value:
            self._settle(one, rules)
        return bool(value)


def merge(releases: Iterable[JsonObject]) -> JsonObject:
    """Return the compiled release of a process. ``releases`` are in order of date, and used up.

    >>> first = {"ocid": "o", "id": "1", "date": "2026-01-01", "awards": [{"id": "a", "x": "1"}]}
    >>> second = {"ocid": "o", "id": "2", "date": "2026-02-01", "awards": [{"id": "a", "y": "2"}]}
    >>> merge([first, second])["awards"]
    [{'id': 'a', 'x': '1', 'y': '2'}]
    """
    merged = Merge()
    for release in releases:
        merged.apply(release)
    return merged.state


_MONEY = frozenset({"amount", "amountGross"})


def _has_money(holder: object) -> bool:
    value = holder.get("value") if isinstance(holder, dict) else None
    return isinstance(value, dict) and not value.keys().isdisjoint(_MONEY)


def _set(state: JsonObject, key: str, value: object) -> None:
    if value is None:
        state.pop(key, None)
    else:
        state[key] = value


def _is_leaf(value: object, rules: Rules) -> bool:
    """Whether a value is stated as one: no object, and no list of objects to merge."""
    if rules is WHOLE:
        return True
    if isinstance(value, list):
        return not _are_objects(value)
    return not isinstance(value, dict)


def _is_nested(value: object, rules: Rules) -> bool:
    return value is not None and not _is_leaf(value, rules)


def _are_objects(value: list[Any]) -> bool:
    return _OBJECT.issuperset(map(type, value))


_OBJECT = frozenset({dict})

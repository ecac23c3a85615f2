"""Which column of a file fills which column of a template."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.sources.spend.headings import fold
from ingest.sources.spend.layouts import Layout, unheaded
from pipelines.spendfile.duties import Column, Duty
from pipelines.spendfile.opened import Opened

_OURS = "publisher."
_OWN_COLUMNS = frozenset({"paid_on", "amount", "supplier_name"})
"""What every template has a column for by meaning, whatever the file heads it."""


@dataclass(frozen=True, slots=True)
class Filler:
    """Where the cells of one column come from: roles, columns of no role, or our declaration."""

    roles: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    fixed: str = ""

    def text(self, record: Mapping[str, str | None], extra: Mapping[str, str]) -> str:
        """The cell of one payment; what the file says goes before what we declare."""
        said = (record[role] for role in self.roles)
        kept = (extra.get(name) for name in sorted(self.names))
        return next(filter(None, (*said, *kept)), self.fixed)


def fillers_of(opened: Opened, duty: Duty) -> Mapping[str, Filler]:
    """The filler of each column of the template that has one, by its heading.

    A column of the file with the very heading of a column of the template goes there; a role
    goes to the column that is meant for it, unless it has gone to one that way already.
    """
    same = {column.heading: filler for column in duty.columns
            if (filler := _same_heading(opened, column))}  # fmt: skip
    placed = {role for filler in same.values() for role in filler.roles}
    fillers: dict[str, Filler] = {}
    for column in duty.columns:
        found = same.get(column.heading) or _meant(opened, column, placed)
        if found:
            fillers[column.heading] = found
    return fillers


def left_out(opened: Opened, fillers: Mapping[str, Filler]) -> tuple[str, ...]:
    """The columns of the file that went nowhere: by their headings, or by place if filled."""
    roles = {role for filler in fillers.values() for role in filler.roles}
    names = {name for filler in fillers.values() for name in filler.names}
    found: dict[str, None] = {}
    for _, layout in opened.layouts:
        went = {layout.columns[role] for role in roles & layout.columns.keys()}
        for place in range(max(len(layout.headings), len(layout.lines.columns))):
            name = layout.names[place] if place < len(layout.names) else unheaded(place)
            if place not in went and name not in names and _says_something(layout, place):
                found[name] = None
    return tuple(found)


def _says_something(layout: Layout, place: int) -> bool:
    """Whether a column has a heading, or values without one."""
    if place < len(layout.headings) and layout.headings[place].strip():
        return True
    return place < len(layout.lines.columns) and bool(layout.lines.distinct(place))


def _same_heading(opened: Opened, column: Column) -> Filler | None:
    if column.kind not in {"text", "day"}:
        return None
    roles, names = set[str](), set[str]()
    for role, name in _headed(opened, fold(column.heading)):
        if role:
            roles.add(role)
        else:
            names.add(name)
    own = sorted(roles - _OWN_COLUMNS)
    return Filler(tuple(own), frozenset(names)) if own or names else None


def _headed(opened: Opened, folded: str) -> Iterator[tuple[str, str]]:
    """The role and the name of each column with a heading."""
    for _, layout in opened.layouts:
        roles = {place: role for role, place in layout.columns.items()}
        for place, heading in enumerate(layout.headings):
            if fold(heading) == folded:
                yield roles.get(place, ""), layout.names[place]


def _meant(opened: Opened, column: Column, placed: set[str]) -> Filler | None:
    played = {role for _, layout in opened.layouts for role in layout.columns}
    roles = tuple(one for one in column.sources if one in played - placed)
    ours = next((one for one in column.sources if one.startswith(_OURS)), "")
    is_known = ours and opened.publisher.is_declared
    fixed = str(getattr(opened.publisher, ours.removeprefix(_OURS))) if is_known else ""
    return Filler(roles, frozenset(), fixed) if roles or fixed else None

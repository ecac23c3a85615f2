"""The headings that a body's own declaration settles, for files whose words nobody else uses."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ingest.sources.spend.headers import HEADER_ROWS, enough, meanings_of
from ingest.sources.spend.headings import How, Meaning, fold, understood
from ingest.specs import Publisher
from ingest.tables import Grid

Own = Mapping[str, Meaning]
"""What a body's own headings mean, by their folded text."""

NO_OWN: Own = MappingProxyType({})
"""Of a body that declares none."""

_FIRST = -1
"""Before every heading that was met: a declared one is meant."""

_WITH_GROUPS = frozenset({"amount", "paid_on"})
"""Roles with kinds inside them; which kind it is, other lines of the declaration say."""


def own_headings(publisher: Publisher) -> Own:
    """What the headings that a body declares mean; nothing where it declares none."""
    return {
        fold(heading): meaning_of_role(role, How.DECLARED, rank=_FIRST)
        for role, headings in publisher.headings.items()
        for heading in headings
    }


def meaning_of_role(role: str, how: How, rank: int = 0) -> Meaning:
    """A role as it is known without a heading that was met."""
    return Meaning(role, rank, "unknown" if role in _WITH_GROUPS else "", how)


def own_meanings(cells: Iterable[str], own: Own) -> dict[int, Meaning]:
    """What the cells of a row mean as the body declares them, by column."""
    return {column: own[fold(text)] for column, text in enumerate(cells) if fold(text) in own}


def own_header(lines: Grid, own: Own) -> int | None:
    """The first row near the top that has a declared heading and, with it, enough of them."""
    if not own:
        return None
    for index, line in enumerate(lines[:HEADER_ROWS]):
        declared = own_meanings(line.cells, own)
        meanings = meanings_of(line.cells, understood) | declared
        if declared and enough({meaning.role for meaning in meanings.values()}):
            return index
    return None

"""What a heading means: by the headings that were met, else by its words, else by its spelling.

All three are data in ``synonyms.yml``. A heading that was met is certain. One nobody has met is
understood from its words only where every word of it is listed for the role, or where it is one
slip of the pen away from a heading that was met; whoever uses such a meaning asks the values.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from pydantic import Field

from ingest.specs import Declaration

_LEADING_NUMBER = re.compile(r"^\s*[0-9]+[.)\s]*(?=[A-Za-z])")
_TEXT_MARK = re.compile(r"\(t\)\s*$", re.IGNORECASE)
_NOT_COMPARED = re.compile(r"[^a-z0-9]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+|£")
_REMARK = re.compile(r"\([^()]*\)\s*$")
_REMARKS_MATTER = frozenset({"amount", "vat_amount", "irrecoverable_vat", "paid_on"})
_LONGEST = 120
"""A heading is never longer than this; a cell of SQL or of notes is."""

_MOST_DIGITS = 2
"""``Expense Type 3`` is a heading; with more digits a cell is a date, a sum or a name's number."""

_SPELT_FROM = 8
"""Shorter headings are too near to one another for a slip of the pen to be told."""


class OtherTable(Declaration):
    """A kind of table that is not a list of payments, known by its headings."""

    what: str
    headings: tuple[str, ...] = Field(min_length=1)


class Words(Declaration):
    """The words a heading of a role may be made of.

    A heading is understood when it has at least one word of each list of ``each_of`` and no
    word besides those and the ones in ``also``.
    """

    role: str
    group: str = ""
    each_of: tuple[frozenset[str], ...] = Field(min_length=1)
    also: frozenset[str] = frozenset()


class Synonyms(Declaration):
    """The whole of ``synonyms.yml``. A role lists its headings, or groups of them."""

    roles: Mapping[str, tuple[str, ...] | Mapping[str, tuple[str, ...]]]
    no_role: tuple[str, ...]
    no_role_before_entity: tuple[str, ...]
    words: tuple[Words, ...]
    spelling: frozenset[str]
    not_payments: tuple[OtherTable, ...]


class How(StrEnum):
    """By what a heading was understood, the surest first."""

    DECLARED = "declared"
    """The body's declaration says what it stands for."""
    MET = "met"
    WORDS = "words"
    SPELLING = "spelling"
    VALUES = "values"
    """The heading says something else, and the values leave no doubt."""
    ORDER = "order"
    """There are no headings: the column stands where its kind of table always has it."""

    @property
    def is_certain(self) -> bool:
        """Whether somebody has said what the heading means."""
        return self in {How.DECLARED, How.MET}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading stands for. A lower ``rank`` is the better column for the role.

    ``group`` is the kind inside the role: net, gross or unknown for an amount; payment,
    invoice or unknown for a date; empty elsewhere.
    """

    role: str
    rank: int
    group: str
    how: How = How.MET


def fold(heading: str) -> str:
    """A heading reduced to what is compared: its ASCII letters and digits, or a lone ``£``."""
    if len(heading) > _LONGEST:
        return _NOT_COMPARED.sub("", heading.lower())
    return _folded(heading)


@lru_cache(maxsize=16_384)
def _folded(heading: str) -> str:
    bare = _NOT_COMPARED.sub("", _LEADING_NUMBER.sub("", heading).lower())
    return bare or ("£" if "£" in heading else "")


@lru_cache(maxsize=65_536)
def meaning_of(heading: str) -> Meaning | None:
    """The role of a heading that was met before, else None. ``(T)`` at its end may be noise."""
    if len(heading) > _LONGEST:
        return None
    known = _meanings()
    return known.get(fold(heading)) or known.get(fold(_TEXT_MARK.sub("", heading)))


@lru_cache(maxsize=4_096)
def understood(heading: str) -> Meaning | None:
    """The role of any heading: as it was met, else by its words, else by its spelling."""
    if len(heading) > _LONGEST:
        return None
    known = meaning_of(heading)
    if known or fold(heading) in _without_role() or sum(map(str.isdigit, heading)) > _MOST_DIGITS:
        return known
    return _by_words(heading) or _by_spelling(fold(heading)) or _without_remark(heading)


def is_family(heading: str) -> bool:
    """Whether a heading, left of the one of the body that paid, is of the family it belongs to."""
    return fold(heading) in _families()


def other_table(headings: Iterable[str]) -> str | None:
    """What else than payments a table with these headings is, if it is known."""
    folded = {fold(heading) for heading in headings}
    return next((what for what, wanted in _other_tables() if folded >= wanted), None)


@cache
def synonyms() -> Synonyms:
    """The synonyms as declared."""
    text = files("ingest.sources.spend").joinpath("synonyms.yml").read_text(encoding="utf-8")
    return Synonyms.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))


@cache
def _meanings() -> Mapping[str, Meaning]:
    meanings: dict[str, Meaning] = {}
    for role, listed in synonyms().roles.items():
        groups = listed if isinstance(listed, Mapping) else {"": listed}
        entries = ((group, heading) for group, some in groups.items() for heading in some)
        for rank, (group, heading) in enumerate(entries):
            meanings.setdefault(fold(heading), Meaning(role, rank, group))
    return meanings


@cache
def _without_role() -> frozenset[str]:
    return frozenset(map(fold, synonyms().no_role))


@cache
def _families() -> frozenset[str]:
    return frozenset(map(fold, synonyms().no_role_before_entity))


@cache
def _other_tables() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (other.what, frozenset(map(fold, other.headings))) for other in synonyms().not_payments
    )


def _by_words(heading: str) -> Meaning | None:
    words = set(_WORD.findall(_HUMP.sub(" ", heading).lower()))
    for place, listed in enumerate(synonyms().words):
        allowed = listed.also.union(*listed.each_of)
        if words <= allowed and all(words & some for some in listed.each_of):
            return Meaning(listed.role, len(_meanings()) + place, listed.group, How.WORDS)
    return None


def _without_remark(heading: str) -> Meaning | None:
    """A heading that was met, with a remark in brackets; for money and dates it may matter."""
    meaning = meaning_of(_REMARK.sub("", heading)) if _REMARK.search(heading) else None
    if meaning is None or meaning.role in _REMARKS_MATTER:
        return None
    return replace(meaning, how=How.WORDS, rank=meaning.rank + len(_meanings()))


def _by_spelling(folded: str) -> Meaning | None:
    """The one heading that this is a slip of the pen away from, where there is just one role."""
    if len(folded) < _SPELT_FROM:
        return None
    near = {
        known
        for shortened in (folded, *_shortened(folded))
        for known in _by_shortened().get(shortened, ())
        if abs(len(known) - len(folded)) <= 1
    }
    meanings = {
        (meaning.role, meaning.group): meaning for meaning in map(_meanings().get, near) if meaning
    }
    if len(meanings) != 1:
        return None
    (meaning,) = meanings.values()
    return replace(meaning, how=How.SPELLING, rank=meaning.rank + len(_meanings()))


@cache
def _by_shortened() -> Mapping[str, frozenset[str]]:
    """Each heading that was met, under itself and under itself less any one letter."""
    found: dict[str, set[str]] = {}
    for known, meaning in _meanings().items():
        if meaning.role in synonyms().spelling and len(known) >= _SPELT_FROM:
            for shortened in (known, *_shortened(known)):
                found.setdefault(shortened, set()).add(known)
    return {shortened: frozenset(known) for shortened, known in found.items()}


def _shortened(folded: str) -> Iterator[str]:
    return (folded[:place] + folded[place + 1 :] for place in range(len(folded)))

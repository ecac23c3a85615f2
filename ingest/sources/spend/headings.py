"""What a heading means: the synonyms kept in ``synonyms.yml``, folded for comparing."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from pydantic import Field

from ingest.model import Declaration

_LEADING_NUMBER = re.compile(r"^\s*[0-9]+[.)\s]*(?=[A-Za-z])")
_TEXT_MARK = re.compile(r"\(t\)\s*$", re.IGNORECASE)


class OtherTable(Declaration):
    """A kind of table that is not a list of payments, known by its headings."""

    what: str
    headings: tuple[str, ...] = Field(min_length=1)


class Synonyms(Declaration):
    """The whole of ``synonyms.yml``. A role lists its headings, or groups of them."""

    roles: Mapping[str, tuple[str, ...] | Mapping[str, tuple[str, ...]]]
    not_payments: tuple[OtherTable, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading stands for. A lower ``rank`` is the better column for the role.

    ``group`` is the kind inside the role: net, gross or unknown for an amount; payment,
    invoice or unknown for a date; empty elsewhere.
    """

    role: str
    rank: int
    group: str


def fold(heading: str) -> str:
    """A heading reduced to what is compared: its ASCII letters and digits, or a lone ``£``."""
    text = _LEADING_NUMBER.sub("", heading).lower()
    bare = "".join(char for char in text if char.isascii() and char.isalnum())
    return bare or ("£" if "£" in heading else "")


@lru_cache(maxsize=65_536)
def meaning_of(heading: str) -> Meaning | None:
    """The role of a heading, or None when nobody has met it. ``(T)`` at its end may be noise."""
    known = _meanings()
    return known.get(fold(heading)) or known.get(fold(_TEXT_MARK.sub("", heading)))


def other_table(headings: Iterable[str]) -> str | None:
    """What else than payments a table with these headings is, if it is known."""
    folded = {fold(heading) for heading in headings}
    for other in synonyms().not_payments:
        if folded >= {fold(heading) for heading in other.headings}:
            return other.what
    return None


@cache
def synonyms() -> Synonyms:
    """The synonyms as declared."""
    text = files("ingest.sources.spend").joinpath("synonyms.yml").read_text(encoding="utf-8")
    return Synonyms.model_validate(yaml.safe_load(text))


@cache
def _meanings() -> Mapping[str, Meaning]:
    meanings: dict[str, Meaning] = {}
    for role, listed in synonyms().roles.items():
        groups = listed if isinstance(listed, Mapping) else {"": listed}
        entries = ((group, heading) for group, some in groups.items() for heading in some)
        for rank, (group, heading) in enumerate(entries):
            meanings.setdefault(fold(heading), Meaning(role, rank, group))
    return meanings

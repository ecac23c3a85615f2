"""Which column plays which role: headings propose, values decide.

Each role goes to the best heading whose column holds what the role must hold. Where the heading
was never met, or there is none, the values must agree nearly always and not just mostly.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from ingest.sources.spend.headings import How, Meaning
from ingest.sources.spend.values import Sample

MOSTLY = 0.5
NEARLY_ALWAYS = 0.9

_NEVER_OTHERWISE = frozenset(
    {
        "amount",
        "vat_amount",
        "irrecoverable_vat",
        "company_number",
        "supplier_postcode",
        "card",
    }
)
"""Roles that would be a lie where the column holds something else. Blank, they are harmless."""

_ASKED = MappingProxyType({"company_number": 0.2, "charity_number": 0.2})
"""Where less than most is enough: spreadsheets take the leading zeros off such numbers, and
what is left of them proves nothing. A column of other numbers has none with all its digits."""

_NEEDED = frozenset({"supplier_name", "amount", "paid_on"})
_MAY_BE_IDS = frozenset({"supplier_name", "company_number"})
_PENCE = re.compile(r"£|\.[0-9]{1,2}\b")
_OF_SUPPLIERS = re.compile(r"supplier|vendor|payee|benef|creditor", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The column of one role, what its heading means, and which part of its cells agrees."""

    column: int
    meaning: Meaning
    share: float
    is_blank: bool


def choose(
    headings: Sequence[str], found: Mapping[int, Meaning], sample: Sample
) -> dict[str, Chosen]:
    """One column a role, in the order in which the roles were settled."""
    chosen: dict[str, Chosen] = {}
    for column, meaning in sorted(found.items(), key=lambda item: (item[1].rank, item[0])):
        candidate = _candidate(column, meaning, found, sample)
        rival = chosen.get(meaning.role)
        if rival is None or _worth(candidate) > _worth(rival):
            chosen[meaning.role] = candidate
    kept = {role: one for role, one in chosen.items() if _may_stay(one)}
    ids = _supplier_ids(found, kept, sample)
    return kept | ids | _supplier_postcodes(headings, kept | ids, sample)


def agrees(chosen: Chosen) -> bool:
    """Whether the cells of a column are what its heading says."""
    if not chosen.meaning.how.is_certain:
        return chosen.share >= NEARLY_ALWAYS
    return chosen.share >= _ASKED.get(chosen.meaning.role, MOSTLY)


def _candidate(
    column: int, meaning: Meaning, found: Mapping[int, Meaning], sample: Sample
) -> Chosen:
    place = _place(meaning.role, column, found, sample)
    share = sample.share(meaning.role, place)
    return Chosen(place, meaning, share, is_blank=not sample.texts(place))


def _worth(one: Chosen) -> int:
    """2 where the values agree, 1 where there are none, 0 where they contradict."""
    if one.is_blank:
        return 1
    return 2 if agrees(one) else 0


def _may_stay(one: Chosen) -> bool:
    if one.meaning.role == "amount":
        return _worth(one) == 2
    by_heading = one.meaning.how.is_certain and one.meaning.role not in _NEVER_OTHERWISE
    return _worth(one) > 0 or by_heading


def _place(role: str, column: int, found: Mapping[int, Meaning], sample: Sample) -> int:
    """The column itself; one that is needed may be blank, and beside it filled without heading.

    Whole numbers beside a blank column of amounts may be anything: invoices have numbers too.
    """
    if sample.texts(column) or role not in _NEEDED:
        return column
    for near in (column + 1, column - 1):
        if near < 0 or near in found or sample.share(role, near) < NEARLY_ALWAYS:
            continue
        if role != "amount" or any(map(_PENCE.search, sample.texts(near))):
            return near
    return column


def _supplier_ids(
    found: Mapping[int, Meaning], kept: Mapping[str, Chosen], sample: Sample
) -> dict[str, Chosen]:
    """The body's own numbers of its suppliers, headed as the suppliers or as company numbers."""
    taken = {one.column for one in kept.values()}
    left = [item for item in found.items() if item[1].role in _MAY_BE_IDS and item[0] not in taken]
    for column, meaning in left:
        texts = sample.texts(column)
        if texts and sum(map(_is_id, texts)) >= NEARLY_ALWAYS * len(texts):
            own = replace(meaning, role="supplier_reference")
            found_here = Chosen(column, own, 1.0, is_blank=False)
            return {} if _is_stated("supplier_reference", kept) else {own.role: found_here}
    return {}


def _supplier_postcodes(
    headings: Sequence[str], kept: Mapping[str, Chosen], sample: Sample
) -> dict[str, Chosen]:
    """Postcodes show themselves: under any heading of suppliers that plays no other role."""
    taken = {one.column for one in kept.values() if not one.is_blank}
    for column, heading in enumerate(headings):
        share = sample.share("supplier_postcode", column)
        if column not in taken and share >= NEARLY_ALWAYS and _OF_SUPPLIERS.search(heading):
            meaning = Meaning("supplier_postcode", 0, "", How.VALUES)
            shown = Chosen(column, meaning, share, is_blank=False)
            return {} if _is_stated(meaning.role, kept) else {meaning.role: shown}
    return {}


def _is_stated(role: str, kept: Mapping[str, Chosen]) -> bool:
    return role in kept and not kept[role].is_blank


def _is_id(text: str) -> bool:
    return len(text.split()) == 1 and sum(map(str.isdigit, text)) * 2 > len(text)

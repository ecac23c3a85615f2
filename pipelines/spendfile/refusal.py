"""Why a file would be refused, with the lines that show it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from ingest.sources.spend.headers import HEADER_ROWS
from ingest.sources.spend.layouts import cell
from pipelines.spendfile.opened import Opened
from pipelines.spendfile.protecting import plainly_persons
from pipelines.spendfile.rules import Finding, Place, shown

_EXAMPLES = 3
_FEWEST = 3
"""Fewer words in a row are a title."""

_NUMBERS = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-][0-9]{2}")
_YEAR_FIRST = re.compile(r"[0-9]{4}-([0-9]{2})-([0-9]{2})")


def refusals(opened: Opened) -> Iterator[Finding]:
    """The finding that a file would be refused, where it would be."""
    if opened.refusal is not None:
        show = _SHOWN_BY.get(opened.refusal.code, _nothing)
        yield Finding("refused", (Place(seen=opened.refusal.reason), *show(opened)))


def _conflicting_dates(opened: Opened) -> Iterator[Place]:
    """The first dates that show the day first, the month first, neither, and a swap of both.

    A date with the year first is no evidence by itself. Where the file mixes orders it may be what
    a spreadsheet made of a date that it took for the other order.
    """
    is_mixed = opened.refusal is not None and opened.refusal.code == "mixed_date_orders"
    for part, layout in opened.layouts:
        so_far: Counter[str] = Counter()
        for line in layout.lines:
            text = cell(line, layout.columns.get("paid_on"))
            said = _shows_order(text) or (_may_be_swapped(text) if is_mixed else "")
            so_far[said] += 1
            if said and so_far[said] <= _EXAMPLES:
                day = shown(text.partition("T")[0])
                yield Place(part.name, line.number, seen=f"{day}: {said}")


def _shows_order(text: str) -> str:
    match = _NUMBERS.match(text)
    if match is None:
        return ""
    first, second = int(match[1]), int(match[2])
    if first > 12 >= second:
        return "the day stands first"
    if second > 12 >= first:
        return "the month stands first"
    return "can be read both ways" if max(first, second) <= 12 and first != second else ""


def _may_be_swapped(text: str) -> str:
    match = _YEAR_FIRST.match(text)
    is_either = match is not None and match[1] != match[2] and int(match[2]) <= 12
    return "day and month may have changed places" if is_either else ""


def _unmet_headings(opened: Opened) -> Iterator[Place]:
    """The first row near the top of each table that holds several words and not one digit."""
    for sheet in opened.sheets:
        for line in sheet.part.lines[:HEADER_ROWS]:
            words = [" ".join(text.split()) for text in line.cells if text.strip()]
            if len(words) >= _FEWEST and not any(map(str.isdigit, "".join(words))):
                persons = plainly_persons(words)
                told = ("withheld" if word in persons else f"“{word[:40]}”" for word in words)
                listed = ", ".join(told)
                seen = f"may be headings that nobody has met: {listed}"
                yield Place(sheet.part.name, line.number, seen=seen)
                break


def _nothing(_opened: Opened) -> Iterator[Place]:
    return iter(())


_SHOWN_BY: Mapping[str, Callable[[Opened], Iterator[Place]]] = {
    "ambiguous_dates": _conflicting_dates,
    "mixed_date_orders": _conflicting_dates,
    "unknown_layout": _unmet_headings,
}

"""The months that a name can mean: ``2025-04``, ``spend_jul_13``, ``over-25k-1005``, ``FY1314``.

A name that can be read in two ways means the months of both: it can then settle less, and never
something wrong. A name that can be of a month is not taken for one of a year: ``1112`` is
December 2011 or November 2012. Nothing is taken from a whole date, which is often the day of
publication.
"""

import re
from collections.abc import Iterator

Month = tuple[int, int]
"""Year and month."""

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_GAP = r"[^a-z0-9]{0,3}"
_YEAR = r"(20[0-9]{2}|[0-3][0-9])(?![0-9])"
_NUMBER = r"(0[1-9]|1[0-2])"
_FULL_YEAR = r"(20[0-9]{2})"
_RANGE = re.compile(rf"(?<![a-z]){_NAME}{_GAP}(?:to{_GAP})?{_NAME}{_GAP}{_YEAR}")
_WORD = re.compile(rf"(?<![a-z]){_NAME}{_GAP}{_YEAR}")
_WORD_LAST = re.compile(rf"(?<![0-9]){_FULL_YEAR}{_GAP}{_NAME}(?![a-z])")
_YEAR_FIRST = re.compile(rf"(?<![0-9]){_FULL_YEAR}[-_. ]?{_NUMBER}(?![0-9])")
_YEAR_LAST = re.compile(rf"(?<![0-9]){_NUMBER}[-_. ]?{_FULL_YEAR}(?![0-9])")
_FOUR = re.compile(r"(?<![0-9])(?!20)([0-9]{2})([0-9]{2})(?![0-9])")
_QUARTER = re.compile(rf"(?<![0-9]){_FULL_YEAR}[-_. ]?q([1-4])(?![0-9])|"
                      rf"q([1-4])[-_. ]{{0,2}}{_FULL_YEAR}(?![0-9])")  # fmt: skip
_TWO_YEARS = re.compile(r"(?<![0-9])(?:20)?([0-9]{2})[-_/. ]?(?:20)?([0-9]{2})(?![0-9])")
_FIRST_YEAR = 2008
_LAST_YEAR = 2040


def months_named(text: str) -> frozenset[Month]:
    """Every month that the text can mean; none when it names no month.

    A quarter may be the calendar's or the financial year's, so it means six months.
    """
    lower = re.sub(r"%[0-9a-f]{2}|\+", " ", text.lower())
    for readings in (_OF_MONTHS, _OF_YEARS):
        found = {month for reading in readings for month in reading(lower)}
        if real := frozenset(month for month in found if _FIRST_YEAR <= month[0] <= _LAST_YEAR):
            return real
    return frozenset()


def around(months: frozenset[Month]) -> frozenset[Month]:
    """The months and those just before and after them."""
    return frozenset(_shifted(month, by) for month in months for by in (-1, 0, 1))


def _words(text: str) -> Iterator[Month]:
    for match in _WORD.finditer(text):
        yield _full(match[2]), _number(match[1])
    for match in _WORD_LAST.finditer(text):
        yield int(match[1]), _number(match[2])


def _ranges(text: str) -> Iterator[Month]:
    for match in _RANGE.finditer(text):
        last = (_full(match[3]), _number(match[2]))
        length = (last[1] - _number(match[1])) % 12
        yield from (_shifted(last, -back) for back in range(length + 1))


def _numbers(text: str) -> Iterator[Month]:
    for match in _YEAR_FIRST.finditer(text):
        yield int(match[1]), int(match[2])
    for match in _YEAR_LAST.finditer(text):
        yield int(match[2]), int(match[1])
    for match in _FOUR.finditer(text):
        for year, month in ((match[1], match[2]), (match[2], match[1])):
            if 1 <= int(month) <= 12:
                yield _full(year), int(month)


def _quarters(text: str) -> Iterator[Month]:
    for match in _QUARTER.finditer(text):
        year, quarter = int(match[1] or match[4]), int(match[2] or match[3])
        yield from (_shifted((year, quarter * 3 - 2), by) for by in range(6))


def _financial_years(text: str) -> Iterator[Month]:
    for match in _TWO_YEARS.finditer(text):
        if int(match[2]) == int(match[1]) + 1:
            yield from (_shifted((_full(match[1]), 4), by) for by in range(12))


_OF_MONTHS = (_words, _ranges, _numbers, _quarters)
_OF_YEARS = (_financial_years,)


def _full(year: str) -> int:
    return int(year) + 2000 if len(year) == 2 else int(year)


def _number(name: str) -> int:
    return _NAMES.index(name[:3]) + 1


def _shifted(month: Month, by: int) -> Month:
    place = month[0] * 12 + month[1] - 1 + by
    return place // 12, place % 12 + 1

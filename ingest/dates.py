"""In which order a column of dates is written, decided for the whole column and never a row.

The text of a date is kept as published; what is added is its format, from this closed list,
so that whoever casts it never has to guess:

=============== =========================================== ==============================
``date_format`` examples                                    how to read it
=============== =========================================== ==============================
``ymd``         ``2017-07-03``, ``2017-07-03 00:00:00``,    first ten characters, ``/`` as
                ``2010-06-01T00:00:00``, ``2017/07/03``     ``-``; always four, two, two
``ymd_compact`` ``20170703``                                four, two, two digits
``ym_compact``  ``201704``                                  a month: four, two digits
``dmy``         ``03/07/2017``, ``3/7/17``, ``12.01.2010``, one or two digits, separator
                ``03-07-2017``, ``03/07/2017 00:00``        ``/ . -``, year of 2 or 4 digits
``mdy``         ``07/03/2017``, ``7/3/17``                  the same, month first
``text_month``  ``16 Mar 2011``, ``9-Oct-12``,              day, then the first three
                ``13-Nov-2012``, ``16 March 2011``,         letters of the month, then a
                ``9/Oct/12``                                year of 2 or 4 digits
``text_month_only`` ``Jun-20``, ``March 2011``              month, then year: no day
``excel_serial`` ``45044``                                  days since 1899-12-30
``none``        blank, or no column of dates
``unreadable``  ``TBC``, ``31/02/2020``, ``00:00:00``       nothing can be read from it
=============== =========================================== ==============================

A year of two digits is in this century. Blanks around the text do not count.
"""

import datetime as dt
import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from ingest.refusals import refused

DateOrder = Literal["day_first", "month_first"]

_SERIALS = range(30_000, 60_000)
"""1982 to 2064: the serial numbers a payment can carry."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = r"(?:[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?(?: ?[AP]M)?Z?)?"
_YMD = re.compile(rf"([0-9]{{4}})[-/]([0-9]{{2}})[-/]([0-9]{{2}}){_CLOCK}", re.IGNORECASE)
_YEAR = r"([0-9]{4}|[0-9]{2})"
_NUMBERS = re.compile(rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2{_YEAR}{_CLOCK}", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"([0-9]{{1,2}})(?:st|nd|rd|th)?[ /.,-]*([A-Za-z]{{3,9}})\.?[ /.,-]*{_YEAR}{_CLOCK}",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(rf"([A-Za-z]{{3,9}})\.?[ /.,'-]*{_YEAR}")
_PERIOD = re.compile(r"([0-9]{4})-(?:([0-9]{2})|Q([1-4]))(?![0-9])")


class DateFormat(StrEnum):
    """How one date is written; the table above says what each means."""

    YMD = "ymd"
    YMD_COMPACT = "ymd_compact"
    YM_COMPACT = "ym_compact"
    DMY = "dmy"
    MDY = "mdy"
    TEXT_MONTH = "text_month"
    TEXT_MONTH_ONLY = "text_month_only"
    EXCEL_SERIAL = "excel_serial"
    NONE = "none"
    UNREADABLE = "unreadable"


def order_of(texts: Iterable[str], declared: DateOrder | None, period: str) -> DateOrder | None:
    """The order of a column's all-number dates, or None when it holds none.

    A first part above 12 proves the day first, a second part above 12 the month first. Without
    proof the publisher's declared order decides, then the period when only one order puts
    every date inside it.

    Raises:
        RefusedDocumentError: ``mixed_date_orders`` or ``ambiguous_dates``.
    """
    distinct = {text.strip() for text in texts}
    pairs = {parts for text in distinct if (parts := _numbers(text))}
    if not pairs:
        return None
    proofs = _proofs(pairs)
    _refuse_locale_damage(distinct, pairs, proofs)
    if len(proofs) > 1:
        raise refused("mixed_date_orders", _examples(pairs))
    order = next(iter(proofs), None) or declared or _order_by_period(pairs, period)
    if order is None:
        raise refused("ambiguous_dates", _examples(pairs))
    return order


@lru_cache(maxsize=65_536)
def format_of(text: str, order: DateOrder | None) -> DateFormat:
    """How one date of a column is written, given the order of the column."""
    bare = text.strip()
    if not bare or bare == "-":
        return DateFormat.NONE
    if bare.isascii() and bare.isdigit():
        return _format_of_digits(bare)
    if match := _YMD.fullmatch(bare):
        return _if_real(DateFormat.YMD, match[1], match[2], match[3])
    if (parts := _numbers(bare)) and order:
        first, second, year = parts
        day, month = (first, second) if order == "day_first" else (second, first)
        shape = DateFormat.DMY if order == "day_first" else DateFormat.MDY
        return _if_real(shape, str(year), str(month), str(day))
    return _format_of_words(bare)


def looks_like_date(text: str) -> bool:
    """Whether a cell reads as a date in some order; enough to tell a column of dates."""
    return any(
        format_of(text, order) not in {DateFormat.NONE, DateFormat.UNREADABLE}
        for order in ("day_first", "month_first")
    )


def _format_of_digits(bare: str) -> DateFormat:
    if len(bare) == 8:
        return _if_real(DateFormat.YMD_COMPACT, bare[:4], bare[4:6], bare[6:])
    if len(bare) == 6:
        return _if_real(DateFormat.YM_COMPACT, bare[:4], bare[4:], "1")
    is_serial = len(bare) == 5 and int(bare) in _SERIALS
    return DateFormat.EXCEL_SERIAL if is_serial else DateFormat.UNREADABLE


def _format_of_words(bare: str) -> DateFormat:
    if match := _DAY_MONTH.fullmatch(bare):
        return _if_real(DateFormat.TEXT_MONTH, match[3], _month_number(match[2]), match[1])
    if match := _MONTH_ONLY.fullmatch(bare):
        return _if_real(DateFormat.TEXT_MONTH_ONLY, match[2], _month_number(match[1]), "1")
    return DateFormat.UNREADABLE


def _month_number(word: str) -> str:
    return str(_MONTHS.index(word[:3].lower()) + 1) if word[:3].lower() in _MONTHS else "0"


def _if_real(shape: DateFormat, year: str, month: str, day: str) -> DateFormat:
    return shape if _date(int(year), int(month), int(day)) else DateFormat.UNREADABLE


def _date(year: int, month: int, day: int) -> dt.date | None:
    full_year = year + 2000 if year < 100 else year
    if not 1980 <= full_year <= 2100:
        return None
    try:
        return dt.date(full_year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=65_536)
def _numbers(text: str) -> tuple[int, int, int] | None:
    match = _NUMBERS.fullmatch(text)
    return (int(match[1]), int(match[3]), int(match[4])) if match else None


def _proofs(pairs: Iterable[tuple[int, int, int]]) -> set[DateOrder]:
    proofs: set[DateOrder] = set()
    for first, second, _ in pairs:
        if first > 12 >= second > 0:
            proofs.add("day_first")
        if second > 12 >= first > 0:
            proofs.add("month_first")
    return proofs


def _refuse_locale_damage(
    distinct: set[str], pairs: set[tuple[int, int, int]], proofs: set[DateOrder]
) -> None:
    """A spreadsheet of the wrong locale turns only the dates it can: day and month swapped.

    The mark it leaves: every all-number date has a part above 12, no ISO date beside them does.
    """
    days = [int(match[3]) for text in distinct if (match := _YMD.fullmatch(text))]
    untouched = all(first > 12 or second > 12 for first, second, _ in pairs)
    if days and proofs and untouched and max(days) <= 12:
        raise refused("mixed_date_orders", "days up to 12 have changed places with months")


def _order_by_period(pairs: set[tuple[int, int, int]], period: str) -> DateOrder | None:
    months = _months_of(period)
    day_first = all((year % 100, second) in months for _, second, year in pairs)
    month_first = all((year % 100, first) in months for first, _, year in pairs)
    if day_first == month_first:
        return None
    return "day_first" if day_first else "month_first"


def _months_of(period: str) -> set[tuple[int, int]]:
    """The months a period can mean: a quarter may be the calendar's or the financial year's."""
    match = _PERIOD.match(period)
    if match is None:
        return set()
    year = int(match[1])
    if match[2]:
        return {(year % 100, int(match[2]))}
    first = int(match[3]) * 3 - 3
    months = range(first, first + 6)
    return {((year + month // 12) % 100, month % 12 + 1) for month in months}


def _examples(pairs: set[tuple[int, int, int]]) -> str:
    """The first and the last of the dates as they stand, to show what could not be told."""
    shown = [f"{first:02}/{second:02}/{year}" for first, second, year in sorted(pairs)]
    return ", ".join(dict.fromkeys((shown[0], shown[-1])))

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
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from ingest.months import Month, around, months_named
from ingest.refusals import refused

DateOrder = Literal["day_first", "month_first"]
Parts = tuple[int, int, int]
"""The two numbers before the year as they stand, and the year."""

MAX_TYPOS = 10
TYPO_SHARE = 0.01
"""What may contradict the order of a column and be called typing errors: one line in a hundred,
ten at most. A column pasted together from two sources contradicts itself far more often."""

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


def order_of(counts: Mapping[str, int], declared: DateOrder | None, hint: str) -> DateOrder | None:
    """The order of a column's all-number dates, or None when it holds none.

    ``counts`` says on how many lines each text stands; ``hint`` is whatever names the period:
    the delivery's own, the name of the file. A first part above 12 proves the day first, a
    second part above 12 the month first. Where lines prove both, the few are typing errors if
    there are at most ``MAX_TYPOS`` of them and at most ``TYPO_SHARE`` of the lines with such
    dates: theirs are then unreadable in the order of the rest. Without proof the publisher's
    declared order decides, then the hint when only one order puts every date into its months,
    or else into those and the ones beside them, for lists often reach a few days further.

    Raises:
        RefusedDocumentError: ``mixed_date_orders`` or ``ambiguous_dates``.
    """
    pairs = _pairs(counts)
    if not pairs:
        return None
    proofs = _proofs(pairs)
    _refuse_locale_damage(counts, pairs, proofs)
    months = months_named(hint)
    if proofs:
        proved = max(proofs, key=lambda order: proofs[order])
        _refuse_mixed(pairs, proofs, proved)
        _refuse_swapped(pairs, proved, months)
        return proved
    order = declared or _order_by(pairs, months) or _order_by(pairs, around(months))
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


def _pairs(counts: Mapping[str, int]) -> dict[Parts, int]:
    """The all-number dates, each with the lines it stands on."""
    pairs: Counter[Parts] = Counter()
    for text, lines in counts.items():
        if parts := _numbers(text.strip()):
            pairs[parts] += lines
    return dict(pairs)


def _proofs(pairs: Mapping[Parts, int]) -> dict[DateOrder, int]:
    """On how many lines each order is proved."""
    proofs: Counter[DateOrder] = Counter()
    for (first, second, _), lines in pairs.items():
        if first > 12 >= second > 0:
            proofs["day_first"] += lines
        if second > 12 >= first > 0:
            proofs["month_first"] += lines
    return dict(proofs)


def _refuse_mixed(
    pairs: Mapping[Parts, int], proofs: Mapping[DateOrder, int], order: DateOrder
) -> None:
    against = sum(lines for other, lines in proofs.items() if other != order)
    if against > min(MAX_TYPOS, TYPO_SHARE * sum(pairs.values())):
        raise refused("mixed_date_orders", _examples(pairs))


def _refuse_swapped(pairs: Mapping[Parts, int], order: DateOrder, months: frozenset[Month]) -> None:
    """The mark of dates that changed places where they could, against the named months.

    Under the proved order most dates with both parts up to 12 lie outside the months, and with
    their parts swapped they lie inside; the dates that prove the order lie inside.
    """
    either = {parts: lines for parts, lines in pairs.items() if _reads_both_ways(parts)}
    proving = {parts: lines for parts, lines in pairs.items() if max(parts[:2]) > 12}
    swapped: DateOrder = "month_first" if order == "day_first" else "day_first"
    if (
        _inside(proving, order, months) * 2 > sum(proving.values())
        and _inside(either, order, around(months)) * 2 < sum(either.values())
        and _inside(either, swapped, months) * 2 > sum(either.values())
    ):
        raise refused("mixed_date_orders", "days up to 12 have changed places with months")


def _reads_both_ways(parts: Parts) -> bool:
    first, second, _ = parts
    return first <= 12 and second <= 12 and first != second


def _inside(pairs: Mapping[Parts, int], order: DateOrder, months: frozenset[Month]) -> int:
    """How many lines have a date in one of the months."""
    return sum(lines for parts, lines in pairs.items() if _month(parts, order) in months)


def _month(parts: Parts, order: DateOrder) -> Month:
    first, second, year = parts
    return year + 2000 if year < 100 else year, second if order == "day_first" else first


def _refuse_locale_damage(
    distinct: Iterable[str], pairs: Mapping[Parts, int], proofs: Mapping[DateOrder, int]
) -> None:
    """A spreadsheet of the wrong locale turns only the dates it can: day and month swapped.

    The mark it leaves: every all-number date has a part above 12, no ISO date beside them does.
    """
    days = [int(match[3]) for text in distinct if (match := _YMD.fullmatch(text.strip()))]
    untouched = all(first > 12 or second > 12 for first, second, _ in pairs)
    if days and proofs and untouched and max(days) <= 12:
        raise refused("mixed_date_orders", "days up to 12 have changed places with months")


def _order_by(pairs: Mapping[Parts, int], months: frozenset[Month]) -> DateOrder | None:
    """The only order that puts every date into the months, if there is one."""
    orders: tuple[DateOrder, ...] = ("day_first", "month_first")
    fitting = [order for order in orders if _inside(pairs, order, months) == sum(pairs.values())]
    return fitting[0] if len(fitting) == 1 else None


def _examples(pairs: Iterable[Parts]) -> str:
    """The first and the last of the dates as they stand, to show what could not be told."""
    shown = [f"{first:02}/{second:02}/{year}" for first, second, year in sorted(pairs)]
    return ", ".join(dict.fromkeys((shown[0], shown[-1])))

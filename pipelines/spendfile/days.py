"""The day that a date names, given how it was found to be written; as the warehouse reads it."""

import datetime as dt
import re

from ingest.dates import DateFormat

_PIECE = re.compile(r"[0-9]+|[A-Za-z]+")
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EPOCH = dt.date(1899, 12, 30)
"""Day 0 of spreadsheets."""

_ORDERS = {
    DateFormat.YMD: (0, 1, 2),
    DateFormat.DMY: (2, 1, 0),
    DateFormat.MDY: (2, 0, 1),
    DateFormat.TEXT_MONTH: (2, 1, 0),
}
"""Where year, month and day stand among the pieces of a date."""

WITHOUT_DAY = frozenset({DateFormat.YM_COMPACT, DateFormat.TEXT_MONTH_ONLY})


def day_of(text: str, written: DateFormat) -> dt.date | None:
    """The day, or None where the date names none: a month, nothing, or nothing readable.

    >>> day_of("16th March 2011", DateFormat.TEXT_MONTH), day_of("45044", DateFormat.EXCEL_SERIAL)
    (datetime.date(2011, 3, 16), datetime.date(2023, 4, 28))
    """
    bare = text.strip()
    if written is DateFormat.EXCEL_SERIAL:
        return _EPOCH + dt.timedelta(days=int(bare))
    if written is DateFormat.YMD_COMPACT:
        return dt.date(int(bare[:4]), int(bare[4:6]), int(bare[6:]))
    if written not in _ORDERS:
        return None
    pieces = [piece for piece in _PIECE.findall(bare) if piece.lower() not in _ORDINAL]
    year, month, day = (pieces[place] for place in _ORDERS[written])
    return dt.date(_year(year), _month(month), int(day))


def _year(piece: str) -> int:
    """A year of two digits is in this century."""
    return int(piece) + 2000 if len(piece) == 2 else int(piece)


def _month(piece: str) -> int:
    return int(piece) if piece.isdigit() else _MONTHS.index(piece[:3].lower()) + 1

"""What stands in the columns of a table: enough of it to say what a column can be.

A table is never read whole for this. Five hundred records drawn evenly say what a column holds;
a column that is blank in all of them is looked at where it is not.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from ingest.columns import stripped
from ingest.dates import looks_like_date
from ingest.money import UnreadableAmountError, parse_amount
from ingest.tables import Grid

_RECORDS = 500
_TEXTS = 120
"""Cells of a column that are judged: more would change no verdict that is taken on a half."""

_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", re.IGNORECASE)
_COMPANY = re.compile(
    r"(?:[01][0-9]|99)[0-9]{6}|[1-9][0-9]{6}|[A-Z]{2} ?[0-9]{5,6}|[A-Z]{2}[0-9]{5}[A-Z]|R[0-9]{7}",
    re.IGNORECASE,
)
"""The register has given out numbers up to 17 million; those from 99 million on are examples."""

_CHARITY = re.compile(r"(?:[0-9]{6,7}|SC0?[0-9]{5}|NIC?[0-9]{5,6}|[0-9]{6,7}-[0-9]+)", re.I)
_CARD = re.compile(r".*\b(?:gpc|p-?card|card|visa|mastercard)\b.*|y(?:es)?|no?|true|false", re.I)
_FUND = re.compile(r"capital|revenue|cap|rev|c|r", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3}")
_NOTHING = re.compile(
    r"[-.#]+|#?n/?a|nil|none|null|unknown|exempt|awaiting|tb[ac]|not? (?:yet )?"
    r"(?:available|applicable|known|registered|required|held|data|provided|supplied)",
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"US\$|[$€¥]|USD|EUR", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def is_amount(text: str) -> bool:
    """Whether a cell states an amount."""
    try:
        return parse_amount(text) is not None
    except UnreadableAmountError:
        return False


def is_foreign_amount(text: str) -> bool:
    """Whether a cell states an amount once the sign of another currency is taken from it."""
    bare = _FOREIGN.sub("", text)
    return bare != text and is_amount(bare)


def is_name(text: str) -> bool:
    """Whether a cell can name somebody: it has a letter, or asterisks in the place of a name."""
    return any(char.isalpha() or char == "*" for char in text) and not looks_like_date(text)


def says_nothing(text: str) -> bool:
    """Whether a cell only says that nothing is said: ``N/A``, ``Not yet available``, ``-``."""
    return bool(_NOTHING.fullmatch(text))


def _is_words(text: str) -> bool:
    return bool(_WORD.search(text)) and not _ADDRESS.match(text)


def _is_kind(text: str) -> bool:
    return any(map(str.isalnum, text)) and not (_FUND.fullmatch(text) or is_amount(text))


TESTS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "amount": is_amount,
        "vat_amount": is_amount,
        "irrecoverable_vat": is_amount,
        "paid_on": looks_like_date,
        "supplier_name": is_name,
        "entity_name": _is_words,
        "department": _is_words,
        "category": _is_kind,
        "purpose": _is_words,
        "company_number": lambda text: bool(_COMPANY.fullmatch(text)),
        "charity_number": lambda text: bool(_CHARITY.fullmatch(text)),
        "supplier_postcode": lambda text: bool(_POSTCODE.fullmatch(text)),
        "card": lambda text: bool(_CARD.fullmatch(text)),
    }
)
"""What a cell of a role looks like. Any text can stand in the other roles."""


class Sample:
    """Some records of a table, drawn evenly, a column at a time."""

    def __init__(self, lines: Grid) -> None:
        self._lines = lines
        self._places = pa.array(range(0, len(lines), max(1, len(lines) // _RECORDS)), pa.int64())
        self._texts: dict[int, tuple[str, ...]] = {}
        self._shares: dict[tuple[str, int], float] = {}

    def texts(self, column: int) -> tuple[str, ...]:
        """Cells of a column that say something, stripped, drawn evenly."""
        if column not in self._texts:
            drawn = self._drawn(column)
            self._texts[column] = tuple(text for text in drawn if not says_nothing(text))
        return self._texts[column]

    def share(self, role: str, column: int) -> float:
        """Which part of what a column says looks as the role must; 0 when it says nothing."""
        if (role, column) not in self._shares:
            texts = self.texts(column)
            fitting = sum(map(TESTS.get(role, bool), texts))
            self._shares[role, column] = fitting / len(texts) if texts else 0.0
        return self._shares[role, column]

    def _drawn(self, column: int) -> Sequence[str]:
        if column >= len(self._lines.columns):
            return ()
        cells = self._lines.columns[column]
        drawn = _filled(cells.take(self._places)) or _filled(_first_filled(cells))
        return drawn[:: max(1, len(drawn) // _TEXTS)]


def _filled(cells: pa.Array) -> list[str]:
    return [text for cell in cells.to_pylist() if cell and (text := cell.strip())]


def _first_filled(cells: pa.Array) -> pa.Array:
    """Where a column is blank in all records that were drawn: the first cells that are not."""
    filled = pc.not_equal(stripped(cells), "")
    return cells.take(pc.indices_nonzero(filled)[:_RECORDS])

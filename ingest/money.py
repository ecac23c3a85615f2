"""Reading an amount from what a publisher wrote in a cell.

Never through a float: the digits of the text are the digits of the amount. The rules were
collected from real spend files; whatever they do not cover is refused, never guessed.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from ingest.errors import IngestError

PLACES = Decimal("0.0001")
"""Publishers print fractions of a penny; nothing finer than this means anything."""

LIMIT = Decimal(10) ** 16
"""What a ``decimal(20,4)`` column holds, in pounds."""

_CURRENCY = re.compile(r"£|GBP|Â|\ufffd", re.IGNORECASE)
_INSIDE = re.compile(r"[0-9.,](?:£|GBP|Â|\ufffd)[0-9.,]", re.IGNORECASE)
"""A mark between two digits may stand for a third that was lost."""

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-"})
_SIGNED = re.compile(
    r"(?P<open>\()?(?P<lead>[+-])?(?P<digits>[0-9., ]*[0-9][0-9., ]*)(?P<close>\))?"
    r"(?P<trail>-|CR|DR)?",
    re.IGNORECASE,
)
_USUAL = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,4})?")
_GROUPED = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)?(?:\.[0-9]+)?")


class UnreadableAmountError(IngestError):
    """A cell holds something, and it is not an amount that can be read without guessing."""


def parse_amount(text: str) -> Decimal | None:
    """The amount a cell states, in pounds, or None when it states none.

    Blank cells, a lone currency sign and the accountant's dash state no amount. Parentheses,
    a minus on either side and ``CR`` make a credit. Thousands are groups of exactly three.
    Digits beyond the fourth decimal are noise of a spreadsheet's floats: they are rounded
    half up, as both warehouse engines round a cast to ``decimal(20,4)``.

    Raises:
        UnreadableAmountError: the cell holds something else; the message says what.
    """
    if _USUAL.fullmatch(text):
        return Decimal(text).quantize(PLACES)
    if _INSIDE.search(text):
        raise UnreadableAmountError(f"a mark stands between digits: {text.strip()[:40]!r}")
    bare = _bare(text)
    if bare in {"", "-"}:
        return None
    match = _SIGNED.fullmatch(bare)
    if match is None:
        raise UnreadableAmountError(f"not an amount: {text.strip()[:40]!r}")
    digits = match["digits"].strip()
    if not _GROUPED.fullmatch(digits):
        raise UnreadableAmountError(f"digits are not grouped as an amount: {text.strip()[:40]!r}")
    stated = min(Decimal(re.sub("[, ]", "", digits)), LIMIT)
    amount = stated.quantize(PLACES, rounding=ROUND_HALF_UP)
    if amount >= LIMIT:
        raise UnreadableAmountError(f"too large for an amount in pounds: {text.strip()[:40]!r}")
    return -amount if _is_credit(match, text) else amount


def _bare(text: str) -> str:
    without_currency = _CURRENCY.sub("", text.translate(_MINUS))
    spaced = _SPACES.sub(" ", without_currency).strip()
    return re.sub(r"(?<=[-+(]) | (?=[-)]|CR$|DR$)", "", spaced, flags=re.IGNORECASE)


def _is_credit(match: re.Match[str], text: str) -> bool:
    brackets = (match["open"] is not None, match["close"] is not None)
    if brackets[0] != brackets[1]:
        raise UnreadableAmountError(f"one bracket of two: {text.strip()[:40]!r}")
    trail = (match["trail"] or "").upper()
    signs = [brackets[0], match["lead"] == "-", trail in {"-", "CR"}]
    if sum(signs) > 1 or (trail == "DR" and any(signs)):
        raise UnreadableAmountError(f"two signs that contradict: {text.strip()[:40]!r}")
    return any(signs)

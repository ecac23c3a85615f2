"""A column of text judged at once, exactly as each of its cells would be judged alone."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.money import UnreadableAmountError, parse_amount

MONEY = pa.decimal128(20, 4)

_PLAIN_AMOUNT = r"^-?£?(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.[0-9]{1,4})?$"
"""Amounts of which nothing needs judging; all others are given to ``parse_amount``."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a column of cells states, in pounds: ``values`` is null where a cell states none.

    ``unreadable`` (boolean) marks the cells that hold something which is no amount.
    """

    values: pa.Array
    unreadable: pa.Array


def stripped(texts: pa.Array) -> pa.Array:
    """The cells without the blanks around them; a missing cell is blank."""
    return pc.utf8_trim_whitespace(pc.fill_null(texts, ""))


def mapped(texts: pa.Array, judge: Callable[[str], object], kind: pa.DataType) -> pa.Array:
    """What ``judge`` says of each cell, asked once for each distinct text."""
    encoded = texts.dictionary_encode()
    answers = pa.array([judge(text) for text in encoded.dictionary.to_pylist()], kind)
    return answers.take(encoded.indices)


def needs_escapes(texts: pa.Array) -> bool:
    """Whether any text may hold what JSON escapes: quotation marks, backslashes, controls."""
    data = texts.buffers()[2]
    if data is None:
        return False
    codes = np.frombuffer(data, np.uint8)
    return bool(((codes < 0x20) | (codes == 0x22) | (codes == 0x5C)).any())


def amounts_of(texts: pa.Array) -> Amounts:
    """The amounts of a column, by the rules of ``parse_amount``."""
    bare = stripped(texts)
    plain = pc.match_substring_regex(bare, _PLAIN_AMOUNT)
    nothing = pa.scalar(None, pa.string())
    digits = pc.replace_substring_regex(pc.if_else(plain, bare, nothing), "[£,]", "")
    values = pc.cast(digits, MONEY)
    odd = pc.if_else(plain, nothing, bare)
    if odd.null_count == len(odd):
        return Amounts(values, pc.invert(plain))
    unreadable = pc.fill_null(mapped(odd, _is_unreadable, pa.bool_()), fill_value=False)
    return Amounts(pc.coalesce(values, mapped(odd, _amount, MONEY)), unreadable)


def total(values: pa.Array) -> Decimal:
    """Σ of a column of amounts, in pounds."""
    return pc.sum(pc.cast(values, pa.decimal128(38, 4))).as_py() or Decimal(0)


def _amount(text: str) -> Decimal | None:
    try:
        return parse_amount(text)
    except UnreadableAmountError:
        return None


def _is_unreadable(text: str) -> bool:
    try:
        parse_amount(text)
    except UnreadableAmountError:
        return True
    return False

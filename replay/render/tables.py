"""Delimited text."""

import csv
import io
from collections.abc import Iterable, Sequence


def delimited(
    rows: Iterable[Sequence[str]],
    *,
    delimiter: str = ",",
    quote_all: bool = False,
    encoding: str = "utf-8",
) -> bytes:
    """Write rows as delimited text with Windows line ends."""
    out = io.StringIO(newline="")
    dialect = csv.unix_dialect if quote_all else csv.excel
    csv.writer(out, dialect, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)

"""The dates of a template beside the payment's own, written the same way where they can be read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.dates import DateFormat, DateOrder, format_of, order_of
from ingest.errors import RefusedDocumentError
from pipelines.release.export import safe_text
from pipelines.spendfile.days import WITHOUT_DAY, day_of
from pipelines.spendfile.duties import Duty
from pipelines.spendfile.opened import Opened

Row = tuple[str, ...]
_AS_THEY_STAND = WITHOUT_DAY | {DateFormat.NONE}


@dataclass(frozen=True, slots=True)
class Unread:
    """A column of dates of which cells were left as they were: how many, and why."""

    heading: str
    cells: int
    reason: str


def with_days(
    rows: Sequence[Row], opened: Opened, duty: Duty
) -> tuple[list[Row], tuple[Unread, ...]]:
    """The rows with their other dates as the template writes them, and what was left as it was."""
    written: dict[int, Mapping[str, str]] = {}
    unread = []
    for place, column in enumerate(duty.columns):
        if column.kind == "day":
            counts = Counter(row[place] for row in rows)
            written[place], left = _column(column.heading, counts, opened, duty)
            unread += [left] if left.cells else []
    if not written:
        return list(rows), ()
    return [_row(row, written) for row in rows], tuple(unread)


def _row(row: Row, written: Mapping[int, Mapping[str, str]]) -> Row:
    return tuple(
        written[place][text] if place in written else text for place, text in enumerate(row)
    )


def _column(
    heading: str, counts: Mapping[str, int], opened: Opened, duty: Duty
) -> tuple[Mapping[str, str], Unread]:
    declared = opened.publisher.date_order or _order_of_payments(opened)
    try:
        order = order_of(counts, declared, opened.period)
    except RefusedDocumentError as error:
        as_they_stand = {text: safe_text(text) for text in counts}
        filled = sum(lines for text, lines in counts.items() if text)
        return as_they_stand, Unread(heading, filled, error.reason)
    formats = {text: format_of(text, order) for text in counts}
    lost = [text for text, found in formats.items() if found is DateFormat.UNREADABLE]
    left = Unread(heading, sum(counts[text] for text in lost), "They are no dates.")
    return {text: _cell(text, found, duty) for text, found in formats.items()}, left


def _cell(text: str, written: DateFormat, duty: Duty) -> str:
    day = None if written in _AS_THEY_STAND else day_of(text, written)
    return day.strftime(duty.dates) if day else safe_text(text)


def _order_of_payments(opened: Opened) -> DateOrder | None:
    """The order in which the file writes the dates of its payments, where it has but one."""
    found = set(opened.payments["date_format"].to_pylist()) & {DateFormat.DMY, DateFormat.MDY}
    if len(found) != 1:
        return None
    return "day_first" if DateFormat.DMY in found else "month_first"

"""What is wrong with single lines: those rejected, and those taken in with something amiss."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

import pyarrow.compute as pc

from ingest.columns import amounts_of
from ingest.dates import DateFormat
from ingest.model import Reject
from ingest.months import around, months_named
from ingest.sources.spend.layouts import cell
from ingest.sources.spend.payments import TABLE
from pipelines.spendfile.account import repeated
from pipelines.spendfile.days import day_of
from pipelines.spendfile.opened import LINE, PART, Opened
from pipelines.spendfile.rules import Finding, Place, in_pounds, shown

_CONTINENTAL = re.compile(r"(-?)£?([0-9]{1,3}(?:\.[0-9]{3})*),([0-9]{2})")
_CLOCK = re.compile(r"[0-9]{1,3}:[0-9]{2}(:[0-9]{2})?(\.[0-9]+)?")
_PLAIN = r"^-?[0-9]+(\.[0-9]+)?$"
_SCIENTIFIC = r"^[0-9](\.[0-9]+)?[eE]\+[0-9]+$"
_SHORT_NUMBER = r"^[0-9]{5,7}$"
_STYLES = {
    DateFormat.YMD: "YYYY-MM-DD",
    DateFormat.YMD_COMPACT: "YYYYMMDD",
    DateFormat.YM_COMPACT: "YYYYMM, without a day",
    DateFormat.DMY: "day/month/year",
    DateFormat.MDY: "month/day/year",
    DateFormat.TEXT_MONTH: "day, month in words, year",
    DateFormat.TEXT_MONTH_ONLY: "month in words and year, without a day",
    DateFormat.EXCEL_SERIAL: "a spreadsheet's number of the day",
    DateFormat.NONE: "no date",
    DateFormat.UNREADABLE: "cannot be read",
}
_NO_STYLE = frozenset({DateFormat.NONE, DateFormat.UNREADABLE})


def rejected_lines(opened: Opened) -> Iterator[Finding]:
    """One finding for each reason for which lines were rejected."""
    by_code: dict[str, list[Reject]] = {}
    for reject in opened.rejects:
        code = reject.code if reject.table == TABLE else "other_table_line"
        by_code.setdefault(code, []).append(reject)
    amounts = _amount_cells(opened)
    for code, rejects in by_code.items():
        yield Finding(code, tuple(_rejected(one, amounts) for one in rejects))


def odd_payments(opened: Opened) -> Iterator[Finding]:
    """What is amiss, or worth knowing, in lines that were taken in."""
    yield _where(opened, "no_supplier", "supplier_name", lambda text: not text)
    yield _where(opened, "lost_digits", "transaction_number", _matches(_SCIENTIFIC), seen=True)
    yield _where(opened, "lost_zeros", "company_number", _matches(_SHORT_NUMBER), seen=True)
    yield _where(
        opened, "dressed_amounts", "amount", lambda text: not _matches(_PLAIN)(text), seen=True
    )
    yield Finding("repeated_lines", tuple(_repeated(opened)))


def small_payments(opened: Opened) -> Finding:
    """The lines below the body's threshold; none where the threshold is not known."""
    threshold = opened.publisher.threshold_gbp
    if threshold is None:
        return Finding("below_threshold", ())
    amounts = amounts_of(opened.payments["amount"].combine_chunks()).values
    small = pc.indices_nonzero(pc.less(amounts, threshold)).to_pylist()
    return Finding("below_threshold", tuple(_places(opened, small)))


def dates(opened: Opened) -> Iterator[Finding]:
    """What is amiss with the dates of payments, where the file has a column of them."""
    if not any("paid_on" in layout.columns for _, layout in opened.layouts):
        return
    found: dict[str, list[Place]] = {}
    months = around(months_named(opened.period))
    for place, text, written in _dates(opened):
        if code := _date_problem(text, written):
            found.setdefault(code, []).append(place(shown(text) if text else ""))
        day = day_of(text, written)
        if day and months and (day.year, day.month) not in months:
            found.setdefault("outside_period", []).append(place(day.isoformat()))
    for code, places in found.items():
        yield Finding(code, tuple(places))
    styles = [style for style in date_styles(opened) if style not in map(_STYLES.get, _NO_STYLE)]
    if len(styles) > 1:
        yield Finding("several_date_styles", tuple(Place(seen=style) for style in styles))
    if order_proof(opened) == "":
        yield Finding("unproven_dates", (Place(seen="every day is 12 or less"),))


def date_styles(opened: Opened) -> Mapping[str, int]:
    """How the dates are written, each with the payments it stands on, the usual first."""
    written = Counter(opened.payments["date_format"].to_pylist())
    return {_STYLES[DateFormat(style)]: count for style, count in written.most_common() if style}


def order_proof(opened: Opened) -> str | None:
    """The first date that proves by itself whether day or month comes first.

    Blank where none does, and None where no date is written in numbers with the year last.
    """
    either = False
    for place, text, written in _dates(opened):
        if written in {DateFormat.DMY, DateFormat.MDY}:
            either = True
            if max(map(int, re.findall("[0-9]+", text)[:2])) > 12:
                return f"line {place('').line}: {text.strip()}"
    return "" if either else None


def _dates(opened: Opened) -> Iterator[tuple[Callable[[str], Place], str, DateFormat]]:
    names = (PART, LINE, "paid_on", "date_format")
    columns = (opened.payments[name].to_pylist() for name in names)
    for part, line, text, written in zip(*columns, strict=True):
        yield _placed(part, line), text or "", DateFormat(written)


def _placed(part: str, line: int) -> Callable[[str], Place]:
    return lambda seen: Place(part, line, seen=seen)


def _date_problem(text: str, written: DateFormat) -> str | None:
    if written is DateFormat.UNREADABLE:
        return "clock_date" if _CLOCK.fullmatch(text.strip()) else "unreadable_date"
    return {
        DateFormat.NONE: "no_date",
        DateFormat.YM_COMPACT: "month_only",
        DateFormat.TEXT_MONTH_ONLY: "month_only",
        DateFormat.EXCEL_SERIAL: "serial_date",
    }.get(written)


def _where(
    opened: Opened, code: str, column: str, test: Callable[[str], bool], *, seen: bool = False
) -> Finding:
    """The payments whose cell in a column of the file passes a test."""
    if not any(column in layout.columns for _, layout in opened.layouts):
        return Finding(code, ())
    texts = [(text or "").strip() for text in opened.payments[column].to_pylist()]
    fitting = [place for place, text in enumerate(texts) if test(text)]
    cells = (shown(texts[place]) if seen else "" for place in fitting)
    places = zip(_places(opened, fitting), cells, strict=True)
    return Finding(code, tuple(Place(one.part, one.line, seen=cell) for one, cell in places))


def _repeated(opened: Opened) -> Iterator[Place]:
    """Each payment that repeats an earlier one, with the line that it repeats."""
    twins = repeated(opened.payments)
    pairs = zip(_places(opened, twins), _places(opened, twins.values()), strict=True)
    for here, first in pairs:
        sheet = f", in “{first.part}”" if first.part != here.part else ""
        yield Place(here.part, here.line, seen=f"the same as line {first.line}{sheet}")


def _places(opened: Opened, positions: Iterable[int]) -> Iterator[Place]:
    parts, lines = opened.payments[PART].to_pylist(), opened.payments[LINE].to_pylist()
    return (Place(parts[one], lines[one]) for one in positions)


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda text: bool(compiled.search(text))


def _amount_cells(opened: Opened) -> Mapping[tuple[str, int], str]:
    """What stands in the column of amounts on each rejected line."""
    wanted = {(reject.part, reject.line) for reject in opened.rejects}
    found: dict[tuple[str, int], str] = {}
    for part, layout in opened.layouts:
        numbers = enumerate(layout.lines.numbers.to_pylist())
        positions = [place for place, number in numbers if (part.name, number) in wanted]
        for line in layout.lines.at(positions):
            found[part.name, line.number] = cell(line, layout.columns["amount"])
    return found


def _rejected(reject: Reject, amounts: Mapping[tuple[str, int], str]) -> Place:
    if reject.table != TABLE:
        return Place(reject.part, reject.line, seen=reject.reason)
    if reject.code == "part_not_read":
        return Place(reject.part, seen=reject.reason)
    text = amounts.get((reject.part, reject.line), "")
    if reject.code == "unreadable_amount":
        return Place(reject.part, reject.line, seen=f"{shown(text)}: {_way_out(text.strip())}")
    stated = "" if reject.amount is None else in_pounds(reject.amount)
    return Place(reject.part, reject.line, seen=stated)


def _way_out(text: str) -> str:
    """What to write in the place of an amount that cannot be read."""
    if match := _CONTINENTAL.fullmatch(text):
        return f"write {match[1]}{match[2].replace('.', '')}.{match[3]}"
    if set(text) == {"#"}:
        return "the column was too narrow when it was saved; widen it and save again"
    if text.startswith("#"):
        return "a formula failed; write the amount"
    if any(map(str.isalpha, text)):
        return "write the amount, and the words in a column of their own"
    return "write digits with a full stop before the pence"

"""Figures that can be followed: every one on the page carries the rows it was made from."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from markupsafe import Markup, escape

from pipelines.release.export import safe_text

BILLION, MILLION, THOUSAND = Decimal(10**9), Decimal(10**6), Decimal(10**3)
MINUS = "\N{MINUS SIGN}"
NOT_STATED = Markup('<span class="not-stated">not stated</span>')
_CODE = re.compile("`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Figure:
    """Pounds as published, and the identifiers (mart/row_key/column) they are the sum of."""

    value: Decimal
    traces: tuple[str, ...]
    what: str

    def __html__(self) -> str:
        """Return the figure for the page: short for the eye, exact for the machine."""
        several = f' data-rows="{len(self.traces)}"' if len(self.traces) > 1 else ""
        return (
            f'<data class="figure" value="{self.value}" tabindex="0" '
            f'data-trace="{escape(" ".join(self.traces))}"{several}>{pounds(self.value)}</data>'
        )


@dataclass(slots=True)
class Ledger:
    """Every figure on the page, in the order of the page."""

    figures: list[Figure] = field(default_factory=list)

    def add(
        self, value: Decimal | None, mart: str, keys: Iterable[str], column: str, what: str
    ) -> Figure | Markup:
        """Note a figure made from the rows ``keys`` of ``mart``, and return it for the page."""
        if value is None:
            return NOT_STATED
        figure = Figure(value, tuple(f"{mart}/{key}/{column}" for key in keys), what)
        self.figures.append(figure)
        return figure

    def as_csv(self) -> str:
        """Return every figure with its exact value and what to give to ``goldenthread trace``."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(("figure", "shown", "value_gbp", "trace"))
        writer.writerows(
            (safe_text(one.what), safe_text(pounds(one.value)), one.value, " ".join(one.traces))
            for one in self.figures
        )
        return text.getvalue()


def pounds(value: Decimal) -> str:
    """Return ``value`` as a reader takes it in: £1.2m, £340,000, or less than nothing."""
    sign, size = (MINUS if value < 0 else ""), abs(value)
    for unit, suffix in ((BILLION, "bn"), (MILLION, "m")):
        if size >= unit:
            places = 1 if size < unit * 100 else 0
            return f"{sign}£{size / unit:,.{places}f}{suffix}"
    return f"{sign}£{size:,.0f}"


def percent(share: Decimal | None) -> str:
    """Return a share (0 to 1) in whole per cent; what is neither none nor all never looks so."""
    if share is None:
        return "unknown"
    hundredths = share * 100
    if 0 < hundredths < 1:
        return "under 1%"
    if 99 < hundredths < 100:
        return "over 99%"
    return f"{hundredths:.0f}%"


def interval(low: Decimal | None, high: Decimal | None) -> str:
    """Return a share with its bounds: ``31% to 45%``, or one figure where they agree."""
    if low is None or high is None:
        return "unknown"
    first, last = percent(low), percent(high)
    return first if first == last else f"{first} to {last}"


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Return ``part`` of ``whole``, or None where there is no sensible whole."""
    return part / whole if part is not None and whole is not None and whole > 0 else None


def with_codes(text: str) -> Markup:
    """Return text for a page, with what stands between backticks as code."""
    return Markup().join(
        Markup("<code>{}</code>").format(part) if number % 2 else part
        for number, part in enumerate(_CODE.split(text))
    )


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them."""
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)

"""How promptly Brackenfold says it pays: a table that travels in its zip for April to June.

A year is stated anew in every later table, and the last year of one is put right in the next.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from replay.render.sheets import Cell, Sheet

PROMPT_BODY = "brackenfold"
TABLE_NAME = "prompt-payment.csv"
HEADINGS = (
    "Financial Year", "Number of invoices paid", "% of invoices paid within 30 days",
    "Interest paid", "Interest we were liable for (whether or not paid)",
)  # fmt: skip
NOTE = "Invoices in dispute are left out."
FIRST_YEAR = 2021
DAYS = 30


@dataclass(frozen=True, slots=True)
class Promptness:
    """One financial year as one table states it. ``first_year`` is the year it begins in.

    ``line`` is its line in the table of the delivery ``period``.
    """

    first_year: int
    invoices: int
    percent_on_time: Decimal
    interest_liable: Decimal
    period: str
    line: int


def tables_of(publisher_id: str, months: Sequence[dt.date]) -> tuple[Sheet, ...]:
    """Return the prompt-payment table that goes out with the payments of these months, if any."""
    if publisher_id != PROMPT_BODY or months[0].month != 4:
        return ()
    rows: list[tuple[Cell, ...]] = [HEADINGS]
    rows += [_cells(year) for year in years_stated(months[0].year)]
    return (Sheet(TABLE_NAME, (*rows, (NOTE,)), ()),)


def years_stated(published: int) -> tuple[Promptness, ...]:
    """Return the years that the table published in a summer states: all that have ended."""
    return tuple(
        Promptness(
            first_year=year,
            invoices=4_100 + 137 * (year - FIRST_YEAR),
            percent_on_time=_percent(year, is_last=year == published - 1),
            interest_liable=Decimal("812.40") + 3 * (year - FIRST_YEAR),
            period=f"{published}-Q2",
            line=2 + year - FIRST_YEAR,
        )
        for year in range(FIRST_YEAR, published)
    )


def _percent(year: int, *, is_last: bool) -> Decimal:
    """Return the share; it is stated a little too high until the accounts are audited."""
    audited = Decimal("93.25") + Decimal("0.5") * (year - FIRST_YEAR)
    return audited + Decimal("0.75") if is_last else audited


def _cells(year: Promptness) -> tuple[Cell, ...]:
    return (
        f"{year.first_year}/{year.first_year + 1}",
        f"{year.invoices:,}",
        f"{year.percent_on_time}%",
        "Nil",
        f"£{year.interest_liable}",
    )


def promptness_truth(published: Sequence[int]) -> Iterator[Mapping[str, str]]:
    """Yield one record for each year that each of the tables states; the last table is current."""
    for summer in published:
        for year in years_stated(summer):
            yield {
                "publisher_id": PROMPT_BODY,
                "period": year.period,
                "part": TABLE_NAME,
                "line": str(year.line),
                "reporting_period": f"{year.first_year}-{(year.first_year + 1) % 100:02}",
                "on_time_days": str(DAYS),
                "share_on_time": str(year.percent_on_time / 100),
                "invoice_count": str(year.invoices),
                "interest_paid_gbp": "0",
                "interest_liable_gbp": str(year.interest_liable),
                "is_current": str(summer == max(published)).lower(),
            }

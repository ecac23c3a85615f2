"""What the county's large companies filed: on pay, on slavery in their supply, on how they pay.

Who signed is nobody: the name is one that no register of births has ever held.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from replay.chance import dice
from replay.companies import LARGE, Company

SIGNATORY = "Zebulon Quillfeather-Test"
SIGNATORY_EMAIL = "zebulon.quillfeather-test@nobody.example"
PAY_YEARS = (2023, 2024, 2025)
STATEMENT_YEARS = (2023, 2024, 2025)
PERIOD_ENDS = (dt.date(2024, 9, 30), dt.date(2025, 3, 31), dt.date(2025, 9, 30))
SIZES = ("250 to 499", "500 to 999", "1000 to 4999", "5000 to 19,999")
TURNOVERS = ("£36 million - £60 million", "£60 million - £100 million", "Under £36 million")
FIGURES = ("mean_hourly", "median_hourly", "mean_bonus", "median_bonus", "male_bonus",
           "female_bonus")  # fmt: skip
QUARTILES = ("lower", "lower_middle", "upper_middle", "top")


@dataclass(frozen=True, slots=True)
class Filer:
    """A company that is large by law, and its place in the county."""

    company: Company
    place: int


@dataclass(frozen=True, slots=True)
class PayGap:
    """A report of one year. ``figures`` are as printed: a bonus may be blank."""

    company: Company
    year: int
    size: str
    figures: tuple[str, ...]
    male_quartiles: tuple[Decimal, ...]
    filed: dt.date
    is_late: bool

    @property
    def due(self) -> dt.date:
        """The day by which it was owed."""
        return dt.date(self.year + 1, 4, 5)


@dataclass(frozen=True, slots=True)
class Statement:
    """A company named in a statement of one year; a group's companies share its address."""

    company: Company
    year: int
    url: str
    is_group: bool
    turnover: str
    trains: bool


@dataclass(frozen=True, slots=True)
class PaymentReport:
    """How a company says it paid in half a year. ``average`` is as printed."""

    company: Company
    report_id: str
    ends: dt.date
    average: str
    within_30: int
    late: int
    filed: dt.date


def filers(companies: Sequence[Company]) -> list[Filer]:
    """Return the companies that owe reports."""
    return [
        Filer(company, place)
        for place, company in enumerate(companies)
        if (place < 400 and place % 12 == LARGE) or company.accounts == "GROUP"
    ]


def pay_gaps(seed: int, companies: Sequence[Company], year: int) -> Iterator[PayGap]:
    """Yield the reports of a year; some of 2024 were never filed, most of 2025 are not yet due."""
    for filer in filers(companies):
        if (year == 2024 and filer.place % 36 == LARGE) or (year == 2025 and filer.place % 24 != 3):
            continue
        chance = dice(seed, "pay gap", filer.company.number, year)
        tenths = [Decimal(chance.randint(-180, 420)) / 10 for _ in FIGURES[:4]]
        shares = [str(chance.randint(0, 100)) for _ in FIGURES[4:]]
        figures = [str(tenths[0]), f"{tenths[1]:g}", str(tenths[2]), str(tenths[3]), *shares]
        if filer.place % 5 == 0:
            figures[2:4] = ["", ""]
        is_late = year in (2023, 2024) and filer.place % 48 == 15
        filed = dt.date(year + 1, 4, 5) + dt.timedelta(
            days=23 if is_late else -chance.randint(5, 60)
        )
        yield PayGap(
            company=filer.company,
            year=year,
            size=SIZES[filer.place % len(SIZES)],
            figures=tuple(figures),
            male_quartiles=tuple(Decimal(chance.randint(200, 800)) / 10 for _ in QUARTILES),
            filed=min(filed, dt.date(2026, 3, 20)),
            is_late=is_late,
        )


def statements(seed: int, companies: Sequence[Company], year: int) -> Iterator[Statement]:
    """Yield who is named in the statements of a year; every third filer makes none."""
    for filer in filers(companies):
        if filer.place % 9 == 0 or (year == 2024 and filer.place % 36 == 15):
            continue
        is_group = filer.place % 4 == 3 and filer.place > 200
        name = "group" if is_group else filer.company.number
        yield Statement(
            company=filer.company,
            year=year,
            url=f"https://statements.aldermere.example/{year}/{name}",
            is_group=is_group,
            turnover=TURNOVERS[filer.place % len(TURNOVERS)],
            trains=dice(seed, "slavery", filer.company.number, year).random() < 0.6,
        )


def payment_reports(seed: int, companies: Sequence[Company]) -> Iterator[PaymentReport]:
    """Yield every report ever filed: one of impossible days, some without, one company ends."""
    for filer in filers(companies):
        for ends in PERIOD_ENDS:
            if filer.place % 36 == 15 and ends == PERIOD_ENDS[-1]:
                continue
            chance = dice(seed, "payment practices", filer.company.number, ends)
            average = str(chance.randint(9, 74))
            if filer.place == 39 and ends == PERIOD_ENDS[0]:
                average = "4323394"
            if filer.place % 48 == LARGE and ends == PERIOD_ENDS[1]:
                average = ""
            yield PaymentReport(
                company=filer.company,
                report_id=f"{filer.place * 10 + PERIOD_ENDS.index(ends) + 1}",
                ends=ends,
                average=average,
                within_30=chance.randint(20, 95),
                late=chance.randint(1, 45),
                filed=ends + dt.timedelta(days=34 if filer.place % 48 == 39 else 20),
            )

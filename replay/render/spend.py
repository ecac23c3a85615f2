"""Every spend file that Aldermere's bodies have published by a night."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from replay.dates import count_months, months_between, months_later
from replay.payments import FIRST_MONTH, LAST_MONTH, Payment
from replay.procurement import guid
from replay.render import layouts
from replay.render.archives import zipped
from replay.render.promptness import tables_of
from replay.render.sheets import Sheet, as_text, save_xls, save_xlsx
from replay.render.tables import delimited
from replay.world import World

REPLACED_CITY_MONTH = dt.date(2025, 10, 1)
REPLACED_DEPARTMENT_MONTH = dt.date(2026, 1, 1)
REPLACED_AT = dt.datetime(2026, 3, 31, 15, tzinfo=dt.UTC)
EARLY_BODY = "aldermere_county"
ERROR_PAGE = (
    b"<!DOCTYPE html><html><head><title>Page not found</title></head>"
    b"<body><h1>Sorry, we cannot find that page</h1></body></html>"
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
NOTES = "Amounts are net of recoverable VAT. Prepared by the finance team."

TROUBLE: dict[tuple[str, str], str] = {
    ("heronsby", "2024-11"): "not_published",
    ("heronsby", "2025-01"): "empty_publication",
    ("heronsby", "2025-06"): "html_instead_of_table",
    ("stonecleave", "2024-12"): "unknown_layout",
    ("stonecleave", "2025-03"): "pdf_instead_of_table",
    ("aldminster_college", "2025-Q3"): "ambiguous_dates",
}
"""What each file that cannot be read should be refused for."""


@dataclass(frozen=True, slots=True)
class SpendDocument:
    """One file on a body's site. ``path`` is below the body's own folder.

    ``sheets`` hold the payments and where each of them stands; ``trouble`` is the reason
    for which the file must be refused, empty for a good one.
    """

    publisher_id: str
    period: str
    first_month: dt.date
    path: str
    title: str
    data: bytes
    content_type: str
    modified: dt.datetime
    sheets: tuple[Sheet, ...]
    trouble: str = ""


Layout = Callable[[dt.date, Sequence[Payment]], Sheet]
Save = Callable[[Sequence[Sheet]], bytes]


@dataclass(frozen=True, slots=True)
class House:
    """A body's habits: its layout, how it saves, how many months go into a file.

    ``sheet_a_month`` is true where a file of several months keeps them apart. ``by_card`` says
    of a body that publishes card payments in files of their own which of the two these are.
    """

    publisher_id: str
    layout: Layout
    save: Save
    path: str
    title: str
    content_type: str = "text/csv"
    months: int = 1
    sheet_a_month: bool = False
    by_card: bool | None = None

    def lists(self, payment: Payment) -> bool:
        """Whether a payment is in these files: every third of a body with cards is by card."""
        if payment.publisher_id != self.publisher_id:
            return False
        return self.by_card is None or self.by_card == (int(payment.transaction) % 3 == 0)


def _csv(encoding: str = "utf-8", delimiter: str = ",") -> Save:
    def save(sheets: Sequence[Sheet]) -> bytes:
        return delimited(as_text(sheets[0].rows), encoding=encoding, delimiter=delimiter)

    return save


def _zip(sheets: Sequence[Sheet]) -> bytes:
    return zipped({each.name: _csv(delimiter=";")([each]) for each in sheets})


def _xlsx(sheets: Sequence[Sheet]) -> bytes:
    return save_xlsx(sheets, NOTES)


def _xls(sheets: Sequence[Sheet]) -> bytes:
    return save_xls(sheets[0])


HOUSES: tuple[House, ...] = (
    House("aldermere_county", layouts.county, _csv("utf-8-sig"),
          "downloads/file/{serial}/payments-over-500-{period}.csv",
          "Payments over £500: {month} (CSV)"),
    House("aldminster_city", layouts.city, _csv("cp1252"),
          "documents/{serial}/payments-to-suppliers-{month_slug}",
          "Payments to suppliers {month}", content_type="application/vnd.ms-excel"),
    House("department_for_lighthouses", layouts.department, _csv(),
          "media/{media}/DfL_spending_over_25000_{period}.csv",
          "Department for Lighthouses: spending over £25,000, {month}",
          content_type="application/vnd.ms-excel"),
    House("aldermere_police", layouts.police, _xls,
          "files/aldermere-police-{period_slug}.xls", "Payments, {quarter}",
          content_type="application/vnd.ms-excel", months=3),
    House("aldermere_hospitals", layouts.hospital, _xlsx,
          "wp-content/uploads/spend-{period_slug}.xlsx", "Spend over £25,000: {quarter}",
          content_type="application/octet-stream", months=3, sheet_a_month=True),
    House("brackenfold", layouts.brackenfold, _zip, "data/brackenfold-{period_slug}.zip",
          "All payments, {quarter}", content_type="application/zip", months=3,
          sheet_a_month=True),
    House("fenwater", layouts.fenwater, _csv(), "spend/{period}.csv", "{month}"),
    House("heronsby", layouts.heronsby, _csv("utf-16", "\t"), "open-data/spend-{period}.csv",
          "{month}"),
    House("stonecleave", layouts.stonecleave, _csv(), "spending-{period}.csv",
          "Spending {month}"),
    House("aldminster_college", layouts.college, _csv(), "finance/payments-{period_slug}.csv",
          "Payments {quarter}", months=3),
    House("tide_tables_office", layouts.tides, _csv(), "media/{media}/{month_only}.csv",
          "Spending over £25,000: {month_only}", by_card=False),
    House("tide_tables_office", layouts.tide_cards, _xlsx, "media/{media}/{month_only}-cards.xlsx",
          "Spending over £500 by card: {month_only}", content_type="text/csv", by_card=True),
)  # fmt: skip


def spend_documents(world: World) -> tuple[SpendDocument, ...]:
    """Return every file that is public by the night, body by body, oldest first."""
    return tuple(document for house in HOUSES for document in _of_house(world, house))


def _of_house(world: World, house: House) -> Iterator[SpendDocument]:
    months = months_between(FIRST_MONTH, LAST_MONTH)
    own = [one for one in world.payments if house.lists(one)]
    for start in range(0, len(months), house.months):
        period_months = months[start : start + house.months]
        published = _published_at(house, period_months)
        if published <= world.night:
            payments = [one for one in own if one.month in period_months]
            yield _document(world, house, period_months, published, payments)


def _published_at(house: House, months: Sequence[dt.date]) -> dt.datetime:
    """Return when a file appears: weeks after its last month, but for one early body."""
    if house.publisher_id == EARLY_BODY and months[-1] == LAST_MONTH:
        return REPLACED_AT
    day = months_later(months[-1], 1).replace(day=20)
    return dt.datetime.combine(day, dt.time(10), dt.UTC)


def _document(
    world: World,
    house: House,
    months: Sequence[dt.date],
    published: dt.datetime,
    payments: Sequence[Payment],
) -> SpendDocument:
    is_replaced = world.day > 1 and months[0] == {
        "aldminster_city": REPLACED_CITY_MONTH,
        "department_for_lighthouses": REPLACED_DEPARTMENT_MONTH,
    }.get(house.publisher_id)
    if is_replaced:
        payments = _corrected(payments)
    sheets = _sheets(house, months, payments)
    names = _names(world, house, months, is_replaced=is_replaced)
    document = SpendDocument(
        publisher_id=house.publisher_id,
        period=names["period"],
        first_month=months[0],
        path=house.path.format(**names),
        title=house.title.format(**names),
        data=house.save(sheets),
        content_type=house.content_type,
        modified=REPLACED_AT if is_replaced else published,
        sheets=sheets,
        trouble=TROUBLE.get((house.publisher_id, names["period"]), ""),
    )
    return _troubled(document)


def _sheets(
    house: House, months: Sequence[dt.date], payments: Sequence[Payment]
) -> tuple[Sheet, ...]:
    if not house.sheet_a_month:
        return (house.layout(months[0], payments),)
    by_month = (
        house.layout(month, [line for line in payments if line.month == month]) for month in months
    )
    return (*by_month, *tables_of(house.publisher_id, months))


def _names(
    world: World, house: House, months: Sequence[dt.date], *, is_replaced: bool
) -> dict[str, str]:
    first = months[0]
    quarter = f"{first.year}-Q{(first.month + 2) // 3}"
    period = f"{first:%Y-%m}" if house.months == 1 else quarter
    version = 2 if is_replaced else 1
    media = guid(world.seed, "media", house.publisher_id, period, version, *_kind(house))
    return {
        "period": period,
        "period_slug": period.lower(),
        "month": f"{first:%B %Y}",
        "month_only": f"{first:%B}",
        "month_slug": f"{first:%B-%Y}".lower(),
        "quarter": f"{first:%B} to {months[-1]:%B %Y}",
        "serial": str(1039 + count_months(FIRST_MONTH, first)),
        "media": media.replace("-", "")[:24],
    }


def _kind(house: House) -> tuple[str, ...]:
    return ("cards",) if house.by_card else ()


def _corrected(payments: Sequence[Payment]) -> list[Payment]:
    """Return a month put right: one amount was wrong, and one line had been left out."""
    third = replace(payments[2], amount=payments[2].amount + Decimal("100.00"))
    left_out = replace(payments[0], amount=Decimal("777.77"), purpose="Left out before")
    return [*payments[:2], third, *payments[3:], left_out]


def _troubled(document: SpendDocument) -> SpendDocument:
    """Spoil the file as its trouble says; a file with ambiguous dates is spoilt already."""
    first = document.sheets[0]
    match document.trouble:
        case "html_instead_of_table" | "not_published":
            data = ERROR_PAGE
        case "pdf_instead_of_table":
            data = PDF
        case "empty_publication":
            data = delimited(as_text(first.rows[:1]), encoding="utf-16", delimiter="\t")
        case "unknown_layout":
            renamed = [("Col1", "Col2", "Col3", "Col4", "Col5"), *first.rows[1:]]
            data = delimited(as_text(renamed))
        case _:
            return document
    return replace(document, data=data)

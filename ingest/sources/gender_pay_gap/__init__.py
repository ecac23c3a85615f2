"""Gender pay gap reports: one CSV a year, named by the year in which its snapshot falls."""

import datetime as dt
from collections.abc import Iterator

from ingest.bulk import parse_table
from ingest.editions import yearly
from ingest.model import Connector, Context, Document, Parsed
from ingest.registers import named_alike

TABLE = "reports"
PLACE = "viewing/download-data/{year}"
FIRST_YEAR = 2017
"""The first snapshot under the Regulations of 2017."""
LAST_SNAPSHOT = (4, 5)
"""5 April is the later of the two snapshot days: public bodies have 31 March."""
REQUIRED = ("EmployerName", "CompanyNumber", "DiffMeanHourlyPercent", "DiffMedianHourlyPercent",
            "EmployerSize", "DueDate", "DateSubmitted")  # fmt: skip
"""Early years have neither ``EmployerId`` nor ``PostCode``."""


def newest_year(day: dt.date) -> int:
    """Return the year of the last snapshot taken by a day.

    >>> newest_year(dt.date(2026, 3, 31)), newest_year(dt.date(2026, 4, 5))
    (2025, 2026)
    """
    return day.year if (day.month, day.day) >= LAST_SNAPSHOT else day.year - 1


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row a report. Who answers for it is a person and does not land.

    Raises:
        RefusedDocumentError: the document is not a year of the register.
    """
    recognise = named_alike("gender pay gap", context.spec.tables[TABLE], REQUIRED)
    yield from parse_table(TABLE, document, recognise)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return yearly(parse, PLACE, FIRST_YEAR, newest_year)

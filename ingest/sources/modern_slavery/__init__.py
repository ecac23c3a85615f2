"""The modern slavery statement registry: one CSV a year; a year not yet published is a 404."""

from collections.abc import Iterator

from ingest.bulk import parse_table
from ingest.editions import yearly
from ingest.model import Connector, Context, Document, Parsed
from ingest.registers import PERSONAL, named_alike

TABLE = "statements"
PLACE = "publicdownloads/StatementSummaries{year}.csv"
FIRST_YEAR = 2019
"""The registry began in 2021 and holds older statements, from when is not known.

A year that it has not is a 404, which is no failure.
"""
REQUIRED = ("StatementYear", "OrganisationName", "CompanyNumber", "StatementURL")
PROSE = r"reason|mitigation|demonstrateprogress"
"""What organisations write in their own words, the names of their staff among it."""


def parse(context: Context, document: Document) -> Iterator[Parsed]:
    """Yield one row an organisation and statement; several values keep the newlines between them.

    What stands in it in prose does not land, nor who approved it.

    Raises:
        RefusedDocumentError: the document is not a year of the registry.
    """
    table = context.spec.tables[TABLE]
    withheld = f"{PERSONAL}|{PROSE}"
    recognise = named_alike("modern slavery statements", table, REQUIRED, withheld=withheld)
    yield from parse_table(TABLE, document, recognise)


def build() -> Connector:
    """Return the connector; nothing to configure."""
    return yearly(parse, PLACE, FIRST_YEAR, lambda day: day.year)

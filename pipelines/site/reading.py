"""How the page reads a release: rows by column name, dates and periods as people write them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import duckdb

Row = Mapping[str, Any]

VAT_WORDS = {
    "net": "without VAT",
    "gross": "with VAT",
    "unknown": "VAT not stated",
}


def vat_words(basis: str | None) -> str:
    """Return how a reader is told the VAT basis; what nobody stated is not stated."""
    return VAT_WORDS[basis or "unknown"]


def read(connection: duckdb.DuckDBPyConnection, sql: str, **values: object) -> list[Row]:
    """Return the rows of a query, each by its column names."""
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def month(day: dt.date | None) -> str:
    """Return ``April 2024``; lines without a date have their own word."""
    return f"{day:%B %Y}" if day else "undated"


def day(date: dt.date | None) -> str:
    """Return ``3 April 2026``."""
    return f"{date.day} {date:%B %Y}" if date else "not stated"


def year(financial_year: str | None) -> str:
    """Return the financial year, or the word for lines without a date."""
    return financial_year or "undated"


def web_address(address: str | None) -> str | None:
    """Return an address that is safe to link to: the web's, and nothing else's."""
    return address if address and address.startswith(("https://", "http://")) else None

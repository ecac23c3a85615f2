"""Where the money goes: shares with their bounds, and why some of it is unknown."""

from collections.abc import Mapping
from decimal import Decimal

import duckdb

from pipelines.site.figures import Ledger, interval
from pipelines.site.reading import VAT_WORDS, Row, read

MART = "mart_spend_geography"
REASONS: Mapping[str, str] = {
    "unknown_redacted_gbp": "the publisher redacted the payee",
    "unknown_person_gbp": "the payee looks like a person, whose address is nobody's business",
    "unknown_public_body_gbp": "the payee is a public body, and is not looked for on the register",
    "unknown_no_company_gbp": "no one company of that name was found",
    "unknown_no_postcode_gbp": "the company has no postcode on the register",
    "unknown_postcode_not_found_gbp": "the postcode is not in the directory",
    "unknown_no_area_gbp": "no area is declared for the body",
    "unknown_place_divided_gbp": "the code of its place was divided between several since",
}
PARTS = {
    "own_area_gbp": "own area",
    "unknown_gbp": "unknown",
    "same_region_gbp": "rest of the region",
    "elsewhere_gbp": "elsewhere",
}


def latest_years(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> list[Row]:
    """Return where each body's money went in its latest year, with what is not known of it."""
    rows = read(
        connection,
        """
        select * from mart_spend_geography where financial_year is not null
        qualify financial_year = max(financial_year) over (partition by publisher_id)
        order by publisher_name, vat_basis, row_key
        """,
    )
    return [_place(row, ledger) for row in rows]


def reasons(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> list[Row]:
    """Return the pounds whose place is unknown, by reason and VAT basis, over all years."""
    sums = ", ".join(f"sum({column}) as {column}" for column in REASONS)
    rows = read(
        connection,
        f"select vat_basis, list(row_key order by row_key) as keys, {sums} "  # noqa: S608
        f"from {MART} group by vat_basis order by vat_basis",
    )
    return [
        {
            "reason": reason,
            "cells": {
                VAT_WORDS[row["vat_basis"]]: ledger.add(
                    row[column], MART, row["keys"], column,
                    f"Place unknown because {reason}, {VAT_WORDS[row['vat_basis']]}",
                )
                for row in rows
            },
        }
        for column, reason in REASONS.items()
        if any(row[column] for row in rows)
    ]  # fmt: skip


def _place(row: Row, ledger: Ledger) -> Row:
    name = f"{row['publisher_name']}, {row['financial_year']}"
    parts = {
        words: ledger.add(row[column], MART, [row["row_key"]], column, f"{name}: {words}")
        for column, words in PARTS.items()
        if row["has_own_area"] or column == "unknown_gbp"
    }
    return {
        "name": row["publisher_name"],
        "year": row["financial_year"],
        "words": VAT_WORDS[row["vat_basis"]],
        "own_area": _bounds(row, "own_area") if row["has_own_area"] else "no area declared",
        "region": _bounds(row, "region"),
        "parts": parts,
        "drawn": {words: _whole(row[column]) for column, words in PARTS.items()},
        "has_area": row["has_own_area"],
    }


def _bounds(row: Row, what: str) -> str:
    return interval(row[f"{what}_share_low"], row[f"{what}_share_high"])


def _whole(value: Decimal) -> int:
    """Return whole pounds for drawing; a part that came back on balance is not drawn."""
    return max(int(value), 0)

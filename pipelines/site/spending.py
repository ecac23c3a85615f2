"""How much, by whom: the headline, the months, and each body's years."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

import duckdb

from pipelines.site.figures import Ledger, percent, share
from pipelines.site.reading import VAT_WORDS, Row, month, read, year

MONTHS, YEARS = "mart_spend_by_body_month", "mart_spend_geography"


def headline(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> list[Row]:
    """Return what was paid, apart for each VAT basis: the three are never added up."""
    rows = read(
        connection,
        """
        select vat_basis, sum(paid_gbp) as paid, list(row_key order by row_key) as keys,
            count(distinct publisher_id) as bodies,
            list(distinct publisher_name order by publisher_name) as names
        from mart_spend_geography group by vat_basis
        order by array_position(['net', 'gross', 'unknown'], vat_basis)
        """,
    )
    return [
        {
            **row,
            "words": VAT_WORDS[row["vat_basis"]],
            "paid": ledger.add(
                row["paid"], YEARS, row["keys"], "paid_gbp",
                f"Paid by {row['bodies']} {'body' if row['bodies'] == 1 else 'bodies'}, "
                f"{VAT_WORDS[row['vat_basis']]}",
            ),
        }
        for row in rows
    ]  # fmt: skip


def period(connection: duckdb.DuckDBPyConnection) -> Row:
    """Return the months covered, and how many bodies and lines there are."""
    return read(
        connection,
        """
        select min(spend_month) as first, max(spend_month) as last,
            count(distinct publisher_id) as bodies, coalesce(sum(line_count), 0) as lines,
            coalesce(sum(line_count) filter (where spend_month is null), 0) as undated
        from mart_spend_by_body_month
        """,
    )[0]


def months(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> list[Row]:
    """Return what was paid in each month, apart for each VAT basis."""
    rows = read(
        connection,
        """
        select spend_month, vat_basis, sum(paid_gbp) as paid, list(row_key order by row_key) as keys
        from mart_spend_by_body_month where spend_month is not null
        group by spend_month, vat_basis order by spend_month, vat_basis
        """,
    )
    return [
        {
            "month": row["spend_month"],
            "words": VAT_WORDS[row["vat_basis"]],
            "pounds": row["paid"],
            "paid": ledger.add(
                row["paid"], MONTHS, row["keys"], "paid_gbp",
                f"Paid in {month(row['spend_month'])}, {VAT_WORDS[row['vat_basis']]}",
            ),
        }
        for row in rows
    ]  # fmt: skip


def behind(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return the bodies without a payment in the last months, the longest behind first."""
    rows = read(
        connection,
        """
        select publisher_name as name, max(spend_month) as last
        from mart_spend_by_body_month where spend_month is not null
        group by publisher_id, publisher_name
        having max(spend_month) < (select max(spend_month) from mart_spend_by_body_month)
        order by last, name
        """,
    )
    return [{"name": row["name"], "last": month(row["last"])} for row in rows]


def by_month(rows: Sequence[Row]) -> list[Row]:
    """Return one row a month with a cell for each VAT basis, for the table beside the chart."""
    found: dict[dt.date, dict[str, Any]] = {}
    for row in rows:
        found.setdefault(row["month"], {})[row["words"]] = row["paid"]
    return [{"month": month(when), "cells": cells} for when, cells in found.items()]


def bodies(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> list[Row]:
    """Return each body's years: what it paid, what it hides, and the months that are missing.

    The months expected of a year are those of it in which any body published. Those after a
    body's last are told apart: they may not be due yet.
    """
    rows = read(
        connection,
        """
        with months as (
            select distinct financial_year, spend_month
            from mart_spend_by_body_month where spend_month is not null
        ), spans as (
            select publisher_id, vat_basis, max(spend_month) as last_month
            from mart_spend_by_body_month group by all
        ), expected as (
            select publisher_id, vat_basis, last_month, financial_year, count(*) as expected,
                count(*) filter (where spend_month > last_month) as later
            from spans cross join months group by all
        ), seen as (
            select publisher_id, financial_year, vat_basis, count(distinct spend_month) as seen,
                cast(sum(line_count) as bigint) as lines
            from mart_spend_by_body_month group by all
        )
        select geography.*, seen.seen, seen.lines,
            expected.expected, expected.later, expected.last_month
        from mart_spend_geography as geography
        inner join seen on seen.publisher_id = geography.publisher_id
            and seen.financial_year is not distinct from geography.financial_year
            and seen.vat_basis = geography.vat_basis
        left join expected on expected.publisher_id = geography.publisher_id
            and expected.vat_basis = geography.vat_basis
            and expected.financial_year = geography.financial_year
        order by publisher_name, vat_basis, financial_year nulls last, geography.row_key
        """,
    )
    groups = groupby(rows, key=lambda row: (row["publisher_name"], row["vat_basis"]))
    return [
        {
            "name": name,
            "words": VAT_WORDS[vat_basis],
            "years": [_year(row, ledger) for row in group],
        }
        for (name, vat_basis), group in groups
    ]


def _year(row: Row, ledger: Ledger) -> Row:
    hidden = row["unknown_redacted_gbp"] + row["unknown_person_gbp"]
    when = f"{row['publisher_name']}, {year(row['financial_year'])}"
    later = row["later"] or 0
    return {
        "year": year(row["financial_year"]),
        "paid": ledger.add(row["paid_gbp"], YEARS, [row["row_key"]], "paid_gbp", f"Paid: {when}"),
        "lines": row["lines"],
        "seen": row["seen"],
        "expected": row["expected"],
        "missing": row["expected"] - later - row["seen"] if row["expected"] else None,
        "last_month": month(row["last_month"]) if later else None,
        "hidden": percent(_not_negative(share(hidden, row["paid_gbp"]))),
    }


def _not_negative(part: Decimal | None) -> Decimal | None:
    """A share of money that came back on balance is no share."""
    return part if part is None or part >= 0 else None

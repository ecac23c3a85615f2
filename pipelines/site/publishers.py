"""How good each publisher's files are: what was read, what was refused, and why."""

import duckdb

from pipelines.site.figures import Ledger
from pipelines.site.reading import Row, read

MART, SHOWN = "mart_publisher_quality", 40
OUTCOMES = {
    "refused": "was refused",
    "held": "is held back by a critical check",
    "failed": "could not be fetched",
    "empty_publication": "was published empty",
    "no_publication": "was not published",
}


def publishers(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> list[Row]:
    """Return each publisher's account: files asked for, read, refused; pounds landed, rejected."""
    rows = read(
        connection, "select * from mart_publisher_quality order by source_id, publisher_name"
    )
    return [
        {
            **row,
            "name": row["publisher_name"] or row["publisher_id"],
            "not_read": row["deliveries"] - row["landed_deliveries"],
            "published": _money(row, ledger, "published_gbp", "Published in files"),
            "rejected": _money(row, ledger, "rejected_gbp", "In lines rejected"),
        }
        for row in rows
    ]


def not_read(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return every document that was not used, with the reason, as sentences tell it."""
    rows = read(
        connection,
        """
        select outcome, publisher_id, publisher_name, reason,
            list(distinct period order by period) as periods
        from fct_deliveries where outcome <> 'landed'
        group by all order by all
        """,
    )
    return [
        {
            "name": row["publisher_name"] or row["publisher_id"],
            "periods": row["periods"],
            "words": OUTCOMES[row["outcome"]],
            "reason": row["reason"],
        }
        for row in rows
    ]


def _money(row: Row, ledger: Ledger, column: str, words: str) -> object:
    name = row["publisher_name"] or row["publisher_id"]
    return ledger.add(row[column], MART, [row["row_key"]], column, f"{words}: {name}")

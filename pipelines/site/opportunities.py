"""What can be bid for or talked about now, and what is planned."""

import duckdb

from pipelines.site.figures import Ledger
from pipelines.site.reading import Row, day, read, vat_words, web_address

MART, SHOWN = "mart_opportunities", 10
GROUPS = {
    "open": "Open: bids or interest are taken",
    "market": "Dynamic markets that can be joined at any time",
    "engaging": "Engaging: the buyer is talking with the market",
    "planned": "Planned",
}


def opportunities(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> list[Row]:
    """Return the open, the engaging and the planned procurements, the most urgent first.

    A dynamic market is open without a last day, so it would never be among the first: it has a
    list of its own. What has a day to act by comes in order of that day; then what is meant to
    begin first.
    """
    rows = read(
        connection,
        """
        select *, case
            when state = 'open' and deadline_date is null then 'market' else state
        end as kind
        from mart_opportunities
        where is_counted and state in ('open', 'engaging', 'planned')
        order by deadline_date nulls last, contract_start_date nulls last, buyer_name, title,
            row_key
        """,
    )
    return [
        {
            "words": words,
            "is_planned": kind == "planned",
            "count": len(found := [row for row in rows if row["kind"] == kind]),
            "rows": [_opportunity(row, ledger) for row in found[:SHOWN]],
            "rest": max(len(found) - SHOWN, 0),
        }
        for kind, words in GROUPS.items()
    ]


def _opportunity(row: Row, ledger: Ledger) -> Row:
    is_planned = row["state"] == "planned"
    is_least = row["estimate_gbp"] is None and row["estimate_least_gbp"] is not None
    estimate = "estimate_least_gbp" if is_least else "estimate_gbp"
    return {
        "title": row["title"],
        "address": web_address(row["notice_url"]),
        "buyer": row["buyer_name"],
        "notice": row["latest_notice_type"],
        "day": "none" if row["kind"] == "market" else day(
            row["contract_start_date"] if is_planned else row["deadline_date"]
        ),
        "days_left": None if is_planned else row["days_left"],
        "suits": _suits(row),
        "lots": row["lot_count"],
        "words": vat_words(row["vat_basis"]),
        "is_least": is_least,
        "estimate": ledger.add(
            row[estimate], MART, [row["row_key"]], estimate,
            f"Estimate of {row['title']}, {row['buyer_name']}",
        ),
    }  # fmt: skip


def _suits(row: Row) -> str | None:
    said = {"small businesses": row["suitable_sme"], "voluntary bodies": row["suitable_vcse"]}
    return " and ".join(words for words, suits in said.items() if suits) or None

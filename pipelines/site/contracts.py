"""The re-tender clock: which contracts end soon, counted from the day of the release."""

import datetime as dt

import duckdb

from pipelines.site.figures import Ledger
from pipelines.site.reading import Row, day, read, vat_words, web_address

MART, SHOWN, DRAWN = "mart_retender_pipeline", 12, 15
MARKS = {
    3: "Less than 3 months left",
    6: "3 to 6 months left",
    12: "6 to 12 months left",
    18: "12 to 18 months left",
}
KINDS = {
    "award": "award",
    "contract": "contract",
    "framework_ceiling": "framework ceiling",
}


def clock(connection: duckdb.DuckDBPyConnection, ledger: Ledger, as_of: dt.date) -> list[Row]:
    """Return the contracts that end within 18 months of ``as_of``, by the time that is left.

    The end is the one without options: that is when somebody must decide.
    """
    rows = read(
        connection,
        """
        select *,
            case when mark_3_months_date <= $as_of then 3 when mark_6_months_date <= $as_of then 6
                when mark_12_months_date <= $as_of then 12 else 18 end as mark
        from mart_retender_pipeline
        where end_date >= $as_of and mark_18_months_date <= $as_of
            and not is_terminated and end_date_quality = 'stated'
        order by end_date, buyer_name, title, row_key
        """,
        as_of=as_of,
    )
    return [
        {
            "words": words,
            "count": len(found := [row for row in rows if row["mark"] == mark]),
            "contracts": [_contract(row, ledger) for row in found[:SHOWN]],
            "rest": max(len(found) - SHOWN, 0),
        }
        for mark, words in MARKS.items()
    ]


def drawn(connection: duckdb.DuckDBPyConnection, as_of: dt.date) -> list[Row]:
    """Return the days on which contracts end, of the buyers with most of them."""
    return read(
        connection,
        """
        with ending as (
            select coalesce(buyer_name, 'not stated') as buyer_name, end_date as ends,
                count(*) as contracts
            from mart_retender_pipeline
            where end_date >= $as_of and mark_18_months_date <= $as_of
                and not is_terminated and end_date_quality = 'stated'
            group by all
        ), buyers as (
            select buyer_name from ending group by buyer_name
            order by sum(contracts) desc, buyer_name limit $drawn
        )
        select * from ending where buyer_name in (from buyers) order by all
        """,
        as_of=as_of,
        drawn=DRAWN,
    )


def off_the_clock(connection: duckdb.DuckDBPyConnection, as_of: dt.date) -> Row:
    """Return how many contracts cannot be on the clock, and why."""
    return read(
        connection,
        """
        select count(*) as contracts,
            count(*) filter (where is_terminated) as terminated,
            count(*) filter (where not is_terminated and end_date_quality = 'missing') as missing,
            count(*) filter (where not is_terminated and end_date_quality = 'unreal') as unreal,
            count(*) filter (where not is_terminated and end_date_quality = 'stated'
                and end_date < $as_of and latest_end_date >= $as_of) as on_options
        from mart_retender_pipeline
        """,
        as_of=as_of,
    )[0]


def _contract(row: Row, ledger: Ledger) -> Row:
    latest = row["latest_end_date"]
    return {
        "ends": day(row["end_date"]),
        "with_options": day(latest) if latest and latest > row["end_date"] else None,
        "title": row["title"],
        "buyer": row["buyer_name"],
        "incumbent": row["incumbent_name"],
        "others": max((row["supplier_count"] or 1) - 1, 0),
        "address": web_address(row["notice_url"]),
        "kind": KINDS[row["value_kind"]],
        "words": vat_words(row["vat_basis"]),
        "value": ledger.add(
            row["value_gbp"], MART, [row["row_key"]], "value_gbp",
            f"Value of {row['title']}, {row['buyer_name']}",
        ),
    }  # fmt: skip

"""The re-tender clock: which contracts end soon, who has them, and what is known to come next."""

import csv
import datetime as dt
from pathlib import Path

import duckdb

from pipelines.release.calendar import EVERYBODY, FOLDER, INDEX, NEXT_STEPS
from pipelines.site.figures import Ledger
from pipelines.site.reading import Row, day, read, vat_words, web_address

MART, HISTORY = "mart_retender_pipeline", "mart_contract_history"
SHOWN, DRAWN, FEEDS, FOLLOWED = 12, 15, 40, 8
MARKS = {
    3: "Less than 3 months left",
    6: "3 to 6 months left",
    12: "6 to 12 months left",
    18: "12 to 18 months left",
}
FRAMEWORKS = "Frameworks that end within 18 months"
KINDS = {
    "award": "award",
    "award_or_ceiling": "award, or framework ceiling",
    "contract": "contract",
    "call_off": "call-off",
    "framework_ceiling": "framework ceiling",
}
INCUMBENTS = {
    "kept": "the same",
    "partly_kept": "partly the same",
    "changed": "another",
    "unknown": "not known",
}
_ENDING = """
    is_on_clock and end_date >= $as_of and mark_18_months_date <= $as_of
"""


def clock(connection: duckdb.DuckDBPyConnection, ledger: Ledger, as_of: dt.date) -> list[Row]:
    """Return what ends within 18 months of ``as_of``, by the time that is left.

    The end is the one without options: that is when somebody must decide. Frameworks are no
    contracts, and a group of their own.
    """
    rows = read(
        connection,
        f"""
        select *, coalesce(is_framework, false) as is_apart,
            case when mark_3_months_date <= $as_of then 3 when mark_6_months_date <= $as_of then 6
                when mark_12_months_date <= $as_of then 12 else 18 end as mark
        from mart_retender_pipeline where {_ENDING}
        order by end_date, buyer_name, title, row_key
        """,  # noqa: S608
        as_of=as_of,
    )
    contracts = [row for row in rows if not row["is_apart"]]
    groups = [
        _group(words, [row for row in contracts if row["mark"] == mark], ledger)
        for mark, words in MARKS.items()
    ]
    return [*groups, _group(FRAMEWORKS, [row for row in rows if row["is_apart"]], ledger)]


def drawn(connection: duckdb.DuckDBPyConnection, as_of: dt.date) -> list[Row]:
    """Return the days on which contracts end, of the buyers with most of them."""
    return read(
        connection,
        f"""
        with ending as (
            select coalesce(buyer_name, 'not stated') as buyer_name, end_date as ends,
                count(*) as contracts
            from mart_retender_pipeline where {_ENDING} and not coalesce(is_framework, false)
            group by all
        ), buyers as (
            select buyer_name from ending group by buyer_name
            order by sum(contracts) desc, buyer_name limit $drawn
        )
        select * from ending where buyer_name in (from buyers) order by all
        """,  # noqa: S608
        as_of=as_of,
        drawn=DRAWN,
    )


def off_the_clock(connection: duckdb.DuckDBPyConnection) -> Row:
    """Return how many agreements cannot be on the clock, and why."""
    return read(
        connection,
        """
        select count(*) as agreements,
            count(*) filter (where state = 'cancelled') as cancelled,
            count(*) filter (where state = 'ended') as ended,
            count(*) filter (where state = 'unknown_end' and end_date_quality = 'missing')
                as missing,
            count(*) filter (where state = 'unknown_end' and end_date_quality = 'unreal')
                as unreal,
            count(*) filter (where state = 'on_options') as on_options
        from mart_retender_pipeline
        """,
    )[0]


def standing(connection: duckdb.DuckDBPyConnection) -> Row:
    """Return how many contracts run now and who has them; frameworks are left out."""
    return read(
        connection,
        """
        select count(distinct contract_key) filter (where state = 'live') as live,
            count(distinct supplier_organisation_key) filter (where state = 'live') as suppliers,
            count(distinct contract_key) filter (where state = 'not_started') as not_started,
            count(distinct contract_key) filter (where state = 'on_options') as on_options,
            count(distinct contract_key) filter (where state = 'unknown_end') as unknown_end
        from mart_live_contracts where not coalesce(is_framework, false)
        """,
    )[0]


def followed(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> Row:
    """Return the latest contracts that follow another, and how often the supplier stayed."""
    rows = read(
        connection,
        """
        select *, count(*) over () as links,
            count(*) filter (where incumbent in ('kept', 'partly_kept')) over () as kept,
            count(*) filter (where incumbent = 'changed') over () as changed
        from mart_contract_history
        where link = 'chosen' and confidence in ('stated', 'high')
            and not coalesce(is_framework, false)
        order by start_date desc nulls last, buyer_name, title, row_key limit $followed
        """,
        followed=FOLLOWED,
    )
    first = rows[0] if rows else {"links": 0, "kept": 0, "changed": 0}
    return {
        "links": first["links"],
        "kept": first["kept"],
        "changed": first["changed"],
        "unknown": first["links"] - first["kept"] - first["changed"],
        "rows": [_succession(row, ledger) for row in rows],
    }


def feeds(release: Path) -> Row:
    """Return the calendars that stand in the release: that of everybody and each buyer's."""
    with (release / FOLDER / INDEX).open(encoding="utf-8", newline="") as file:
        buyers = list(csv.DictReader(file))
    everybody = f"../{FOLDER}/{EVERYBODY}" if (release / FOLDER / EVERYBODY).exists() else None
    return {
        "everybody": everybody,
        "index": f"../{FOLDER}/{INDEX}",
        "buyers": [
            {**buyer, "address": f"../{FOLDER}/{buyer['file']}"} for buyer in buyers[:FEEDS]
        ],
        "rest": max(len(buyers) - FEEDS, 0),
    }


def _group(words: str, found: list[Row], ledger: Ledger) -> Row:
    return {
        "words": words,
        "is_framework": words == FRAMEWORKS,
        "count": len(found),
        "contracts": [_contract(row, ledger) for row in found[:SHOWN]],
        "rest": max(len(found) - SHOWN, 0),
    }


def _contract(row: Row, ledger: Ledger) -> Row:
    latest = row["latest_end_date"] if row["latest_mark_3_months_date"] else None
    return {
        "ends": day(row["end_date"]),
        "with_options": day(latest) if latest else None,
        "title": row["title"],
        "buyer": row["buyer_name"],
        "incumbent": row["incumbent_name"],
        "others": max((row["supplier_count"] or 1) - 1, 0),
        "address": web_address(row["notice_url"]),
        "next": _next(row),
        "kind": KINDS[row["value_kind"]],
        "words": vat_words(row["vat_basis"]),
        "value": ledger.add(
            row["value_gbp"], MART, [row["row_key"]], "value_gbp",
            f"Value of {row['title']}, {row['buyer_name']}",
        ),
    }  # fmt: skip


def _next(row: Row) -> Row | None:
    """Return what is likely to come next, or None; what is only possible is in the table."""
    if row["notices_seen_confidence"] in (None, "low"):
        return None
    return {
        "step": NEXT_STEPS[row["next_step"]],
        "confidence": row["notices_seen_confidence"],
        "address": web_address(row["next_notice_url"]),
    }


def _succession(row: Row, ledger: Ledger) -> Row:
    return {
        "title": row["title"],
        "buyer": row["buyer_name"],
        "address": web_address(row["notice_url"]),
        "before": row["predecessor_supplier_name"],
        "until": day(row["predecessor_ended_date"]),
        "now": row["supplier_name"],
        "since": day(row["start_date"]),
        "incumbent": INCUMBENTS[row["incumbent"]],
        "confidence": row["confidence"],
        "kind": KINDS[row["value_kind"]],
        "words": vat_words(row["vat_basis"]),
        "value": ledger.add(
            row["value_gbp"], HISTORY, [row["row_key"]], "value_gbp",
            f"Value of {row['title']}, {row['buyer_name']}, from {day(row['start_date'])}",
        ),
    }  # fmt: skip

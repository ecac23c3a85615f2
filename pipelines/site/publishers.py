"""How good each publisher's files are: what was read, what was refused, and why."""

from collections.abc import Mapping

import duckdb
from markupsafe import Markup

from pipelines.site.figures import Figure, Ledger
from pipelines.site.reading import Row, read

MART = "mart_publisher_quality"
OUTCOMES = {
    "refused": "was refused",
    "held": "is held back by a critical check",
    "failed": "could not be fetched",
    "empty_publication": "was published empty",
    "no_publication": "was not published",
}
FAULTS = {
    "refused_deliveries": "refused",
    "held_deliveries": "held back",
    "failed_deliveries": "not fetched",
}
NOTHING_THERE = {"empty_publications": "published empty", "no_publications": "not published"}


def publishers(
    connection: duckdb.DuckDBPyConnection, ledger: Ledger, titles: Mapping[str, str]
) -> list[Row]:
    """Return each publisher's account: documents asked for and used, pounds landed and rejected.

    Bodies come before the sources that are one publisher, which ``titles`` names.
    """
    rows = read(
        connection,
        """
        select * from mart_publisher_quality
        order by publisher_id = source_id, source_id, publisher_name, publisher_id
        """,
    )
    return [
        {
            **row,
            "name": _name(row, titles),
            "faults": _counted(row, FAULTS),
            "nothing_there": _counted(row, NOTHING_THERE),
            "published": _money(row, ledger, "published_gbp", "Published in files", titles),
            "rejected": _money(row, ledger, "rejected_gbp", "In lines rejected", titles),
        }
        for row in rows
    ]


def not_used(connection: duckdb.DuckDBPyConnection) -> int:
    """Return how many documents were there, or said to be, and could not be used."""
    (row,) = read(
        connection,
        "select count(*) as documents from fct_deliveries "
        "where outcome in ('refused', 'held', 'failed')",
    )
    return int(row["documents"])


def not_read(connection: duckdb.DuckDBPyConnection, titles: Mapping[str, str]) -> list[Row]:
    """Return every document that was not used, with the reason, as sentences tell it.

    One of several answers for a period that holds nothing, while another does, is no loss.
    """
    rows = read(
        connection,
        """
        select outcome, source_id, publisher_id, publisher_name, reason,
            publisher_id = source_id as is_source,
            list_sort(list(distinct replace(period, '--', ' to '))) as periods
        from fct_deliveries as one where outcome <> 'landed' and not (
            outcome = 'empty_publication' and exists (
                from fct_deliveries as other where other.outcome = 'landed'
                    and other.source_id = one.source_id and other.period = one.period
                    and other.publisher_id = one.publisher_id))
        group by all
        order by is_source, source_id, publisher_name, publisher_id, periods, outcome, reason
        """,
    )
    return [
        {
            "name": _name(row, titles),
            "periods": row["periods"],
            "words": OUTCOMES[row["outcome"]],
            "reason": sentence(row["reason"]),
        }
        for row in rows
    ]


def sentence(text: str | None) -> str:
    """Return ``text`` with a capital letter and a full stop."""
    words = (text or "").strip()
    ended = words if words.endswith((".", ")", "!", "?")) or not words else f"{words}."
    return ended if ended.startswith("http") else ended[:1].upper() + ended[1:]


def _name(row: Row, titles: Mapping[str, str]) -> str:
    """Return a body's name, or what a source is called that is one publisher."""
    named: str = row["publisher_name"]
    return titles.get(row["source_id"], named) if row["publisher_id"] == row["source_id"] else named


def _counted(row: Row, kinds: Mapping[str, str]) -> str:
    """Return how many documents there are of each kind that has any, as words."""
    return ", ".join(f"{row[column]} {words}" for column, words in kinds.items() if row[column])


def _money(
    row: Row, ledger: Ledger, column: str, words: str, titles: Mapping[str, str]
) -> Figure | Markup | None:
    """Return the pounds of a publisher, or None where its documents hold none."""
    if row[column] is None:
        return None
    what = f"{words}: {_name(row, titles)}"
    return ledger.add(row[column], MART, [row["row_key"]], column, what)

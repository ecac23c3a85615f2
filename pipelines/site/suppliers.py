"""Who is paid most: the ten largest suppliers of each body in its latest year."""

from itertools import groupby

import duckdb

from pipelines.site.figures import Ledger, percent
from pipelines.site.reading import VAT_WORDS, Row, read

MART, SHOWN = "mart_top_suppliers", 10


def largest(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> list[Row]:
    """Return each body with its ten largest suppliers, and the share of its money they have."""
    rows = read(
        connection,
        """
        select * from mart_top_suppliers where financial_year is not null
        qualify financial_year = max(financial_year) over (partition by publisher_id)
            and rank <= $shown
        order by publisher_name, vat_basis, rank, row_key
        """,
        shown=SHOWN,
    )
    groups = groupby(rows, key=lambda row: (row["publisher_name"], row["vat_basis"]))
    return [_body(list(group), ledger) for _, group in groups]


def _body(rows: list[Row], ledger: Ledger) -> Row:
    first = rows[0]
    return {
        "name": first["publisher_name"],
        "year": first["financial_year"],
        "words": VAT_WORDS[first["vat_basis"]],
        "together": percent(rows[-1]["cumulative_share"]),
        "suppliers": [
            {
                "rank": row["rank"],
                "name": row["supplier_name"],
                "is_withheld": row["payee_class"] in ("person", "redacted"),
                "number": row["company_number"],
                "paid": ledger.add(
                    row["paid_gbp"], MART, [row["row_key"]], "paid_gbp",
                    f"{first['publisher_name']} to {row['supplier_name']}, {row['financial_year']}",
                ),
                "share": percent(row["share_of_paid"]),
            }
            for row in rows
        ],
    }  # fmt: skip

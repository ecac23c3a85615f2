"""Which documents a release was made from: every one that was asked for, and what came of it."""

from typing import Any

import duckdb

FIELDS = {
    "source": "source_id",
    "publisher": "publisher_id",
    "period": "period",
    "document": "document_name",
    "url": "_source_url",
    "sha256": "_raw_sha256",
    "outcome": "outcome",
    "reason": "reason",
}


def provenance(
    connection: duckdb.DuckDBPyConnection,
    deliveries: str,
    *,
    code_fingerprint: str,
    input_fingerprint: str,
) -> dict[str, Any]:
    """Return what the release was made from. ``deliveries`` is the relation of fct_deliveries.

    The two fingerprints stand for the code that ran and for everything that was put into it.
    """
    columns = ", ".join(f'"{column}"' for column in FIELDS.values())
    rows = connection.execute(
        f"select {columns} from {deliveries} order by all"  # noqa: S608
    ).fetchall()
    return {
        "code_fingerprint": code_fingerprint,
        "input_fingerprint": input_fingerprint,
        "documents": [dict(zip(FIELDS, row, strict=True)) for row in rows],
    }

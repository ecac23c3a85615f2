"""What a night came to, asked of the landed outcomes: counts, refusals, one line an inbox file."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

OUTCOMES = "landed/deliveries/outcomes/*.parquet"

PER_PUBLISHER = """
    select
        source_id,
        publisher_id,
        count(*) filter (where outcome = 'landed') as landed,
        count(*) filter (where outcome <> 'landed') as not_landed,
        coalesce(sum(cast(rows_landed as bigint)), 0) as rows_landed,
        coalesce(sum(cast(rows_rejected as bigint)), 0) as rows_rejected,
        sum(cast(landed_gbp as decimal(38, 4))) as landed_gbp
    from read_parquet($files)
    where publisher_id not like '\\_%' escape '\\'
    group by source_id, publisher_id
    order by source_id, publisher_id
"""
NOT_LANDED = """
    select source_id, publisher_id, period, document_name, outcome, reason, _source_url
    from read_parquet($files)
    where outcome <> 'landed'
    order by source_id, publisher_id, period, document_name, _source_url
"""
INBOX = """
    select
        _source_url, outcome, layout, cast(lines as bigint), cast(rows_landed as bigint),
        cast(rows_rejected as bigint), cast(landed_gbp as decimal(38, 4)),
        cast(published_gbp as decimal(38, 4)), reason
    from read_parquet($files)
    where _source_url like 'inbox:%'
    order by _source_url
"""


@dataclass(frozen=True, slots=True)
class Received:
    """What one publisher's documents came to."""

    source_id: str
    publisher_id: str
    landed: int
    not_landed: int
    rows: int
    rejects: int
    pounds: Decimal | None


@dataclass(frozen=True, slots=True)
class Refused:
    """One document that is not in the tables, and why."""

    source_id: str
    publisher_id: str
    period: str
    document: str
    outcome: str
    reason: str
    url: str


@dataclass(frozen=True, slots=True)
class InboxFile:
    """One file of the inbox."""

    url: str
    outcome: str
    layout: str
    lines: int
    rows: int
    rejects: int
    pounds: Decimal | None
    published: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """Everything a person should see of a night."""

    received: tuple[Received, ...]
    refused: tuple[Refused, ...]
    inbox: tuple[InboxFile, ...]


def read_account(data: Path) -> Account:
    """Read the outcomes landed below ``data``; a night that stopped before landing has none."""
    if not any(data.glob(OUTCOMES)):
        return Account((), (), ())
    files = {"files": str(data / OUTCOMES)}
    with duckdb.connect() as connection:
        return Account(
            tuple(Received(*row) for row in connection.execute(PER_PUBLISHER, files).fetchall()),
            tuple(Refused(*row) for row in connection.execute(NOT_LANDED, files).fetchall()),
            tuple(InboxFile(*row) for row in connection.execute(INBOX, files).fetchall()),
        )

"""What came of each document: its lines and pounds as they went by, held and written down."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.errors import ConservationError
from ingest.model import DeliveryKey, Document, Summary

Record = Mapping[str, str | None]


@dataclass(slots=True)
class Account:
    """Lines and pounds of one document, as they go by."""

    landed: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    rejected: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    rows: int = 0
    rejects: int = 0
    summaries: list[Summary] = field(default_factory=list)


def provenance(document: Document, part: str, line: int | None) -> Record:
    """Return the columns that lead from a landed row back to the published line."""
    return {
        "_source_url": document.request.url,
        "_raw_sha256": document.sha256,
        "_fetched_at": document.fetched_at.isoformat(),
        "_part": part,
        "_line": None if line is None else str(line),
    }


def check_unspoilt(key: DeliveryKey, document: Document, account: Account, outcome: str) -> None:
    """Hold a parser to deciding before its first row.

    Raises:
        ConservationError: rows had gone by when the document was refused.
    """
    if outcome != "landed" and account.rows:
        raise ConservationError(
            f"{key.slug}: {document.request.name or document.request.url} was refused after "
            f"{account.rows} rows; a parser must decide before it yields its first row"
        )


def check_conserved(key: DeliveryKey, document: Document, account: Account) -> None:
    """Hold each part's published money against what was landed and rejected of it.

    Raises:
        ConservationError: money was lost, invented or not accounted for.
    """
    totals = [summary for summary in account.summaries if summary.published_total is not None]
    parts = account.landed.keys() | account.rejected.keys()
    for part in sorted(parts - {summary.part for summary in totals}):
        raise ConservationError(
            f"{key.slug}: {document.request.name or document.request.url} {part}: holds money "
            "and the parser gave no total of it; it must yield a Summary with published_total"
        )
    for summary in totals:
        held = account.landed[summary.part] + account.rejected[summary.part]
        if held != summary.published_total:
            raise ConservationError(
                f"{key.slug}: {document.request.name or document.request.url} {summary.part}: "
                f"published £{summary.published_total:,} but landed and rejected £{held:,}"
            )


def outcome_of(
    key: DeliveryKey,
    document: Document,
    account: Account,
    outcome: str,
    code: str,
    reason: str,
    *,
    money: bool,
) -> Record:
    """Return the outcome of a document, with its account where its source has ``money``."""
    landed = sum(account.landed.values(), Decimal(0))
    rejected = sum(account.rejected.values(), Decimal(0))
    published = sum((s.published_total or Decimal(0) for s in account.summaries), Decimal(0))
    layouts = dict.fromkeys(summary.layout for summary in account.summaries)
    counted = money and outcome != "refused"  # nobody knows what a refused file comes to
    return {
        "source_id": key.source_id,
        "publisher_id": key.publisher_id,
        "period": key.period,
        "document_name": document.request.name,
        "outcome": outcome,
        "reason_code": code,
        "reason": reason,
        "layout": "; ".join(layouts),
        "lines": str(sum(summary.lines for summary in account.summaries)),
        "rows_landed": str(account.rows),
        "rows_rejected": str(account.rejects),
        "published_gbp": str(published) if counted else None,
        "landed_gbp": str(landed) if counted else None,
        "rejected_gbp": str(rejected) if counted else None,
        **provenance(document, "", None),
    }


def refused_outcome(key: DeliveryKey, document: Document, code: str, reason: str) -> Record:
    """Return the outcome of a document of which nothing was landed."""
    return outcome_of(key, document, Account(), "refused", code, reason, money=False)


def silent_outcome(
    key: DeliveryKey, outcome: str, code: str, reason: str, url: str, night: str
) -> Record:
    """Return the outcome of a request that brought no document: not published, or failed."""
    return {
        "source_id": key.source_id,
        "publisher_id": key.publisher_id,
        "period": key.period,
        "document_name": "",
        "outcome": outcome,
        "reason_code": code,
        "reason": reason,
        "layout": "",
        "lines": "0",
        "rows_landed": "0",
        "rows_rejected": "0",
        "_source_url": url,
        "_fetched_at": night,
        "_part": "",
    }

"""The truth behind what is published, as CSV: what a right answer to each question is."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from replay.companies import Company
from replay.truth.changes import agreed_metrics_truth, changes_truth, performance_truth
from replay.truth.contracts import awards_truth, contracts_truth, winners_truth
from replay.truth.filings import (
    filings_missing_truth,
    pay_gaps_truth,
    payment_reports_truth,
    statements_truth,
)
from replay.truth.links import (
    frameworks_truth,
    generations_truth,
    plants_truth,
    promptness_notices_truth,
    twins_truth,
)
from replay.truth.processes import lots_truth, processes_truth
from replay.truth.records import Record, day, flag
from replay.truth.releases import releases_truth
from replay.truth.spend import (
    documents_truth,
    payments_truth,
    prompt_payments_truth,
    totals_truth,
)
from replay.world import World

TABLES: Mapping[str, Callable[[World], Iterable[Record]]] = {
    "payments_truth": payments_truth,
    "totals_truth": lambda world: totals_truth(payments_truth(world)),
    "documents_truth": documents_truth,
    "prompt_payments_truth": prompt_payments_truth,
    "releases_truth": releases_truth,
    "processes_truth": processes_truth,
    "lots_truth": lots_truth,
    "awards_truth": awards_truth,
    "winners_truth": winners_truth,
    "contracts_truth": contracts_truth,
    "changes_truth": changes_truth,
    "performance_truth": performance_truth,
    "agreed_metrics_truth": agreed_metrics_truth,
    "twins_truth": twins_truth,
    "generations_truth": generations_truth,
    "frameworks_truth": frameworks_truth,
    "plants_truth": plants_truth,
    "promptness_notices_truth": promptness_notices_truth,
    "pay_gaps_truth": pay_gaps_truth,
    "statements_truth": statements_truth,
    "payment_reports_truth": payment_reports_truth,
    "filings_missing_truth": filings_missing_truth,
    "companies_truth": lambda world: [_company(company) for company in world.companies],
}
"""One table a question, each made from the world alone."""


def write_truth(world: World, folder: Path) -> list[Path]:
    """Write one CSV a question into a folder, and return their paths.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder / f"{name}.csv", list(table(world))) for name, table in TABLES.items()]


def _write(path: Path, records: Sequence[Record]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)
    return path


def _company(company: Company) -> Record:
    return {
        "company_number": company.number,
        "company_name": company.name,
        "previous_name": company.previous_name,
        "status": company.status,
        "postcode": company.postcode,
        "district_code": company.district_code,
        "is_on_register": flag(company.on_register),
        "incorporated_date": day(company.incorporated),
        "accounts_category": company.accounts,
        "industry_division": company.trade.sic[:2],
    }

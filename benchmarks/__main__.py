"""Print how fast documents are read, and how that compares with Python's own readers.

Run as ``make bench``. Figures of two runs, or of two machines, do not compare; ratios do.
"""

import importlib
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.landing import Landing, duckdb_alone
from benchmarks.measure import Measured, measure
from benchmarks.reading import csv_alone, json_alone, landed, only_text, parsed
from benchmarks.workload import Workload, notices, spend


def main() -> None:
    """Measure both readers and print a table of each."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        importlib.import_module("great_expectations")
        work = spend(scratch)
        console.print(_table(f"Spend: {work.name}", "lines", _spend(work, scratch)))
        work = notices(scratch)
        console.print(_table(f"Notices: {work.name}", "releases", _notices(work, scratch)))
    console.print(
        "Best of three runs each, of one for fct_payments; the last column is against the first "
        "line of a table. Great Expectations was imported before (some seconds, once a night)."
    )


def _spend(work: Workload, scratch: Path) -> Sequence[Measured]:
    text = only_text(work.documents)
    landing = Landing(work, scratch / "lake")
    landing.receive()
    alone = measure("csv files: Python's csv reader alone, one core", lambda: csv_alone(text))
    return (
        alone,
        measure("csv files DuckDB's read_csv can read, two cores", lambda: duckdb_alone(text)),
        measure("bytes to landed, gate 1 included, one core", lambda: landing.anew(1), alone),
        measure("bytes to landed, gate 1 included, two cores", lambda: landing.anew(2), alone),
        measure("landed again, nothing changed", lambda: landing.again(2), alone),
        measure("landed to fct_payments", landing.payments, alone, runs=1),
    )


def _notices(work: Workload, scratch: Path) -> Sequence[Measured]:
    documents = work.documents
    alone = measure("Python's json reader alone", lambda: json_alone(documents))
    return (
        alone,
        measure("read into tables", lambda: parsed(work, documents), alone),
        measure("landed", lambda: landed(work, documents, scratch), alone),
    )


def _table(title: str, unit: str, results: Sequence[Measured]) -> Table:
    table = Table("", title=title, title_justify="left")
    for heading in (unit, "seconds", f"{unit} a second", "times as long"):
        table.add_column(heading, justify="right")
    for one in results:
        figures = (f"{one.records:,}", f"{one.seconds:.2f}", f"{one.rate:,.0f}", one.ratio)
        table.add_row(one.what, *figures)
    return table


if __name__ == "__main__":
    main()

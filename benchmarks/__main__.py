"""Print how fast documents are read, and how that compares with Python's own readers.

Run as ``make bench``. Figures of two runs, or of two machines, do not compare; ratios do.
"""

import importlib
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.landing import Landing, duckdb_alone
from benchmarks.matching import COUNTRY, MILLION, Register, apart
from benchmarks.measure import Measured, measure
from benchmarks.notices import Notices, merge_with, no_gate, our_merger, reference_merger
from benchmarks.reading import csv_alone, only_text
from benchmarks.workload import Workload, spend
from benchmarks.workload import notices as real_notices
from expectations.runner import audit_deliveries
from ingest.landing import Audit


def main() -> None:
    """Measure both readers and print a table of each."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        importlib.import_module("great_expectations")
        work = spend(scratch)
        console.print(_table(f"Spend: {work.name}", "lines", _spend(work, scratch)))
        work = real_notices(scratch)
        name = f"Notices: {work.name}, over and over"
        console.print(_table(name, "releases", _notices(work, scratch)))
        console.print(_matching(scratch))
    console.print(
        "Best of three runs each for spend (one for fct_payments), of one or two for notices. The "
        "last column is against the line of another's tool above. Great Expectations was imported "
        "before (some seconds, once a night)."
    )


def _spend(work: Workload, scratch: Path) -> Sequence[Measured]:
    text = only_text(work.documents)
    landing = Landing(work, scratch / "lake")
    landing.receive()

    def landed(cores: str, workers: int) -> Measured:
        what = f"bytes to landed, gate 1 included, {cores}"
        return measure(what, lambda: landing.land(workers), alone, before=landing.empty)

    alone = measure("csv files: Python's csv reader alone, one core", lambda: csv_alone(text))
    return (
        alone,
        measure("csv files DuckDB's read_csv can read, two cores", lambda: duckdb_alone(text)),
        landed("one core", 1),
        landed("two cores", 2),
        measure("landed again, nothing changed", lambda: landing.land(2), alone),
        measure("landed to fct_payments", landing.payments, alone, runs=1),
    )


def _notices(work: Workload, scratch: Path) -> Sequence[Measured]:
    notices = Notices.of(work, scratch / "notices")
    notices.receive()
    processes = notices.processes()

    def landed(what: str, workers: int, audit: Audit) -> Measured:
        read = partial(notices.land, workers, audit)
        return measure(f"JSON to landed, {what}", read, tool, 2, before=notices.empty)

    tool = measure("flatten-tool to CSV, one core", notices.flatten_with_flatten_tool, runs=2)
    reference = measure(
        "ocdsmerge, one core", lambda: merge_with(processes, reference_merger()), runs=1
    )
    return (
        tool,
        landed("one core", 1, no_gate),
        landed("two cores", 2, no_gate),
        landed("gate 1 included, two cores", 2, audit_deliveries),
        reference,
        measure("our merge, one core", lambda: merge_with(processes, our_merger()), reference, 1),
        measure("landed to compiled, two cores", lambda: notices.compile(2), reference, 2),
    )


def _matching(scratch: Path) -> Table:
    table = Table("", title="Matching: names against invented registers", title_justify="left")
    for heading in ("names", "seconds", "memory, GB"):
        table.add_column(heading, justify="right")
    for size in (MILLION, COUNTRY):
        register = Register(scratch / f"register-{size}", size)
        for what, work in (
            ("exact names alone, SQL", register.match_exactly),
            ("made ready to be searched, once a month", register.prepare),
            ("names matched", register.match),
            ("a night's new names matched", register.match_new),
        ):
            begun = time.perf_counter()
            count, memory = apart(work)
            seconds = time.perf_counter() - begun
            table.add_row(
                f"{size:,} companies: {what}", f"{count:,}", f"{seconds:.2f}", f"{memory:.2f}"
            )
    return table


def _table(title: str, unit: str, results: Sequence[Measured]) -> Table:
    table = Table("", title=title, title_justify="left")
    for heading in (unit, "seconds", f"{unit} a second", "times as fast"):
        table.add_column(heading, justify="right")
    for one in results:
        figures = (f"{one.records:,}", f"{one.seconds:.2f}", f"{one.rate:,.0f}", one.ratio)
        table.add_row(one.what, *figures)
    return table


if __name__ == "__main__":
    main()

"""Names whose company is known, and the register they are looked for in, from the real files."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.matching.candidates import compare
from ingest.matching.register import build_register
from ingest.matching.scoring import FACTS, face
from ingest.model import PROVENANCE

DATA = Path(__file__).resolve().parents[2] / "shared/data"
TRUTH = DATA / "truth"
_NUMBER = re.compile(r"[0-9]{8}|R0[0-9]{6}|[A-Z]{2}[0-9]{3}[0-9A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Case:
    """A name, and the companies it may mean: none where people found none, or could not tell.

    ``weight`` is what was paid under the name, or how many payments, where that is known.
    ``is_decided`` is false where people looked and could not tell.
    """

    source: str
    name: str
    numbers: frozenset[str]
    weight: Decimal = Decimal(0)
    is_decided: bool = True


def load_cases() -> list[Case]:
    """Read the three files; a name stands once in each, with every company stated for it."""
    return [case for source, read in _READERS.items() for case in _once(source, read())]


def load_companies() -> pa.Table:
    """Read the real companies as rows for ``build_register``; the smaller file adds what lacks.

    A few rows bear numbers of other registers (of hospitals, say); no company has such.
    """
    rows: dict[str, tuple[str, str]] = {}
    for path in sorted((DATA / "companies").glob("*.zip")):
        with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as stream:
            reader = csv.DictReader(io.TextIOWrapper(stream, "utf-8", newline=""))
            reader.fieldnames = [name.strip() for name in reader.fieldnames or ()]
            for row in reader:
                if _NUMBER.fullmatch(row["CompanyNumber"]):
                    rows.setdefault(
                        row["CompanyNumber"], (row["CompanyName"], row["CompanyStatus"])
                    )
    return pa.table(
        {
            "company_number": list(rows),
            "company_name": [name for name, _ in rows.values()],
            "is_current": [True] * len(rows),
            "is_live": [status != "Dissolved" for _, status in rows.values()],
            **{column: [""] * len(rows) for column in PROVENANCE},
        }
    )


def searched(companies: pa.Table, names: set[str], folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection in which every name has its candidates, faced with each other."""
    source = folder / "companies.parquet"
    register = folder / "register.duckdb"
    with duckdb.connect() as writer:
        writer.register("companies", companies)
        writer.execute(f"copy companies to '{source}' (format parquet)")
    build_register(f"select * from read_parquet('{source}')", register, threads=2)
    connection = duckdb.connect(str(register), read_only=True)
    payees = pa.table({"name_text": sorted(names)})
    connection.register("listed", payees)
    connection.execute("create temp table payees as select name_text from listed")
    compare(connection)
    face(connection)
    return connection


@dataclass(frozen=True, slots=True)
class Candidate:
    """One company a name may mean: the facts about the pair, in the order of ``FACTS``.

    ``is_other`` where the name says all of itself and is not this company's.
    """

    number: str
    facts: tuple[float, ...]
    same_key: bool
    is_other: bool


def candidates(connection: duckdb.DuckDBPyConnection) -> Mapping[str, list[Candidate]]:
    """Return the candidates of every name."""
    facts = ", ".join(f"cast({sql} as double)" for sql in FACTS.values())
    found: dict[str, list[Candidate]] = {}
    rows = connection.execute(
        f"select name_text, company_number, same_key, is_other, {facts} from faced order by 1, 2"
    ).fetchall()
    for name, number, same_key, is_other, *values in rows:
        found.setdefault(name, []).append(Candidate(number, tuple(values), same_key, is_other))
    return found


def _once(source: str, cases: Iterator[tuple[str, str, str, bool]]) -> Iterator[Case]:
    numbers: dict[str, set[str]] = {}
    weights: dict[str, Decimal] = {}
    undecided: set[str] = set()
    for name, number, weight, is_decided in cases:
        numbers.setdefault(name, set()).update(filter(None, map(_eight, number.split("|"))))
        weights[name] = weights.get(name, Decimal(0)) + Decimal(weight or 0)
        undecided.update([] if is_decided else [name])
    return (
        Case(source, name, frozenset(numbers[name]), weights[name], name not in undecided)
        for name in numbers
    )


def _eight(number: str) -> str:
    return number.zfill(8) if number.isdigit() else number


def _gold() -> Iterator[tuple[str, str, str, bool]]:
    for row in _rows("supplier_company_gold_nhs.csv"):
        number = row["company_number"] if row["company_label"] == "match" else ""
        is_decided = row["company_label"] != "ambiguous"
        yield row["supplier_name"], number, row["amount_gbp"], is_decided


def _stated() -> Iterator[tuple[str, str, str, bool]]:
    for row in _rows("supplier_company_publisher_stated.csv"):
        yield row["supplier_name_raw"], row["numbers"], row["rows"], True


def _on_notices() -> Iterator[tuple[str, str, str, bool]]:
    for row in _rows("supplier_company_notice_stated.csv"):
        if row["valid_format"] == "True":
            yield row["supplier_name"], row["company_number"], "1", True


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (TRUTH / name).open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


_READERS: Mapping[str, Callable[[], Iterator[tuple[str, str, str, bool]]]] = {
    "gold": _gold, "publisher stated": _stated, "notice stated": _on_notices,
}  # fmt: skip

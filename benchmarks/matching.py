"""Names held against registers of a million companies and of as many as the country has.

The companies are invented: words of syllables, trades and legal forms, some common and most rare.
"""

import re
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import duckdb

from ingest.matching.candidates import compare
from ingest.matching.register import MEMORY, build_register
from ingest.matching.scoring import face, score
from ingest.model import PROVENANCE

MILLION = 1_000_000
COUNTRY = 5_700_000
"""The companies on the register in 2026 (sources.md 4.1)."""
NAMES = 100_000
NEW_NAMES = 500
THREADS = 2

_SYLLABLES = re.findall(
    r"\w+",
    "BRA CAL DEN ELM FOR GLE HAR IVE JOL KEL LOR MAR NOR OAK PEN QUI RAV STO THO UND VAL WEN YAR "
    "ZEL BEC COR DUN ESK FEN GAR HOL ING KIR LAN MOS NET OST PIK ROW SEL TAR UPT WIL",
)
_TRADES = re.findall(
    r"\w+",
    "SERVICES PROPERTIES CONSTRUCTION CARE BUILDING TRANSPORT CONSULTING ENGINEERING CLEANING "
    "CATERING TRAINING SOLUTIONS SYSTEMS MANAGEMENT DEVELOPMENTS ELECTRICAL PLUMBING ROOFING "
    "SECURITY LOGISTICS MEDIA DESIGN HOLDINGS GROUP UK TRADING FOODS MOTORS HEALTHCARE SUPPLIES",
)


def _word(seed: str) -> str:
    def part(number: int) -> str:
        return f"{_SYLLABLES!r}[1 + cast(hash({seed}, {number}) % {len(_SYLLABLES)} as integer)]"

    long = f"case when hash({seed}, 9) % 3 = 0 then {part(3)} else '' end"
    return f"{part(1)} || {part(2)} || {long}"


_TRADE = f"{_TRADES!r}[1 + cast(hash(n, '{{}}') % {len(_TRADES)} as integer)]"
_COMPANIES = f"""
copy (
    select
        lpad(cast(n as varchar), 8, '0') as company_number,
        {_word("hash(n, 'first') % 90000")}
        || case when n % 3 = 0 then ' ' || {_word("hash(n, 'second') % 90000")} else '' end
        || ' ' || {_TRADE.format("trade")}
        || case when n % 4 = 0 then ' ' || {_TRADE.format("other")} else '' end
        || case when n % 5 < 4 then ' LIMITED' else ' LTD' end as company_name,
        true as is_current, true as is_live, {", ".join(f"'' as {name}" for name in PROVENANCE)}
    from range({{count}}) as companies (n)
) to '{{path}}' (format parquet)
"""
_PAYEES = """
copy (
    with drawn as (
        select company_name, hash(company_number, '{salt}') as h
        from read_parquet('{companies}')
        order by h limit {count}
    )
    select distinct case cast(h % 10 as integer)
        when 0 then replace(company_name, ' LIMITED', '')
        when 1 then left(company_name, 3) || substr(company_name, 5)
        when 2 then company_name || ' T/A THE SHOP'
        when 3 then left(company_name, 30)
        when 4 then reverse(left(company_name, 9)) || ' SUPPLIES'
        else replace(company_name, ' LIMITED', ' LTD')
    end as name_text
    from drawn
) to '{path}' (format parquet)
"""


class Register:
    """An invented register of ``size`` companies below ``folder``, and names like its own."""

    def __init__(self, folder: Path, size: int) -> None:
        """Write the companies and the names."""
        folder.mkdir(parents=True)
        self.size = size
        self._companies = folder / "companies.parquet"
        self._register = folder / "register.duckdb"
        self._names = folder / "names.parquet"
        self._new_names = folder / "new_names.parquet"
        duckdb.execute(_COMPANIES.format(count=size, path=self._companies))
        for path, count in ((self._names, NAMES), (self._new_names, NEW_NAMES)):
            duckdb.execute(
                _PAYEES.format(companies=self._companies, count=count, path=path, salt=count)
            )

    def prepare(self) -> int:
        """Make the register ready to be searched, which a month does once."""
        query = f"select * from read_parquet('{self._companies}')"
        build_register(query, self._register, THREADS)
        return self.size

    def match_exactly(self) -> int:
        """Find the names that stand on the register letter for letter: what SQL alone does."""
        return self._count(
            f"select count(*) from read_parquet('{self._names}') as payees inner join"
            f" read_parquet('{self._companies}') as companies"
            " on payees.name_text = companies.company_name"
        )

    def match(self) -> int:
        """Match the hundred thousand names."""
        return self._match(self._names)

    def match_new(self) -> int:
        """Match the few hundred names of a night."""
        return self._match(self._new_names)

    def _match(self, names: Path) -> int:
        with duckdb.connect(str(self._register), read_only=True) as connection:
            connection.execute(
                f"set threads = {THREADS}; set memory_limit = '{MEMORY}';"
                " set enable_progress_bar = false"
            )
            connection.execute(f"create temp table payees as from read_parquet('{names}')")
            compare(connection)
            face(connection)
            score(connection)
        return self._count(f"select count(*) from read_parquet('{names}')")

    def _count(self, query: str) -> int:
        row = duckdb.execute(query).fetchone()
        return int(row[0]) if row else 0


def apart(work: Callable[[], int]) -> tuple[int, float]:
    """Do ``work`` in a process of its own; return its count and its most memory, in GB."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_and_memory, work).result()


def _and_memory(work: Callable[[], int]) -> tuple[int, float]:
    return work(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000

"""From the landed names of payees and suppliers to the companies of the register they may mean.

A name is looked up once for a register: what it is given depends on the name and the register
alone, so neither the order of names nor what else is published moves it.
"""

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.files import quoted, sync_file
from ingest.lake import Lake
from ingest.matching.candidates import compare
from ingest.matching.names import notice_text
from ingest.matching.register import MEMORY, build_register
from ingest.matching.scoring import face, model, score
from ingest.matching.tables import CANDIDATES, MATCHED, MATCHED_TABLES
from ingest.model import PROVENANCE, DeliveryKey
from ingest.ocds.gather import holds_releases
from ingest.specs import SourceSpec

log = logging.getLogger(__name__)

COMPANIES = "companies_house"
CHARITIES = "charities"
SPEND = "spend"
KEY = DeliveryKey(MATCHED, MATCHED, "names")
KEPT = 8
"""How many companies a name may mean are written down."""
LEAST = 0.02
"""Below this probability a candidate is not worth writing down."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What matching came to: how many names there are, and how many were looked up."""

    names: int
    looked_up: int


def match_names(lake: Lake, specs: Mapping[str, SourceSpec], code: str, workers: int) -> Matched:
    """Bring the table of candidates to what is landed; ``code`` is a digest of what makes it."""
    services = notice_services(specs.values())
    of_register = _digest(lake, (COMPANIES, CHARITIES), code)
    made_of = f"{of_register} {_digest(lake, (SPEND, *services), '')}"
    target = lake.landed_path(KEY, CANDIDATES)
    was_made_of = lake.landed_from(KEY) or ""
    if was_made_of == made_of:
        return Matched(_count(target), 0)
    register = _register(lake, specs, of_register, workers)
    known = target if was_made_of.startswith(f"{of_register} ") else None
    with duckdb.connect(str(register), read_only=True) as connection:
        connection.execute(
            f"set threads = {workers}; set memory_limit = '{MEMORY}';"
            " set enable_progress_bar = false"
        )
        connection.execute(_listed(lake, services))
        connection.execute(_known(known))
        connection.execute(_NEW_NAMES)
        compare(connection)
        face(connection)
        score(connection)
        _write(lake, connection)
        looked_up = _one(connection, "select count(*) from payees")
        names = _one(connection, "select count(*) from listed")
    log.info("matching: %s names, %s of them looked up in the register", names, looked_up)
    lake.open([KEY])
    lake.replace([KEY], MATCHED_TABLES)
    lake.close(KEY, made_of, [])
    return Matched(names, looked_up)


def notice_services(specs: Iterable[SourceSpec]) -> tuple[str, ...]:
    """Return the sources whose notices name suppliers."""
    return tuple(spec.source_id for spec in specs if holds_releases(spec))


def _digest(lake: Lake, sources: tuple[str, ...], code: str) -> str:
    made_of = [
        f"{name} {entry['fingerprint']}"
        for name, entry in lake.ledger().items()
        if name.startswith(tuple(f"{source_id}/" for source_id in sources))
    ]
    return hashlib.sha256("\n".join([code, *made_of]).encode()).hexdigest()


def _register(lake: Lake, specs: Mapping[str, SourceSpec], digest: str, workers: int) -> Path:
    """Return the searchable register, made of what is landed unless it stands already."""
    folder = lake.root / "matching"
    register = folder / f"register-{digest[:16]}.duckdb"
    if not register.exists():
        for former in folder.glob("register-*.duckdb"):
            former.unlink()
        log.info("matching: making the register ready to be searched by name")
        files = quoted(lake.landed / COMPANIES / "companies" / "*.parquet")
        columns = specs[COMPANIES].tables["companies"].columns
        companies = companies_query(f"read_parquet('{files}')", columns)
        charities = quoted(lake.landed / CHARITIES / "charities" / "*.parquet")
        names = with_charities(companies, f"read_parquet('{charities}')")
        build_register(names, register, workers)
    return register


def companies_query(relation: str, columns: tuple[str, ...]) -> str:
    """Return SQL for one row per name a company bears or bore, of all registers landed.

    A company that left the register keeps the last name it had there, and is not live.
    """
    numbered = [name for name in columns if name.startswith("PreviousName_")]
    previous = [name for name in numbered if name.endswith("_CompanyName")]
    provenance = ", ".join(PROVENANCE)
    formers = " union all ".join(
        f"select company_number, {name} as company_name, _fetched_at, false as is_current,"
        f" {provenance.replace('_fetched_at, ', '')} from latest"
        for name in previous
    )
    return f"""
        with rows as (
            select *, upper(trim(CompanyNumber)) as company_number from {relation}
        ),
        ranked as (
            select *,
                row_number() over (
                    partition by company_number
                    order by snapshot_month desc nulls last, _fetched_at desc, _source_url desc,
                        _raw_sha256, _part, _line
                ) as place
            from rows
            where regexp_matches(company_number, '^[A-Z0-9]{{8}}$')
        ),
        latest as (
            select *,
                snapshot_month is not distinct from (select max(snapshot_month) from rows)
                    as is_live
            from ranked where place = 1
        ),
        named as (
            select company_number, CompanyName as company_name, _fetched_at,
                place = 1 as is_current, {provenance.replace("_fetched_at, ", "")}
            from ranked
            union all {formers}
        ),
        once as (
            select * from named
            where trim(company_name) <> ''
            qualify row_number() over (
                partition by company_number, upper(company_name)
                order by is_current desc, _fetched_at desc, _raw_sha256, _part, _line
            ) = 1
        )
        select once.*, latest.is_live
        from once
        inner join latest on once.company_number = latest.company_number
    """


def with_charities(companies: str, charities: str) -> str:
    """Return SQL for the rows of ``companies`` and the names its charities are registered under.

    A charity states the number of the company it is. A number that two charities state, or that
    the register of companies has not, is nobody's; a charity that was removed bears no name.
    """
    provenance = ", ".join(f"charities.{column}" for column in PROVENANCE)
    return f"""
        with companies as ({companies}),
        numbers as (
            select company_number, bool_or(is_live) as is_live,
                list(upper(trim(company_name))) as company_names
            from companies group by company_number
        ),
        latest as (
            select *, upper(
                regexp_replace(charity_company_registration_number, '[^A-Za-z0-9]', '', 'g')
            ) as stated
            from {charities}
            where linked_charity_number = '0'
            qualify row_number() over (
                partition by registered_charity_number
                order by _fetched_at desc, date_of_extract desc nulls last, _raw_sha256, _part,
                    _line
            ) = 1
        ),
        charities as (
            select *, case
                when regexp_matches(stated, '^[0-9]{{1,8}}$') then lpad(stated, 8, '0') else stated
            end as company_number
            from latest
            where coalesce(date_of_removal, '') = '' and trim(charity_name) <> ''
                and lower(coalesce(charity_registration_status, '')) <> 'removed'
            qualify count(*) over (partition by company_number) = 1
        )
        select * from companies
        union all by name
        select numbers.company_number, charities.charity_name as company_name, {provenance},
            true as is_current, numbers.is_live
        from charities
        inner join numbers on charities.company_number = numbers.company_number
        where not list_contains(numbers.company_names, upper(trim(charities.charity_name)))
    """


def _listed(lake: Lake, services: Sequence[str]) -> str:
    payments = _files(lake, (SPEND,), ("payments", "superseded_payments"))
    suppliers = _files(lake, services, ("award_suppliers",))
    parties = _files(lake, services, ("parties",))
    return f"""
        create temp table listed as
        select distinct name_text
        from (
            select supplier_name as name_text from {payments}
            union all select {notice_text("supplier_name")} from {suppliers}
            union all select {notice_text("coalesce(nullif(party_name, ''), legal_name)")}
            from {parties} where (ocid, release_id, party_id) in (
                select (ocid, release_id, supplier_party_id) from {suppliers}
                where coalesce(supplier_name, '') = ''
            )
        )
        where trim(name_text) <> ''
    """


def _files(lake: Lake, sources: Sequence[str], tables: Sequence[str]) -> str:
    folders = (lake.landed / source / table for source in sources for table in tables)
    listed = ", ".join(f"'{quoted(folder)}/*.parquet'" for folder in folders)
    return f"read_parquet([{listed}])"


def _known(candidates: Path | None) -> str:
    source = f"read_parquet('{quoted(candidates)}')" if candidates else "(select null as name_text)"
    return f"create temp view known as select * from {source}"


_NEW_NAMES = """
create temp table payees as
select name_text from listed
where name_text not in (select name_text from known where name_text is not null)
"""


def _write(lake: Lake, connection: duckdb.DuckDBPyConnection) -> None:
    path = lake.candidate_path(KEY, CANDIDATES)
    path.parent.mkdir(parents=True, exist_ok=True)
    is_known = _one(connection, "select count(*) from known where name_text is not null")
    earlier = "union all select known.* from known semi join listed using (name_text)"
    connection.execute(
        f"copy (select * from ({_ROWS} {earlier if is_known else ''})"
        f" order by name_text, cast(place as integer)) to '{quoted(path)}' (format parquet)"
    )
    sync_file(path)


_TEXTS = ", ".join(
    f"cast(scored.{column} as varchar) as {name}"
    for name, column in (
        ("place", "place"), ("company_number", "company_number"), ("company_name", "company_name"),
        ("is_current_name", "is_current"), ("is_on_register", "is_live"),
        ("probability", "probability"), ("is_match", "is_match"), ("same_key", "same_key"),
        ("same_text", "same_text"), ("variant", "variant"), ("shared", "shared"),
        ("unshared", "unshared"), ("unsaid", "unsaid"), ("misspelt", "misspelt"),
        ("likeness", "likeness"), ("margin", "margin"), ("rivals", "rivals"),
    )
)  # fmt: skip
_ROWS = f"""
select payees.name_text, {_TEXTS}, {", ".join(f"names.{column}" for column in PROVENANCE)}
from payees
left join (
    select *,
        place = 1 and probability >= {model().threshold} and margin > 0 and not is_other
            as is_match
    from scored where place <= {KEPT} and probability >= {LEAST}
) as scored
    on payees.name_text = scored.name_text
left join names on scored.name_id = names.name_id
"""


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _count(target: Path) -> int:
    with duckdb.connect() as connection:
        return _one(connection, f"select count(distinct name_text) from '{quoted(target)}'")

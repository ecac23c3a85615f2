"""The register of companies made ready to be searched by name, as one DuckDB file.

Made once for a register and read every night: a night's new names cost what they are, not what
the register is.
"""

from pathlib import Path

import duckdb

from ingest.files import move_into_place, quoted
from ingest.matching.names import canonical, core, form, is_joining, key, plain
from ingest.model import PROVENANCE

MEMORY = "4GB"


def build_register(companies: str, target: Path, threads: int) -> None:
    """Write the searchable register.

    Args:
        companies: SQL for a query with one row per name a company bears or bore:
            ``company_number``, ``company_name``, ``is_current``, ``is_live`` and provenance.
        target: the file; there is either none, or a whole one.
        threads: how many DuckDB may use. The file says the same whatever they are.

    Tables: ``names`` (one row per company and name), ``vocabulary`` (one row per word, with how
    rare it is in hundredths of a bit) and ``postings`` (one row per word and name).
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    candidate = target.with_name(f".{target.name}")
    candidate.unlink(missing_ok=True)
    with duckdb.connect(str(candidate)) as connection:
        connection.execute(
            f"set threads = {threads}; set memory_limit = '{MEMORY}';"
            " set enable_progress_bar = false"
        )
        connection.execute(f"set temp_directory = '{quoted(target.parent)}/.spill'")
        connection.execute(_NAMES.replace("{companies}", companies))
        connection.execute(_VOCABULARY)
        connection.execute(_POSTINGS)
    move_into_place(candidate, target)


_CORE = core("plain_name")
_NAMES = f"""
create table names as
with named as (
    select *, {plain("company_name")} as plain_name from ({{companies}})
),
cored as (
    select *, {_CORE} as core, {form("plain_name")} as form from named where plain_name <> ''
),
keyed as (
    select
        company_number, company_name, is_current, is_live, plain_name, core, form,
        {key("core")} as key, {", ".join(PROVENANCE)}
    from cored
    order by key, company_number, plain_name, is_current desc, company_name,
        _raw_sha256, _part, _line
)
select cast(row_number() over () as integer) as name_id, * from keyed
"""

_WORDS = "select name_id, unnest(string_split(core, ' ')) as word from names"
_VOCABULARY = f"""
create table vocabulary as
with counted as (
    select word, count(*) as uses from ({_WORDS}) group by word
),
meant as (
    select word, uses, {canonical("word")} as canon, {is_joining("word")} as is_joining
    from counted where word <> ''
),
weighed as (
    select
        *,
        sum(uses) over (partition by canon) as canon_uses,
        dense_rank() over (order by canon) as canon_id
    from meant
)
select
    word,
    canon,
    cast(canon_id as integer) as canon_id,
    is_joining,
    cast(canon_uses as integer) as uses,
    cast(round(100 * log2(((select count(*) from names) + 1) / (canon_uses + 0.5))) as integer)
        as bits
from weighed
order by word
"""
_POSTINGS = f"""
create table postings as
select distinct vocabulary.canon_id, words.name_id
from ({_WORDS}) as words
inner join vocabulary on words.word = vocabulary.word
where not vocabulary.is_joining
order by canon_id, name_id
"""

"""Companies that a name may mean, and how each of their names compares with it.

SQL over a register made by ``build_register`` and a table ``payees``: one row per ``name_text``,
of whoever was paid or won an award.
Nothing a name is given depends on any other name, so what is added moves nothing.
"""

import duckdb

from ingest.matching.comparisons import COMPARISONS, LIKE
from ingest.matching.names import (
    body,
    canonical,
    core,
    form,
    is_joining,
    key,
    plain,
    without_asides,
    without_codes,
)

COMMON = 2_000
"""A word in more names than this finds no candidates: it would find a trade, not a company."""
ENOUGH = 600
"""A name's rarest words find candidates while all of them together stand in so many names."""
KEPT = 10
"""How many candidates of a name are compared word by word."""
PREFIX = 5
"""From this length a name finds those that begin with it."""
LEFT_OFF = 3
"""How many words at its beginning or its end a name may have that are none of the company's."""
PER_LETTER = 300
"""What a letter of a name that begins or ends another promises, beside bits of rare words."""
NEXT = 24
"""How many of the names that follow it in the alphabet are looked at for that."""
CUT_AT = 28
"""From this length a name may have been cut off by the field it was kept in."""


def compare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``compared``: one row per name and company, what speaks for and against.

    The connection has the tables ``names``, ``vocabulary``, ``postings`` and ``payees``. Bits
    are hundredths, whole numbers: a sum is the same in any order.
    """
    for statement in (_VARIANTS, _WORDS, _MISSPELT, _FINDERS, _FOUND, _PAIRS, *COMPARISONS):
        connection.execute(statement)


_TRADING = " TRADING AS "
_NAME = without_codes("name_text")
_SAID = rf"regexp_replace({_NAME}, '\bT ?[/\\] ?A\b', ' TRADING AS ', 'gi')"
_CORE = core("plain_name")
_VARIANTS = f"""
create or replace temp table variants as
with spelled as (
    select name_text, {plain(_SAID)} as plain_name,
        regexp_replace({plain(without_asides(_SAID))}, '{_TRADING}.*$', '') as without_aside
    from payees
),
varied as (
    select name_text, 'whole' as variant,
        regexp_replace(plain_name, '{_TRADING}.*$', '') as plain_name,
    from spelled
    union all
    select name_text, 'trading' as variant,
        regexp_replace(plain_name, '^.*?{_TRADING}', '') as plain_name
    from spelled where regexp_matches(plain_name, '{_TRADING}')
    union all
    select name_text, 'aside' as variant, {body("without_aside")} as plain_name
    from spelled
    where {body("without_aside")} <> regexp_replace(plain_name, '{_TRADING}.*$', '')
),
cored as (
    select *, {_CORE} as core, {form("plain_name")} as form from varied
)
select
    cast(row_number() over (order by name_text, variant) as integer) as variant_id,
    name_text, variant, plain_name, core, form, {key("core")} as key,
    length(name_text) >= {CUT_AT} as may_be_cut
from cored
where core <> ''
"""

_WORDS = f"""
create or replace temp table variant_words as
with split as (
    select variant_id, may_be_cut, unnest(string_split(core, ' ')) as word,
        unnest(range(1, 1 + len(string_split(core, ' ')))) as place,
        len(string_split(core, ' ')) as places
    from variants
),
kept as (
    select *, {canonical("word")} as canon, {is_joining("word")} as is_joining from split
)
select
    kept.variant_id, cast(kept.place as integer) as place, kept.canon, kept.is_joining,
    kept.may_be_cut and kept.place = kept.places as may_be_cut,
    canons.canon_id, coalesce(canons.uses, 0) as uses,
    coalesce(canons.bits, (select max(bits) from vocabulary)) as bits
from kept
left join (select distinct canon, canon_id, uses, bits from vocabulary) as canons
    on kept.canon = canons.canon
"""

# A word that the register hardly knows may be one of its words misspelt.
_MISSPELT = f"""
create or replace temp table misspelt as
with unknown as (
    select distinct canon from variant_words
    where uses <= 2 and length(canon) >= 5 and not is_joining
),
known as (
    select distinct canon, canon_id, uses from vocabulary
    where length(canon) >= 4 and uses <= {COMMON}
)
select unknown.canon, known.canon_id, known.uses
from unknown
inner join known
    on
        left(unknown.canon, 2) = left(known.canon, 2)
        and abs(length(unknown.canon) - length(known.canon)) <= 2
        and unknown.canon <> known.canon
where jaro_winkler_similarity(unknown.canon, known.canon) >= {LIKE}
"""

# A name that the register has needs no other names; for one that it has not, its rarest words
# find them, as many words as together stand in few enough names.
_FINDERS = f"""
create or replace temp table finders as
with unmet as (
    select variant_id from variants where key not in (select key from names)
),
listed as (
    select variant_id, canon_id, uses, bits from variant_words
    where canon_id is not null and not is_joining and uses <= {COMMON}
        and variant_id in (select variant_id from unmet)
    union
    select variant_words.variant_id, misspelt.canon_id, misspelt.uses, variant_words.bits
    from variant_words
    inner join misspelt on variant_words.canon = misspelt.canon
    where variant_words.variant_id in (select variant_id from unmet)
),
rarest as (
    select variant_id, canon_id, min(uses) as uses, max(bits) as bits
    from listed
    group by variant_id, canon_id
)
select variant_id, canon_id, bits
from rarest
qualify row_number() over (partition by variant_id order by uses, canon_id) = 1
    or sum(uses) over (
        partition by variant_id order by uses, canon_id rows unbounded preceding
    ) <= {ENOUGH}
"""

_FOUND = f"""
create or replace temp table found as
with by_key as (
    select variants.variant_id, names.name_id, 1000000 as bits
    from variants
    inner join names on variants.key = names.key
),
by_word as (
    select finders.variant_id, postings.name_id, sum(finders.bits) as bits
    from finders
    inner join postings on finders.canon_id = postings.canon_id
    group by finders.variant_id, postings.name_id
),
next_names as (
    select variants.variant_id, variants.key, firsts.name_id
    from variants
    asof inner join (
        select key, min(name_id) as name_id from names group by key
    ) as firsts on variants.key <= firsts.key
    where length(variants.key) >= {PREFIX}
),
longer as (
    select next_names.variant_id, names.name_id, {PER_LETTER} * length(next_names.key) as bits
    from (
        select variant_id, key, unnest(range(name_id, name_id + {NEXT})) as name_id
        from next_names
    ) as next_names
    inner join names on next_names.name_id = names.name_id
    where starts_with(names.key, next_names.key)
),
spoken as (
    select variant_id, string_split(core, ' ') as words
    from variants
    where variant_id in (select variant_id from finders)
),
parts as (
    select variant_id, array_to_string(words[first_word:last_word], ' ') as core
    from (
        select variant_id, words, unnest(range(1, 1 + {LEFT_OFF} + 1)) as first_word,
            len(words) as last_word
        from spoken
        union all
        select variant_id, words, 1 as first_word,
            unnest(range(len(words) - {LEFT_OFF}, len(words))) as last_word
        from spoken
    )
    where last_word - first_word between 1 and len(words) - 2
),
shorter as (
    select parts.variant_id, names.name_id, {PER_LETTER} * length(names.key) as bits
    from (select variant_id, {key("core")} as key from parts) as parts
    inner join names on parts.key = names.key
    where length(parts.key) >= {PREFIX}
),
every_one as (
    from by_key union all from by_word union all from longer union all from shorter
)
select
    every_one.variant_id, every_one.name_id,
    max(every_one.bits) - 60 * abs(length(names.key) - length(variants.key)) as promise
from every_one
inner join variants on every_one.variant_id = variants.variant_id
inner join names on every_one.name_id = names.name_id
group by every_one.variant_id, every_one.name_id, names.key, variants.key
"""

_PAIRS = f"""
create or replace temp table pairs as
with best as (
    select variant_id, unnest(max_by(name_id, (promise, -name_id), {KEPT})) as name_id
    from found
    group by variant_id
)
select variant_id, name_id from best
"""

"""How a name and each company it may mean are compared word by word, in SQL.

Reads ``variants``, ``variant_words`` and ``pairs``, which ``candidates`` makes, and the register.
"""

from ingest.matching.names import FOREIGN, is_place

LIKE = 0.92
"""Jaro-Winkler likeness from which two words are one word misspelt."""

_PAIR_WORDS = """
create or replace temp table name_words as
with split as (
    select name_id, unnest(string_split(core, ' ')) as word,
        unnest(range(1, 1 + len(string_split(core, ' ')))) as place
    from names
    where name_id in (select name_id from pairs)
)
select split.name_id, cast(split.place as integer) as place,
    vocabulary.canon, vocabulary.bits, vocabulary.is_joining
from split
inner join vocabulary on split.word = vocabulary.word
"""

_LIKENESSES = f"""
create or replace temp table likenesses as
select
    pairs.variant_id, pairs.name_id, variant_words.place, name_words.place as name_place,
    case
        when variant_words.canon = name_words.canon then 100
        when variant_words.may_be_cut and starts_with(name_words.canon, variant_words.canon)
            then 95
        else 85
    end as likeness
from pairs
inner join variant_words on pairs.variant_id = variant_words.variant_id
inner join name_words on pairs.name_id = name_words.name_id
where
    not variant_words.is_joining and not name_words.is_joining
    and (
        variant_words.canon = name_words.canon
        or (variant_words.may_be_cut and starts_with(name_words.canon, variant_words.canon))
        or (
            length(variant_words.canon) >= 4 and length(name_words.canon) >= 4
            and left(variant_words.canon, 1) = left(name_words.canon, 1)
            and jaro_winkler_similarity(variant_words.canon, name_words.canon) >= {LIKE}
        )
    )
"""

# A partnership is never the company of the same name, nor is a company of another country one that
# says its British form, unless all of the name is that one's. Else a foreign form is a mere word.
_COMPARED = f"""
create or replace temp table compared as
with said as (
    select
        pairs.variant_id, pairs.name_id,
        sum(words.bits * coalesce(likest.likeness, 0)) // 100 as shared,
        sum(words.bits * (100 - coalesce(likest.likeness, 0))) // 100 as unshared,
        count(*) as words,
        count(likest.likeness) as shared_words,
        bool_or(likest.likeness is null and {is_place("words.canon")}) as says_place,
        count(*) filter (where likest.likeness < 100) as misspelt
    from pairs
    inner join variant_words as words
        on pairs.variant_id = words.variant_id and not words.is_joining
    left join (
        select variant_id, name_id, place, max(likeness) as likeness
        from likenesses group by variant_id, name_id, place
    ) as likest
        on pairs.variant_id = likest.variant_id and pairs.name_id = likest.name_id
        and words.place = likest.place
    group by pairs.variant_id, pairs.name_id
),
registered as (
    select
        pairs.variant_id, pairs.name_id,
        sum(words.bits * (100 - coalesce(likest.likeness, 0))) // 100 as unsaid,
        count(*) as words,
        count(*) - count(likest.likeness) as unsaid_words,
        bool_or(likest.likeness is null and {is_place("words.canon")}) as says_place
    from pairs
    inner join name_words as words
        on pairs.name_id = words.name_id and not words.is_joining
    left join (
        select variant_id, name_id, name_place, max(likeness) as likeness
        from likenesses group by variant_id, name_id, name_place
    ) as likest
        on pairs.variant_id = likest.variant_id and pairs.name_id = likest.name_id
        and words.place = likest.name_place
    group by pairs.variant_id, pairs.name_id
),
whole as (
    select name_id, sum(bits) as bits from name_words group by name_id
)
select
    variants.name_text, variants.variant, names.company_number, names.name_id,
    names.company_name, names.is_current, names.is_live,
    variants.key = names.key as same_key,
    variants.plain_name = names.plain_name as same_text,
    case
        when variants.form in ('', '{FOREIGN}') or names.form in ('', '{FOREIGN}') then 0
        when variants.form = names.form then 1
        else -1
    end as form_agreement,
    variants.form not in ('', '{FOREIGN}') as says_form,
    starts_with(names.key, variants.key) or starts_with(variants.key, names.key) as begins_alike,
    jaro_winkler_similarity(variants.key, names.key) as likeness,
    length(variants.key) as letters,
    case
        when variants.key = names.key then greatest(coalesce(said.shared, 0), whole.bits)
        else coalesce(said.shared, 0)
    end as shared,
    case when variants.key = names.key then 0 else coalesce(said.unshared, 0) end as unshared,
    case when variants.key = names.key then 0 else coalesce(registered.unsaid, 0) end as unsaid,
    coalesce(said.words, 0) as words,
    coalesce(registered.words, 0) as name_words,
    case when variants.key = names.key then 0 else said.words - said.shared_words end
        as unshared_words,
    case when variants.key = names.key then 0 else registered.unsaid_words end as unsaid_words,
    coalesce(said.misspelt, 0) as misspelt,
    coalesce(variants.key <> names.key and said.says_place and registered.says_place, false)
        as is_elsewhere
from pairs
inner join variants on pairs.variant_id = variants.variant_id
inner join names on pairs.name_id = names.name_id
inner join whole on pairs.name_id = whole.name_id
left join said on pairs.variant_id = said.variant_id and pairs.name_id = said.name_id
left join registered
    on pairs.variant_id = registered.variant_id and pairs.name_id = registered.name_id
where
    variants.form = '' or names.form = '' or variants.form = names.form
    or case
        when variants.form = '{FOREIGN}' then variants.key = names.key
        else (variants.form = 'LLP') = (names.form = 'LLP')
    end
"""

COMPARISONS = (_PAIR_WORDS, _LIKENESSES, _COMPARED)
"""The statements that make ``compared`` of ``pairs``, in their order."""

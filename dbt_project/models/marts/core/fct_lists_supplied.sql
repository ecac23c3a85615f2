with

kinds as (

    select * from {{ ref('list_kinds') }}

),

entries as (

    select * from {{ ref('fct_listed_entries') }}

),

{# Of a kind of which no list was ever supplied nothing is known: neither yes nor no. #}
final as (

    select
        {{ surrogate_key(['kinds.list_kind', 'entries.list_id']) }} as list_key,
        kinds.list_kind,
        kinds.list_name,
        entries.list_id,
        case when count(entries.entry_key) = 0 then 'unknown' else 'supplied' end as status,
        max(entries.list_as_of_date) as list_as_of_date,
        count(*) filter (where entries.match_result <> 'names_nobody') as entry_count,
        count(*) filter (where entries.match_result = 'by_identifier') as matched_count,
        count(*) filter (where entries.match_result = 'identifier_not_met') as not_met_count,
        count(*) filter (where entries.match_result = 'identifier_of_several') as of_several_count,
        count(*) filter (where entries.match_result = 'named_not_matched')
            as named_not_matched_count
    from kinds
    left join entries
        on kinds.list_kind = entries.list_kind
    group by kinds.list_kind, kinds.list_name, entries.list_id

)

select * from final

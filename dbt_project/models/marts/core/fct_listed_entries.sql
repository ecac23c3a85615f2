with

entries as (

    select * from {{ ref('int_listed_entries') }}

),

kinds as (

    select * from {{ ref('list_kinds') }}

),

{# The name of an entry stays in staging: of one without an identifier it may be a person's. #}
final as (

    select
        {{ surrogate_key(['entries._raw_sha256', 'entries._part', 'entries._line']) }}
            as entry_key,
        entries.list_kind,
        entries.list_id,
        kinds.evidence_tier,
        entries.list_as_of_date,
        entries.organisation_key,
        entries.match_result,
        case when entries.organisation_key is not null then entries.scheme end as scheme,
        case when entries.organisation_key is not null then entries.identifier end as identifier,
        entries.fact,
        entries.valid_from_date,
        entries.valid_to_date,
        {{ without_addresses('entries.list_url') }} as list_url,
        entries._source_url,
        entries._raw_sha256,
        entries._part,
        entries._line,
        entries._fetched_at
    from entries
    inner join kinds
        on entries.list_kind = kinds.list_kind

)

select * from final

with

entries as (

    select *
    from {{ ref('fct_listed_entries') }}
    where list_kind = 'debarment' and match_result = 'by_identifier'

),

organisations as (

    select * from {{ ref('dim_organisations') }}

),

nights as (

    select cast(max(left(_fetched_at, 10)) as date) as night_date
    from {{ ref('fct_deliveries') }}

),

{# Whoever is known by a name alone is never here: the facts are match_result by identifier. #}
final as (

    select
        {{ surrogate_key(['entries.entry_key']) }} as row_key,
        entries.entry_key,
        entries.organisation_key,
        organisations.organisation_name,
        organisations.company_number,
        entries.list_id,
        entries.fact,
        entries.scheme,
        entries.identifier,
        entries.valid_from_date,
        entries.valid_to_date,
        case
            when entries.valid_from_date > nights.night_date then 'not_begun'
            when entries.valid_to_date < nights.night_date then 'ended'
            when entries.valid_from_date is null then 'start_unknown'
            when entries.valid_to_date is null then 'end_unknown'
            else 'in_force'
        end as state,
        entries.list_url,
        entries.evidence_tier,
        entries.list_as_of_date as as_of_date,
        {{ days_between('entries.list_as_of_date', 'nights.night_date') }} as source_age_days,
        entries._source_url,
        entries._raw_sha256,
        entries._line
    from entries
    inner join organisations
        on entries.organisation_key = organisations.organisation_key
    cross join nights

)

select * from final

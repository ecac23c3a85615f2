with

events as (

    select * from {{ ref('int_contract_events') }}

),

agreements as (

    select * from {{ ref('int_agreements') }}

),

parties as (

    select * from {{ ref('int_parties_identified') }}

),

names as (

    select * from {{ ref('int_names_classified') }}

),

{# A notice of a failure seldom lists the supplier that it names by its id; the notices before it
   do. #}
known_parties as (

    select
        source_id,
        ocid,
        party_id,
        min(organisation_key) as organisation_key,
        min(company_number) as company_number
    from parties
    group by source_id, ocid, party_id
    having count(distinct organisation_key) = 1

),

named as (

    select
        events.*,
        names.payee_class,
        coalesce(parties.organisation_key, known_parties.organisation_key)
            as party_organisation_key,
        coalesce(parties.company_number, known_parties.company_number) as party_company_number
    from events
    left join known_parties
        on
            {{ is_of_process('events', 'known_parties') }}
            and events.supplier_party_id = known_parties.party_id
    left join parties
        on
            {{ is_of_process('events', 'parties') }}
            and events.release_id = parties.release_id
            and events.supplier_party_id = parties.party_id
    left join names
        on events.supplier_name = names.name_text

),

final as (

    select
        {{ surrogate_key([
            'named.source_id', 'named.ocid', 'named.contract_id', 'named.kind',
            'named.item_number'
        ]) }} as performance_key,
        agreements.contract_key,
        {{ surrogate_key(['named.source_id', 'named.ocid']) }} as process_key,
        named.source_id,
        named.ocid,
        named.contract_id,
        named.kind,
        cast(named.item_number as bigint) as item_number,
        named.metric_id,
        {{ without_addresses('named.title') }} as title,
        {{ without_addresses('named.description') }} as description,
        {{ without_addresses('named.measure') }} as measure,
        named.rating,
        named.period_start_date,
        named.period_end_date,
        named.decided_date,
        named.penalty_date,
        {{ without_addresses('named.penalty_type') }} as penalty_type,
        named.penalty_gbp,
        named.is_partial_termination,
        named.termination_reason,
        named.is_normal_completion,
        case
            when named.supplier_name is null
                then case
                    when agreements.supplier_count = 1
                        then {{ without_addresses('agreements.supplier_name') }}
                end
            when
                named.party_company_number is not null
                or coalesce(named.payee_class, 'unknown') not in ('person', 'redacted')
                then {{ without_addresses('named.supplier_name') }}
        end as supplier_name,
        case
            when named.supplier_name is null
                then case
                    when agreements.supplier_count = 1 then agreements.supplier_organisation_key
                end
            when
                named.party_company_number is not null
                or coalesce(named.payee_class, 'unknown') not in ('person', 'redacted')
                then named.party_organisation_key
        end as supplier_organisation_key,
        named.release_id,
        named.notice_type,
        named.published_date,
        named.notice_url,
        named._source_url,
        named._raw_sha256,
        named._part,
        named._line,
        named._fetched_at
    from named
    left join agreements
        on
            {{ is_of_process('named', 'agreements') }}
            and named.contract_id = agreements.contract_id

)

select * from final

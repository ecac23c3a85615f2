{{ config(materialized='view') }}

with

contracts as (

    select * from {{ ref('fct_contracts') }}
    where
        regime = 'act_2023'
        and contract_basis = 'contract'
        and coalesce(above_threshold, true)

),

processes as (

    select * from {{ ref('fct_processes') }}

),

{# Where several contracts share a process, the first notice may be of another: only the day of
   the notice that first names the contract counts. #}
published as (

    select * from {{ ref('int_contracts_first_published') }}

),

terms as (

    select * from {{ ref('dim_policies') }}
    where policy_id in ('contract_details_term', 'contract_details_term_light_touch')

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'GT03'

),

waits as (

    select
        contracts.contract_key,
        contracts.award_key,
        contracts.process_key,
        contracts.signed_date,
        published.first_published_date,
        terms.value_days,
        {{ days_between('contracts.signed_date', 'published.first_published_date') }} as day_count
    from contracts
    inner join processes
        on contracts.process_key = processes.process_key
    inner join published
        on
            contracts.source_id = published.source_id
            and contracts.ocid = published.ocid
            and contracts.contract_id = published.contract_id
    inner join terms
        on
            contracts.signed_date >= terms.starts_on
            and (terms.policy_id = 'contract_details_term_light_touch')
            = (lower(coalesce(processes.special_regime, '')) like '%light%')

),

final as (

    select
        {{ red_flag(
            subject='waits.contract_key',
            process='waits.process_key',
            award='waits.award_key',
            contract='waits.contract_key',
            flagged_date='waits.first_published_date',
            seen="'Signed on ' || " ~ in_words('waits.signed_date')
                ~ " || ', first published on ' || " ~ in_words('waits.first_published_date')
                ~ " || ': ' || " ~ in_days('waits.day_count') ~ " || ', of '"
                ~ " || " ~ in_words('waits.value_days') ~ " || ' allowed.'"
        ) }}
    from waits
    cross join rule
    where waits.day_count > waits.value_days

)

select * from final

{{ config(materialized='view') }}

with

processes as (

    select * from {{ ref('fct_processes') }}

),

cancelled as (

    select * from processes
    where
        stage = 'cancelled'
        and competition in ('open', 'restricted', 'negotiated')
        and cpv_code is not null

),

contracts as (

    select
        *,
        coalesce(awarded_date, signed_date) as decided_date
    from {{ ref('fct_contracts') }}
    where competition = 'direct' and is_counted and not coalesce(is_cancelled, false)

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'GT04'

),

{# Of several competitions that were cancelled, the last. #}
followed as (

    select
        contracts.contract_key,
        max(cancelled.last_published_date) as cancelled_date
    from contracts
    cross join rule
    inner join cancelled
        on
            contracts.buyer_organisation_key = cancelled.buyer_organisation_key
            and contracts.cpv_code = cancelled.cpv_code
            and contracts.process_key <> cancelled.process_key
            and {{ days_between('cancelled.last_published_date', 'contracts.decided_date') }}
            between 0 and rule.limit_days
    group by contracts.contract_key

),

final as (

    select
        {{ red_flag(
            subject='contracts.contract_key',
            process='contracts.process_key',
            award='contracts.award_key',
            contract='contracts.contract_key',
            flagged_date='contracts.decided_date',
            seen="'A competition of the same buyer for CPV ' || contracts.cpv_code"
                ~ " || ' was cancelled on ' || " ~ in_words('followed.cancelled_date')
                ~ " || '; this was awarded without one on ' || "
                ~ in_words('contracts.decided_date') ~ " || '.'"
        ) }}
    from contracts
    inner join followed
        on contracts.contract_key = followed.contract_key
    cross join rule

)

select * from final

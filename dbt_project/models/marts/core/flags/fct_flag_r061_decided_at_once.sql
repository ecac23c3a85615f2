{{ config(materialized='view') }}

with

{# Award notices fill in a closing day of their own: it counts where a tender notice was seen. #}
processes as (

    select * from {{ ref('fct_processes') }}
    where
        competition in ('open', 'restricted', 'negotiated')
        and tender_published_date < tender_end_date

),

{# Where no day of award is given, who signed had decided by then. #}
contracts as (

    select
        *,
        coalesce(awarded_date, signed_date) as decided_date
    from {{ ref('fct_contracts') }}

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R061'

),

decisions as (

    select
        contracts.contract_key,
        contracts.award_key,
        contracts.process_key,
        contracts.decided_date,
        processes.tender_end_date,
        {{ days_between('processes.tender_end_date', 'contracts.decided_date') }} as day_count
    from contracts
    inner join processes
        on contracts.process_key = processes.process_key

),

final as (

    select
        {{ red_flag(
            subject='decisions.contract_key',
            process='decisions.process_key',
            award='decisions.award_key',
            contract='decisions.contract_key',
            flagged_date='decisions.decided_date',
            seen="'Bids due by ' || " ~ in_words('decisions.tender_end_date')
                ~ " || ', decided by ' || " ~ in_words('decisions.decided_date') ~ " || ': '"
                ~ " || " ~ in_days('decisions.day_count') ~ " || '.'"
        ) }}
    from decisions
    cross join rule
    where decisions.day_count between 0 and rule.limit_days

)

select * from final

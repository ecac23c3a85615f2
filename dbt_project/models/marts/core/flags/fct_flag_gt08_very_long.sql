{{ config(materialized='view') }}

with

processes as (

    select * from {{ ref('fct_processes') }}
    where not coalesce(is_framework, false) and not coalesce(is_dynamic_market, false)

),

{# An end that is unreal is a fault of the notice, which the facts name; it is no long contract. #}
contracts as (

    select
        *,
        coalesce(latest_end_date, end_date) as last_date
    from {{ ref('fct_contracts') }}
    where end_date_quality = 'stated' and is_counted and not coalesce(is_framework, false)

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'GT08'

),

final as (

    select
        {{ red_flag(
            subject='contracts.contract_key',
            process='contracts.process_key',
            award='contracts.award_key',
            contract='contracts.contract_key',
            flagged_date='contracts.start_date',
            seen="'Runs from ' || " ~ in_words('contracts.start_date') ~ " || ' to '"
                ~ " || " ~ in_words('contracts.last_date') ~ " || ', options included.'"
        ) }}
    from contracts
    inner join processes
        on contracts.process_key = processes.process_key
    cross join rule
    where {{ days_between('contracts.start_date', 'contracts.last_date') }} > rule.limit_days

)

select * from final

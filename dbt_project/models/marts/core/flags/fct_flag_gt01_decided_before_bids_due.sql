{{ config(materialized='view') }}

with

{# A market that stays open has a closing day far after its first awards. #}
processes as (

    select * from {{ ref('fct_processes') }}
    where
        competition in ('open', 'restricted', 'negotiated')
        and tender_published_date < tender_end_date
        and not coalesce(is_framework, false)
        and not coalesce(is_dynamic_market, false)

),

contracts as (

    select
        *,
        coalesce(awarded_date, signed_date) as decided_date
    from {{ ref('fct_contracts') }}

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'GT01'

),

final as (

    select
        {{ red_flag(
            subject='contracts.contract_key',
            process='contracts.process_key',
            award='contracts.award_key',
            contract='contracts.contract_key',
            flagged_date='contracts.decided_date',
            seen="'Awarded or signed on ' || " ~ in_words('contracts.decided_date')
                ~ " || '; bids were due by ' || " ~ in_words('processes.tender_end_date')
                ~ " || '.'"
        ) }}
    from contracts
    inner join processes
        on contracts.process_key = processes.process_key
    cross join rule
    where contracts.decided_date < processes.tender_end_date

)

select * from final

{{ config(materialized='view') }}

with

awards as (

    select * from {{ ref('fct_awards') }}
    where not coalesce(is_cancelled, false)

),

contracts as (

    select * from {{ ref('fct_contracts') }}
    where not coalesce(is_cancelled, false)

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'GT02'

),

final as (

    select
        {{ red_flag(
            subject='contracts.contract_key',
            process='contracts.process_key',
            award='contracts.award_key',
            contract='contracts.contract_key',
            flagged_date='contracts.signed_date',
            seen="'Signed on ' || " ~ in_words('contracts.signed_date')
                ~ " || '; the standstill ran to ' || " ~ in_words('awards.standstill_end_date')
                ~ " || '.'"
        ) }}
    from contracts
    inner join awards
        on contracts.award_key = awards.award_key
    cross join rule
    where contracts.signed_date <= awards.standstill_end_date

)

select * from final

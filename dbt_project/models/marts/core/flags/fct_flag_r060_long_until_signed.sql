{{ config(materialized='view') }}

with

contracts as (

    select
        *,
        {{ days_between('awarded_date', 'signed_date') }} as days_to_sign
    from {{ ref('fct_contracts') }}

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R060'

),

final as (

    select
        {{ red_flag(
            subject='contracts.contract_key',
            process='contracts.process_key',
            award='contracts.award_key',
            contract='contracts.contract_key',
            flagged_date='contracts.signed_date',
            seen="'Awarded on ' || " ~ in_words('contracts.awarded_date') ~ " || ', signed on '"
                ~ " || " ~ in_words('contracts.signed_date') ~ " || ': '"
                ~ " || " ~ in_days('contracts.days_to_sign') ~ " || '.'"
        ) }}
    from contracts
    cross join rule
    where contracts.days_to_sign > rule.limit_days

)

select * from final

{{ config(materialized='view') }}

with

changes as (

    select * from {{ ref('fct_contract_changes') }}
    where not is_proposed

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'GT07'

),

final as (

    select
        {{ flag_of_a_raise('changes') }}
    from changes
    cross join rule
    where
        changes.value_before_gbp > 0
        and changes.value_change_gbp >= changes.value_before_gbp * rule.limit_share

)

select * from final

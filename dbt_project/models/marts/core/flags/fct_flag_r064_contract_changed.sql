{{ config(materialized='view') }}

with

contracts as (

    select * from {{ ref('fct_contracts') }}

),

changes as (

    select * from {{ ref('fct_contract_changes') }}

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R064'

),

counted as (

    {{ changes_counted('changes', 'contracts') }}

),

final as (

    select
        {{ flag_of_changes('counted') }}
    from counted
    cross join rule
    where counted.change_count >= rule.limit_count

)

select * from final

{{ config(materialized='view') }}

with

{# A dynamic market changes with every supplier that joins it: no contract does. #}
contracts as (

    select * from {{ ref('fct_contracts') }}
    where contract_basis = 'contract'

),

changes as (

    select changes.*
    from {{ ref('fct_contract_changes') }} as changes
    inner join contracts
        on changes.contract_key = contracts.contract_key
    where changes.is_stated and not changes.is_proposed

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R064'

),

counted as (

    {{ changes_counted('changes') }}

),

final as (

    select
        {{ flag_of_changes('counted') }}
    from counted
    cross join rule
    where counted.change_count >= rule.limit_count

)

select * from final

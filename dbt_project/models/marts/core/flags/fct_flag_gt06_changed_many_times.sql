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
    where flag_id = 'GT06'

),

counted as (

    select
        contract_key,
        min(process_key) as process_key,
        count(*) as change_count,
        max(changed_date) as changed_date
    from changes
    group by contract_key

),

final as (

    select
        {{ red_flag(
            subject='counted.contract_key',
            process='counted.process_key',
            contract='counted.contract_key',
            flagged_date='counted.changed_date',
            seen=in_words('counted.change_count') ~ " || ' changes to the contract made known.'"
        ) }}
    from counted
    cross join rule
    where counted.change_count >= rule.limit_count

)

select * from final

{{ config(materialized='view') }}

with

performance as (

    select * from {{ ref('fct_contract_performance') }}
    where kind = 'failure'

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R067'

),

final as (

    select
        {{ red_flag(
            subject='performance.performance_key',
            process='performance.process_key',
            contract='performance.contract_key',
            flagged_date='performance.decided_date',
            seen="'The buyer published a breach of the contract or a failure to perform'"
                ~ " || coalesce(', decided on ' || " ~ in_words('performance.decided_date')
                ~ ", '') || '.'"
        ) }}
    from performance
    cross join rule

)

select * from final

{{ config(materialized='view') }}

with

processes as (

    select * from {{ ref('fct_processes') }}

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R018'

),

final as (

    select
        {{ red_flag(
            subject='processes.process_key',
            process='processes.process_key',
            flagged_date='processes.last_published_date',
            seen="'Competition was held (' || processes.competition || '); '"
                ~ " || " ~ in_words('processes.bids_count') ~ " || ' bid is stated.'"
        ) }}
    from processes
    cross join rule
    where
        processes.competition in ('open', 'restricted', 'negotiated')
        and processes.bids_count = rule.limit_count

)

select * from final

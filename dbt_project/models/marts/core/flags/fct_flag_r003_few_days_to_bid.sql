{{ config(materialized='view') }}

with

processes as (

    select * from {{ ref('fct_processes') }}

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R003'

),

final as (

    select
        {{ red_flag(
            subject='processes.process_key',
            process='processes.process_key',
            flagged_date='processes.tender_published_date',
            seen="'First tender notice on ' || " ~ in_words('processes.tender_published_date')
                ~ " || ', bids due by ' || " ~ in_words('processes.tender_end_date')
                ~ " || ': ' || " ~ in_days('processes.days_to_bid') ~ " || '.'"
        ) }}
    from processes
    cross join rule
    where
        processes.competition = 'open'
        and processes.days_to_bid >= 0
        and processes.days_to_bid < rule.limit_days

)

select * from final

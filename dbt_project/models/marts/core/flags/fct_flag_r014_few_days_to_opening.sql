{{ config(materialized='view') }}

with

processes as (

    select * from {{ ref('fct_processes') }}

),

openings as (

    select * from {{ ref('int_bid_openings') }}

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R014'

),

waits as (

    select
        processes.process_key,
        processes.tender_published_date,
        openings.bid_opening_date,
        {{ days_between('processes.tender_published_date', 'openings.bid_opening_date') }}
            as day_count
    from processes
    inner join openings
        on processes.source_id = openings.source_id and processes.ocid = openings.ocid
    where processes.competition = 'open'

),

final as (

    select
        {{ red_flag(
            subject='waits.process_key',
            process='waits.process_key',
            flagged_date='waits.tender_published_date',
            seen="'First tender notice on ' || " ~ in_words('waits.tender_published_date')
                ~ " || ', bids opened on ' || " ~ in_words('waits.bid_opening_date')
                ~ " || ': ' || " ~ in_days('waits.day_count') ~ " || '.'"
        ) }}
    from waits
    cross join rule
    where waits.day_count >= 0 and waits.day_count < rule.limit_days

)

select * from final

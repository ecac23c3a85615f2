{{ config(materialized='view') }}

with

processes as (

    select * from {{ ref('fct_processes') }}
    where
        competition in ('open', 'restricted', 'negotiated')
        and tender_published_date < tender_end_date
        and not coalesce(is_framework, false)
        and not coalesce(is_dynamic_market, false)

),

awards as (

    select * from {{ ref('fct_awards') }}

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R062'

),

decisions as (

    select
        awards.award_key,
        awards.process_key,
        awards.awarded_date,
        processes.tender_end_date,
        {{ days_between('processes.tender_end_date', 'awards.awarded_date') }} as day_count
    from awards
    inner join processes
        on awards.process_key = processes.process_key

),

final as (

    select
        {{ red_flag(
            subject='decisions.award_key',
            process='decisions.process_key',
            award='decisions.award_key',
            flagged_date='decisions.awarded_date',
            seen="'Bids due by ' || " ~ in_words('decisions.tender_end_date')
                ~ " || ', awarded on ' || " ~ in_words('decisions.awarded_date') ~ " || ': '"
                ~ " || " ~ in_days('decisions.day_count') ~ " || '.'"
        ) }}
    from decisions
    cross join rule
    where decisions.day_count > rule.limit_days

)

select * from final

{{ config(materialized='view') }}

with

{# A framework's ceiling is its estimate by nature. #}
processes as (

    select * from {{ ref('fct_processes') }}
    where
        competition in ('open', 'restricted', 'negotiated')
        and tender_published_date is not null
        and not coalesce(is_framework, false)
        and not coalesce(is_dynamic_market, false)

),

awards as (

    select * from {{ ref('fct_awards') }}
    where value_kind = 'award' and not coalesce(is_cancelled, false)

),

award_counts as (

    select
        process_key,
        count(*) as award_count
    from awards
    group by process_key

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R031'

),

final as (

    select
        {{ red_flag(
            subject='awards.award_key',
            process='awards.process_key',
            award='awards.award_key',
            flagged_date='coalesce(awards.awarded_date, processes.last_published_date)',
            seen="'Awarded for ' || " ~ in_pounds('awards.award_gbp') ~ " || '; estimated at '"
                ~ " || " ~ in_pounds('processes.estimate_gbp')
                ~ " || ' (both ' || " ~ vat_in_words('awards.vat_basis')
                ~ " || ').'",
            amount='awards.award_gbp',
            against='processes.estimate_gbp',
            value_kind="'award'",
            vat_basis='awards.vat_basis'
        ) }}
    from awards
    inner join processes
        on
            awards.process_key = processes.process_key
            and awards.vat_basis = processes.estimate_vat_basis
    inner join award_counts
        on awards.process_key = award_counts.process_key and award_counts.award_count = 1
    cross join rule
    where
        awards.vat_basis <> 'unknown'
        and processes.estimate_gbp > 0
        and awards.award_gbp >= processes.estimate_gbp * rule.limit_share

)

select * from final

{{ config(materialized='view') }}

with

processes as (

    select * from {{ ref('fct_processes') }}

),

thresholds as (

    select * from {{ ref('fct_process_thresholds') }}

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R002'

),

final as (

    select
        {{ red_flag(
            subject='processes.process_key',
            process='processes.process_key',
            flagged_date='thresholds.threshold_date',
            seen="'Valued at ' || " ~ in_pounds('processes.estimate_gross_gbp')
                ~ " || ' with VAT; the threshold for ' || thresholds.threshold_name || ' was '"
                ~ " || " ~ in_pounds('thresholds.threshold_gbp') ~ " || '.'",
            amount='processes.estimate_gross_gbp',
            against='thresholds.threshold_gbp',
            value_kind="'estimate'",
            vat_basis="'gross'"
        ) }}
    from processes
    inner join thresholds
        on processes.process_key = thresholds.process_key
    cross join rule
    where
        processes.estimate_gross_gbp < thresholds.threshold_gbp
        and processes.estimate_gross_gbp >= thresholds.threshold_gbp * rule.limit_share

)

select * from final

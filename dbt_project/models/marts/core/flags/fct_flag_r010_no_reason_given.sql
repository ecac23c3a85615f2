{{ config(materialized='view') }}

with

processes as (

    select * from {{ ref('fct_processes') }}
    where regime in ('act_2023', 'regulations_2015') and source_id <> 'contracts_finder'

),

{# Smaller by the word of every award. #}
below_threshold as (

    select process_key
    from {{ ref('fct_awards') }}
    group by process_key
    having not bool_or(coalesce(above_threshold, true))

),

rule as (

    select * from {{ ref('red_flag_rules') }}
    where flag_id = 'R010'

),

{# Of the Act's smaller contracts nobody asks why they were not put to competition; a transparency
   notice (UK5) is of a larger one unless its awards say otherwise. #}
final as (

    select
        {{ red_flag(
            subject='processes.process_key',
            process='processes.process_key',
            flagged_date='processes.first_published_date',
            seen="'Awarded without competition; no reason is published.'"
        ) }}
    from processes
    cross join rule
    left join below_threshold
        on processes.process_key = below_threshold.process_key
    where
        below_threshold.process_key is null
        and processes.competition = 'direct'
        and processes.stage in ('award', 'contract', 'ended')
        and (
            processes.regime <> 'act_2023'
            or processes.above_threshold
            or processes.notice_types like '%UK5%'
        )
        and coalesce(processes.procurement_method_rationale, '') = ''
        and coalesce(processes.direct_award_grounds, '') = ''

)

select * from final

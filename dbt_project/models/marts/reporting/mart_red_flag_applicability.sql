with

verdicts as (

    select * from {{ ref('dim_red_flag_applicability') }}

),

flags as (

    select * from {{ ref('dim_red_flags') }}

),

coverage as (

    select * from {{ ref('fct_red_flag_coverage') }}

),

years as (

    select distinct cast(extract(year from date_day) as integer) as published_year
    from {{ ref('dim_dates') }}

),

fired as (

    select
        fired.flag_id,
        processes.source_id,
        processes.regime,
        cast(extract(year from processes.first_published_date) as integer) as published_year,
        count(*) as fired_count,
        count(distinct fired.process_key) as fired_process_count
    from {{ ref('fct_red_flags') }} as fired
    inner join {{ ref('fct_processes') }} as processes
        on fired.process_key = processes.process_key
    group by
        fired.flag_id, processes.source_id, processes.regime,
        extract(year from processes.first_published_date)

),

latest as (

    select max(published_year) as latest_year from coverage

),

{# Every year in which the service took such notices, and any other in which one was found. #}
spans as (

    select
        verdicts.flag_id,
        verdicts.source_id,
        verdicts.regime,
        years.published_year
    from verdicts
    cross join years
    cross join latest
    where
        years.published_year >= verdicts.first_year
        and years.published_year <= latest.latest_year

    union

    select
        flag_id,
        source_id,
        regime,
        published_year
    from coverage

),

final as (

    select
        {{ surrogate_key([
            'spans.flag_id', 'spans.source_id', 'spans.regime', 'spans.published_year'
        ]) }} as row_key,
        spans.flag_id,
        flags.name as flag_name,
        flags.published_by,
        flags.meaning,
        flags.definition_basis,
        spans.source_id,
        spans.regime,
        spans.published_year,
        verdicts.status,
        verdicts.reason_code,
        verdicts.why,
        verdicts.instead,
        flags.rule,
        coalesce(coverage.process_count, 0) as process_count,
        coalesce(coverage.concerned_count, 0) as concerned_count,
        case
            when flags.definition_basis <> 'ours' then coalesce(coverage.published_fields_count, 0)
        end as published_fields_count,
        case
            when flags.definition_basis <> 'ours'
                then {{ share_of('coverage.published_fields_count', 'coverage.concerned_count') }}
        end as published_fields_share,
        case when flags.is_looked_for then coalesce(coverage.our_fields_count, 0) end
            as our_fields_count,
        case
            when flags.is_looked_for
                then {{ share_of('coverage.our_fields_count', 'coverage.concerned_count') }}
        end as our_fields_share,
        case
            when verdicts.status <> 'cannot' then coalesce(fired.fired_count, 0)
        end as fired_count,
        case
            when verdicts.status <> 'cannot' then coalesce(fired.fired_process_count, 0)
        end as fired_process_count
    from spans
    inner join verdicts
        on
            spans.flag_id = verdicts.flag_id
            and spans.source_id = verdicts.source_id
            and spans.regime = verdicts.regime
    inner join flags
        on spans.flag_id = flags.flag_id
    left join coverage
        on
            spans.flag_id = coverage.flag_id
            and spans.source_id = coverage.source_id
            and spans.regime = coverage.regime
            and spans.published_year = coverage.published_year
    left join fired
        on
            spans.flag_id = fired.flag_id
            and spans.source_id = fired.source_id
            and spans.regime = fired.regime
            and spans.published_year = fired.published_year

)

select * from final

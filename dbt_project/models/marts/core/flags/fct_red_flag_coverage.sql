with

processes as (

    select
        *,
        cast(extract(year from first_published_date) as integer) as published_year
    from {{ ref('fct_processes') }}
    where first_published_date is not null

),

fields as (

    select * from {{ ref('int_process_fields') }}

),

thresholds as (

    select * from {{ ref('fct_process_thresholds') }}

),

numbered as (

    select distinct process_key
    from {{ ref('fct_award_suppliers') }}
    where identified_by in ('company_number', 'notice_identifier')

),

{# The rules compare what one notice said with what a later one says: also where no notice calls
   it a change, or gives the new value in the change itself. #}
compared as (

    select distinct process_key
    from {{ ref('fct_contract_changes') }}
    where not is_proposed and value_change_gbp is not null

),

dated as (

    select distinct process_key
    from {{ ref('fct_contracts') }}
    where start_date is not null and coalesce(latest_end_date, end_date) is not null

),

flags as (

    select * from {{ ref('dim_red_flags') }}

),

needs as (

    select * from {{ ref('red_flag_fields') }}

),

{# What is worked out and not stated in one field stands in words. #}
described as (

    select
        processes.source_id,
        processes.regime,
        processes.published_year,
        fields.stated_fields
        || case
            when processes.tender_published_date is not null then 'tender notice date;' else ''
        end
        || case when processes.competition <> 'unknown' then 'kind of competition;' else '' end
        || case when thresholds.process_key is not null then 'threshold that applies;' else '' end
        || case when numbered.process_key is not null then 'number of the supplier;' else '' end
        || case
            when compared.process_key is not null then 'values before and after a change;' else ''
        end
        || case
            when dated.process_key is not null then 'first and last day of a contract;' else ''
        end
            as stated_fields
    from processes
    inner join fields
        on processes.source_id = fields.source_id and processes.ocid = fields.ocid
    left join thresholds
        on processes.process_key = thresholds.process_key
    left join numbered
        on processes.process_key = numbered.process_key
    left join compared
        on processes.process_key = compared.process_key
    left join dated
        on processes.process_key = dated.process_key

),

{# Processes that state the same fields count together: there are few such sets. #}
alike as (

    select
        source_id,
        regime,
        published_year,
        stated_fields,
        count(*) as process_count
    from described
    group by source_id, regime, published_year, stated_fields

),

group_counts as (

    select
        flag_id,
        rule,
        count(distinct field_group) as group_count
    from needs
    group by flag_id, rule

),

{# A rule needs one field of each of its groups. #}
met as (

    select
        alike.source_id,
        alike.regime,
        alike.published_year,
        alike.stated_fields,
        needs.flag_id,
        needs.rule,
        count(distinct needs.field_group) as met_count
    from alike
    inner join needs
        on alike.stated_fields like '%;' || needs.field || ';%'
    group by
        alike.source_id, alike.regime, alike.published_year, alike.stated_fields,
        needs.flag_id, needs.rule

),

whole as (

    select
        met.source_id,
        met.regime,
        met.published_year,
        met.stated_fields,
        met.flag_id,
        max(case when met.rule = 'published' then 1 else 0 end) as has_published_fields,
        max(case when met.rule = 'ours' then 1 else 0 end) as has_our_fields
    from met
    inner join group_counts
        on
            met.flag_id = group_counts.flag_id
            and met.rule = group_counts.rule
            and met.met_count = group_counts.group_count
    group by met.source_id, met.regime, met.published_year, met.stated_fields, met.flag_id

),

counted as (

    select
        flags.flag_id,
        alike.source_id,
        alike.regime,
        alike.published_year,
        alike.process_count,
        case
            when flags.about = 'process' then true
            {# Who has a contract has been awarded it. Where none is published the award stands for
               it: always on Contracts Finder, elsewhere once its value was changed. #}
            when flags.about = 'award'
                then
                    alike.stated_fields like '%;awards/id;%'
                    or alike.stated_fields like '%;contracts/id;%'
            else
                alike.stated_fields like '%;contracts/id;%'
                or alike.stated_fields like '%;values before and after a change;%'
                or (
                    alike.source_id = 'contracts_finder'
                    and alike.stated_fields like '%;awards/id;%'
                )
        end as is_concerned,
        coalesce(whole.has_published_fields, 0) = 1 as has_published_fields,
        coalesce(whole.has_our_fields, 0) = 1 as has_our_fields
    from alike
    cross join flags
    left join whole
        on
            alike.source_id = whole.source_id
            and alike.regime = whole.regime
            and alike.published_year = whole.published_year
            and alike.stated_fields = whole.stated_fields
            and flags.flag_id = whole.flag_id

),

final as (

    select
        {{ surrogate_key(['flag_id', 'source_id', 'regime', 'published_year']) }}
            as coverage_key,
        flag_id,
        source_id,
        regime,
        published_year,
        cast(sum(process_count) as bigint) as process_count,
        cast(coalesce(sum(process_count) filter (where is_concerned), 0) as bigint)
            as concerned_count,
        cast(
            coalesce(
                sum(process_count) filter (where is_concerned and has_published_fields), 0
            ) as bigint
        ) as published_fields_count,
        cast(
            coalesce(sum(process_count) filter (where is_concerned and has_our_fields), 0)
            as bigint
        ) as our_fields_count
    from counted
    group by flag_id, source_id, regime, published_year

)

select * from final

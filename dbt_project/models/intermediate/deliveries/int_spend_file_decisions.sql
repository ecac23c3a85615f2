with

files as (

    select
        *,
        document_name
        || case when _part <> '' then ', ' || _part else '' end
        || case when period <> document_name then ' (' || period || ')' else '' end as file_name
    from {{ ref('int_spend_files') }}
    where is_current

),

pairs as (

    select * from {{ ref('int_spend_file_pairs') }}

),

decisions as (

    select * from {{ ref('spend_file_decisions') }}

),

not_counted as (

    select
        file_key,
        other_file_key,
        reason,
        count(*) as line_count,
        count(*) as not_counted_count,
        {{ sum_money('amount_gbp', 'payment') }} as not_counted_gbp
    from {{ ref('int_spend_lines_not_counted') }}
    group by file_key, other_file_key, reason

),

{# Lines that chance made equal are counted in both files, and said to be. #}
alike as (

    select
        file_key,
        other_file_key,
        'alike' as reason,
        cast(sum(common_count) as bigint) as line_count,
        cast(0 as bigint) as not_counted_count,
        cast(0 as decimal(20, 4)) as not_counted_gbp
    from pairs
    where not is_repeated and common_count > 0
    group by file_key, other_file_key

),

counted_by_decision as (

    select
        file_key,
        cast(null as string) as other_file_key,
        'decided' as reason,
        line_count,
        cast(0 as bigint) as not_counted_count,
        cast(0 as decimal(20, 4)) as not_counted_gbp
    from files
    where decision = 'counted'

),

found as (

    select * from not_counted
    union all
    select * from alike
    union all
    select * from counted_by_decision

),

final as (

    select
        files.publisher_id,
        files.period,
        files._source_url,
        files._raw_sha256,
        files._part,
        other_files.publisher_id as other_publisher_id,
        other_files.period as other_period,
        other_files._source_url as other_source_url,
        other_files._raw_sha256 as other_raw_sha256,
        found.reason,
        found.line_count,
        found.not_counted_count,
        found.not_counted_gbp,
        case found.reason
            when 'same_bytes' then 'the same bytes as ' || other_files.file_name
            when 'decided'
                then
                    decisions.decision || ' by decision of ' || decisions.decided_by || ' on '
                    || cast(decisions.decided_on as string) || ': ' || decisions.reason
            else
                cast(found.line_count as string) || ' of '
                || cast(files.line_count as string) || ' lines are '
                || case found.reason
                    when 'repeated' then 'also in ' || other_files.file_name
                    when 'superseded'
                        then 'not in ' || other_files.file_name || ', which replaces them'
                    else
                        'like lines of ' || other_files.file_name
                        || ', too few to be the same, and counted'
                end
        end as evidence
    from found
    inner join files
        on found.file_key = files.file_key
    left join files as other_files
        on found.other_file_key = other_files.file_key
    left join decisions
        on
            found.reason = 'decided'
            and files.publisher_id = decisions.publisher_id
            and files._raw_sha256 = decisions.raw_sha256
            and files._part = coalesce(decisions.part, '')

)

select * from final

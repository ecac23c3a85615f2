with

decisions as (

    select * from {{ ref('int_spend_file_decisions') }}

),

summed as (

    select
        publisher_id,
        period,
        _source_url,
        _raw_sha256,
        cast(sum(not_counted_count) as bigint) as lines_not_counted,
        {{ sum_money('not_counted_gbp', 'payment') }} as not_counted_gbp,
        {{ distinct_list('evidence') }} as counted_reason
    from decisions
    group by publisher_id, period, _source_url, _raw_sha256

),

{# Of several reasons the one that left most out. #}
ranked as (

    select
        *,
        row_number() over (
            partition by publisher_id, period, _source_url, _raw_sha256
            order by not_counted_count desc, reason asc, other_source_url asc, _part asc
        ) as reason_number
    from decisions

),

final as (

    select
        summed.publisher_id,
        summed.period,
        summed._source_url,
        summed._raw_sha256,
        summed.lines_not_counted,
        summed.not_counted_gbp,
        summed.counted_reason,
        ranked.reason as counted_reason_code,
        ranked.other_publisher_id,
        ranked.other_period,
        ranked.other_source_url,
        ranked.other_raw_sha256
    from summed
    inner join ranked
        on
            summed.publisher_id = ranked.publisher_id
            and summed.period = ranked.period
            and summed._source_url = ranked._source_url
            and summed._raw_sha256 = ranked._raw_sha256
            and ranked.reason_number = 1

)

select * from final

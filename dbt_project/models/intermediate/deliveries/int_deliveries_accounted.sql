with

deliveries as (

    select * from {{ ref('int_deliveries_named') }}

),

rejects as (

    select * from {{ ref('stg_deliveries__rejects') }}

),

counted as (

    select * from {{ ref('int_deliveries_counted') }}

),

files as (

    select * from {{ ref('int_spend_files') }}
    where is_current

),

earlier_lines as (

    select * from {{ ref('int_spend_lines') }}
    where not is_current

),

total_lines as (

    select
        source_id,
        publisher_id,
        period,
        _source_url,
        _raw_sha256,
        {{ sum_money('amount_gbp', 'payment') }} as total_lines_gbp
    from rejects
    where code = 'total_row'
    group by source_id, publisher_id, period, _source_url, _raw_sha256

),

{# A document may hold other tables than payments, or none of payments. #}
payment_lines as (

    select
        publisher_id,
        period,
        _source_url,
        _raw_sha256,
        cast(sum(line_count) as bigint) as line_count
    from files
    group by publisher_id, period, _source_url, _raw_sha256

),

earlier_versions as (

    select
        publisher_id,
        period,
        min(_fetched_at) as first_fetched_at
    from earlier_lines
    group by publisher_id, period

),

final as (

    select
        deliveries.*,
        {# A total says again what its lines say: it is published, and it is no payment. #}
        deliveries.published_gbp - coalesce(total_lines.total_lines_gbp, 0)
            as published_payments_gbp,
        deliveries.rejected_gbp - coalesce(total_lines.total_lines_gbp, 0)
            as rejected_payments_gbp,
        case
            when payment_lines.line_count is null then null
            when coalesce(counted.lines_not_counted, 0) = 0 then 'counted'
            when counted.lines_not_counted < payment_lines.line_count then 'partly_counted'
            else 'not_counted'
        end as counted_status,
        counted.counted_reason_code,
        counted.counted_reason,
        case
            when deliveries.source_id = 'spend'
                then coalesce(payment_lines.line_count, 0) - coalesce(counted.lines_not_counted, 0)
        end as lines_counted,
        case when deliveries.source_id = 'spend' then coalesce(counted.lines_not_counted, 0) end
            as lines_not_counted,
        case
            when deliveries.source_id = 'spend'
                then deliveries.landed_gbp - coalesce(counted.not_counted_gbp, 0)
        end as counted_gbp,
        case
            when deliveries.source_id = 'spend'
                then cast(coalesce(counted.not_counted_gbp, 0) as decimal(20, 4))
        end as not_counted_gbp,
        other_deliveries.publisher_id as other_publisher_id,
        other_deliveries.period as other_period,
        other_deliveries.document_name as other_document_name,
        other_deliveries._source_url as other_source_url,
        other_deliveries._raw_sha256 as other_raw_sha256,
        least(
            deliveries._fetched_at,
            coalesce(earlier_versions.first_fetched_at, deliveries._fetched_at)
        ) as first_fetched_at
    from deliveries
    left join total_lines
        on
            deliveries.source_id = total_lines.source_id
            and deliveries.publisher_id = total_lines.publisher_id
            and deliveries.period = total_lines.period
            and deliveries._source_url = total_lines._source_url
            and deliveries._raw_sha256 = total_lines._raw_sha256
    left join payment_lines
        on
            deliveries.source_id = 'spend'
            and deliveries.outcome = 'landed'
            and deliveries.publisher_id = payment_lines.publisher_id
            and deliveries.period = payment_lines.period
            and deliveries._source_url = payment_lines._source_url
            and deliveries._raw_sha256 = payment_lines._raw_sha256
    left join counted
        on
            deliveries.source_id = 'spend'
            and deliveries.outcome = 'landed'
            and deliveries.publisher_id = counted.publisher_id
            and deliveries.period = counted.period
            and deliveries._source_url = counted._source_url
            and deliveries._raw_sha256 = counted._raw_sha256
    left join deliveries as other_deliveries
        on
            other_deliveries.source_id = 'spend'
            and other_deliveries.outcome = 'landed'
            and counted.other_publisher_id = other_deliveries.publisher_id
            and counted.other_period = other_deliveries.period
            and counted.other_source_url = other_deliveries._source_url
            and counted.other_raw_sha256 = other_deliveries._raw_sha256
    left join earlier_versions
        on
            deliveries.source_id = 'spend'
            and deliveries.publisher_id = earlier_versions.publisher_id
            and deliveries.period = earlier_versions.period

)

select * from final

with

deliveries as (

    select * from {{ ref('int_deliveries_accounted') }}

),

final as (

    select
        {{ surrogate_key([
            'source_id', 'publisher_id', 'period', 'document_name', '_source_url', '_raw_sha256'
        ]) }} as delivery_key,
        source_id,
        publisher_id,
        publisher_name,
        {{ without_addresses('period') }} as period,
        {{ without_addresses('document_name') }} as document_name,
        outcome,
        reason_code,
        {{ without_addresses('reason') }} as reason,
        {{ without_addresses('layout') }} as layout,
        vat_basis,
        lines,
        rows_landed,
        rows_rejected,
        published_gbp,
        landed_gbp,
        rejected_gbp,
        cast(published_payments_gbp as decimal(20, 4)) as published_payments_gbp,
        cast(rejected_payments_gbp as decimal(20, 4)) as rejected_payments_gbp,
        counted_status,
        counted_reason_code,
        {{ without_addresses('counted_reason') }} as counted_reason,
        case
            when other_source_url is not null
                then {{ surrogate_key([
                    'source_id', 'other_publisher_id', 'other_period', 'other_document_name',
                    'other_source_url', 'other_raw_sha256'
                ]) }}
        end as counted_in_delivery_key,
        lines_counted,
        lines_not_counted,
        cast(counted_gbp as decimal(20, 4)) as counted_gbp,
        not_counted_gbp,
        first_fetched_at,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from deliveries

)

select * from final

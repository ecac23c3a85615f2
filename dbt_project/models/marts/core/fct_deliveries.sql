with

deliveries as (

    select * from {{ ref('int_deliveries_named') }}

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
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from deliveries

)

select * from final

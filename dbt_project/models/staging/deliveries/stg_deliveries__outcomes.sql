with

source as (

    select * from {{ source('deliveries', 'outcomes') }}

),

final as (

    select
        source_id,
        publisher_id,
        period,
        document_name,
        outcome,
        nullif(reason_code, '') as reason_code,
        nullif(reason, '') as reason,
        nullif(layout, '') as layout,
        cast(lines as bigint) as lines,
        cast(rows_landed as bigint) as rows_landed,
        cast(rows_rejected as bigint) as rows_rejected,
        try_cast(published_gbp as decimal(20, 4)) as published_gbp,
        try_cast(landed_gbp as decimal(20, 4)) as landed_gbp,
        try_cast(rejected_gbp as decimal(20, 4)) as rejected_gbp,
        _source_url,
        _raw_sha256,
        _part,
        try_cast(_line as bigint) as _line,
        _fetched_at
    from source

)

select * from final

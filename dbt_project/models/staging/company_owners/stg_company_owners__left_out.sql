with

source as (

    select * from {{ source('company_owners', 'left_out') }}

),

final as (

    select
        kind as line_kind,
        cast(line_count as bigint) as line_count,
        {{ parse_ocds_date('snapshot_date') }} as snapshot_date,
        {{ provenance() }}
    from source

)

select * from final

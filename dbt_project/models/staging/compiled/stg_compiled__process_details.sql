with

source as (

    select * from {{ source('compiled', 'processes') }}

),

final as (

    select
        source_id,
        ocid,
        release_id,
        {{ parse_ocds_date('bid_opening_at') }} as bid_opening_date,
        {{ parse_ocds_date('award_start_at') }} as award_start_date,
        _extra as extra_text,
        {{ provenance() }}
    from source

)

select * from final

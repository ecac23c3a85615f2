with

source as (

    select * from {{ source('compiled', 'delivery_addresses') }}

),

final as (

    select
        source_id,
        ocid,
        release_id,
        holder,
        holder_id,
        within_id,
        region_code,
        {{ clean_postcode('postal_code') }} as postcode,
        postal_code as postcode_text,
        locality,
        country_code,
        {{ provenance() }}
    from source

)

select * from final

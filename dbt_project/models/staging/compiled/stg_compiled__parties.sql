with

source as (

    select * from {{ source('compiled', 'parties') }}

),

final as (

    select
        source_id,
        ocid,
        release_id,
        party_id,
        party_name,
        legal_name,
        roles,
        identifier_scheme,
        identifier_id,
        additional_identifiers,
        locality,
        {{ clean_postcode('postal_code') }} as postcode,
        postal_code as postcode_text,
        region_code,
        country_code,
        scale,
        is_vcse,
        is_sme,
        website,
        {{ provenance() }}
    from source

)

select * from final

with

source as (

    select * from {{ source('compiled', 'identifiers') }}

),

final as (

    select
        source_id,
        ocid,
        release_id,
        party_id,
        scheme,
        identifier_id,
        legal_name,
        {{ provenance() }}
    from source

)

select * from final

with

source as (

    select * from {{ source('find_a_tender', 'releases') }}

),

final as (

    select
        'find_a_tender' as source_id,
        ocid,
        release_id,
        _extra as unread_json,
        {{ provenance() }}
    from source

)

select * from final

with

source as (

    select * from {{ source('spend', 'publisher_areas') }}

),

final as (

    select
        publisher_id,
        district_code,
        {{ provenance() }}
    from source

)

select * from final

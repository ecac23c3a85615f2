with

source as (

    select * from {{ source('boundaries', 'districts') }}

),

final as (

    select
        district_code,
        nullif(district_name, '') as district_name,
        geometry_type,
        coordinates as coordinates_text,
        simplified_coordinates as simplified_coordinates_text,
        {{ provenance() }}
    from source

)

select * from final

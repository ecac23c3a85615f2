with

source as (

    select * from {{ source('area_lookups', 'district_regions') }}

),

final as (

    select
        nullif(district_code, '') as district_code,
        nullif(district_name, '') as district_name,
        nullif(region_code, '') as region_code,
        nullif(region_name, '') as region_name,
        {{ provenance() }}
    from source

)

select * from final

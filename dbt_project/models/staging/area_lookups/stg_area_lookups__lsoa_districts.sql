with

source as (

    select * from {{ source('area_lookups', 'lsoa_districts') }}

),

final as (

    select
        nullif(lsoa21_code, '') as lsoa21_code,
        nullif(ward_code, '') as ward_code,
        nullif(district_code, '') as district_code,
        {{ provenance() }}
    from source

)

select * from final

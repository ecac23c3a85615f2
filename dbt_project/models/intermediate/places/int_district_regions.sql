with

postcodes as (

    select * from {{ ref('int_postcodes_listed') }}

),

lookup as (

    select * from {{ ref('stg_area_lookups__district_regions') }}

),

current_codes as (

    select * from {{ ref('int_place_codes_current') }}

),

stated as (

    select
        district_code,
        region_code
    from postcodes

    union all

    select
        coalesce(current_codes.current_code, lookup.district_code) as district_code,
        lookup.region_code
    from lookup
    left join current_codes
        on lookup.district_code = current_codes.place_code
    where not coalesce(current_codes.is_divided, false)

),

final as (

    select
        district_code,
        min(region_code) as region_code
    from stated
    where district_code is not null and region_code is not null
    group by district_code
    having count(distinct region_code) = 1

)

select * from final

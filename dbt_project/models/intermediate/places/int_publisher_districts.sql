with

areas as (

    select distinct
        publisher_id,
        district_code as area_code
    from {{ ref('stg_spend__publisher_areas') }}
    where district_code <> ''

),

county_districts as (

    select * from {{ ref('int_county_districts') }}

),

current_codes as (

    select * from {{ ref('int_place_codes_current') }}

),

district_regions as (

    select * from {{ ref('int_district_regions') }}

),

{# A county is its districts. A code that was divided stands for no one place: null. #}
districts as (

    select distinct
        areas.publisher_id,
        case
            when county_districts.county_code is not null then county_districts.district_code
            when current_codes.is_divided then null
            else coalesce(current_codes.current_code, areas.area_code)
        end as district_code
    from areas
    left join county_districts
        on areas.area_code = county_districts.county_code
    left join current_codes
        on areas.area_code = current_codes.place_code

),

final as (

    select
        districts.publisher_id,
        districts.district_code,
        district_regions.region_code,
        districts.district_code is null as is_divided
    from districts
    left join district_regions
        on districts.district_code = district_regions.district_code

)

select * from final

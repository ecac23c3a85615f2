with

areas as (

    select * from {{ ref('stg_spend__publisher_areas') }}

),

former_codes as (

    select * from {{ ref('int_former_place_codes') }}

),

district_regions as (

    select * from {{ ref('int_district_regions') }}

),

districts as (

    select distinct
        areas.publisher_id,
        coalesce(former_codes.place_code, areas.district_code) as district_code
    from areas
    left join former_codes
        on areas.district_code = former_codes.former_place_code
    where areas.district_code <> ''

),

final as (

    select
        districts.publisher_id,
        districts.district_code,
        district_regions.region_code
    from districts
    left join district_regions
        on districts.district_code = district_regions.district_code

)

select * from final

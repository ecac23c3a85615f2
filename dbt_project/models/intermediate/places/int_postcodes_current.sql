with

postcodes as (

    select * from {{ ref('int_postcodes_listed') }}

),

district_regions as (

    select * from {{ ref('int_district_regions') }}

),

final as (

    select
        postcodes.postcode,
        postcodes.is_terminated,
        postcodes.district_code,
        postcodes.is_district_divided,
        coalesce(postcodes.region_code, district_regions.region_code) as region_code,
        postcodes.country_code,
        postcodes.itl_code,
        postcodes.built_up_area_code,
        postcodes.lsoa11_code,
        postcodes.lsoa21_code,
        {# The classes of 2021 begin with U or R; those of 2011 are A to C urban, D to F rural.
           Scotland and Northern Ireland have classes of their own, which say neither here. #}
        case
            when {{ regex_matches('postcodes.rural_urban_code', '^(U[A-Z]+[0-9]|[A-C][12])$') }}
                then 'urban'
            when {{ regex_matches('postcodes.rural_urban_code', '^(R[A-Z]+[0-9]|[D-F][12])$') }}
                then 'rural'
        end as rural_urban,
        postcodes.easting,
        postcodes.northing,
        postcodes.place_source
    from postcodes
    left join district_regions
        on postcodes.district_code = district_regions.district_code

)

select * from final

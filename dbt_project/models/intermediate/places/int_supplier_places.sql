with

companies as (

    select * from {{ ref('int_companies_current') }}

),

postcodes as (

    select * from {{ ref('int_postcodes_current') }}

),

deprivation as (

    select * from {{ ref('int_postcode_deprivation') }}

),

registered as (

    select
        registered_postcode,
        count(*) as company_count
    from companies
    where registered_postcode is not null
    group by registered_postcode

),

final as (

    select
        registered.registered_postcode,
        postcodes.district_code,
        postcodes.region_code,
        postcodes.country_code,
        postcodes.place_source,
        coalesce(postcodes.is_district_divided, false) as is_district_divided,
        postcodes.rural_urban,
        postcodes.easting,
        postcodes.northing,
        coalesce(postcodes.lsoa11_code, postcodes.lsoa21_code) is not null as has_small_area,
        deprivation.imd_decile,
        deprivation.imd_edition,
        registered.company_count >= {{ var('mass_registration_companies') }}
            as is_mass_registration_postcode
    from registered
    left join postcodes
        on registered.registered_postcode = postcodes.postcode
    left join deprivation
        on registered.registered_postcode = deprivation.postcode

)

select * from final

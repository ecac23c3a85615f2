with

lookup as (

    select * from {{ ref('stg_nspl__postcodes') }}

),

directory as (

    select * from {{ ref('stg_onspd__postcodes') }}

),

code_points as (

    select * from {{ ref('stg_code_point_open__postcodes') }}

),

current_codes as (

    select * from {{ ref('int_place_codes_current') }}

),

latest_lookup as (

    select *
    from lookup
    where postcode is not null
    qualify row_number() over (
        partition by postcode
        order by _fetched_at desc, _source_url desc, _raw_sha256 asc, _part asc, _line asc
    ) = 1

),

latest_directory as (

    select *
    from directory
    where postcode is not null
    qualify row_number() over (
        partition by postcode
        order by _fetched_at desc, _source_url desc, _raw_sha256 asc, _part asc, _line asc
    ) = 1

),

latest_code_points as (

    select *
    from code_points
    where postcode is not null
    qualify row_number() over (
        partition by postcode
        order by _fetched_at desc, _source_url desc, _raw_sha256 asc, _part asc, _line asc
    ) = 1

),

{% set columns = [
    'postcode', 'is_terminated', 'district_code', 'region_code', 'country_code', 'itl_code',
    'built_up_area_code', 'lsoa11_code', 'lsoa21_code', 'rural_urban_11_code',
    'rural_urban_21_code', 'easting', 'northing'
] %}
listed as (

    select
        {{ columns | join(', ') }},
        'nspl' as place_source,
        1 as source_rank
    from latest_lookup

    union all

    select
        {{ columns | join(', ') }},
        'onspd' as place_source,
        2 as source_rank
    from latest_directory

    union all

    select
        postcode,
        false as is_terminated,
        district_code,
        cast(null as string) as region_code,
        country_code,
        cast(null as string) as itl_code,
        cast(null as string) as built_up_area_code,
        cast(null as string) as lsoa11_code,
        cast(null as string) as lsoa21_code,
        cast(null as string) as rural_urban_11_code,
        cast(null as string) as rural_urban_21_code,
        easting,
        northing,
        'code_point_open' as place_source,
        3 as source_rank
    from latest_code_points

),

chosen as (

    select *
    from listed
    qualify row_number() over (
        partition by postcode
        order by case when district_code is null then 1 else 0 end asc, source_rank asc
    ) = 1

),

{# Small areas are made of the output areas that both files give, so of 2011 either will do. #}
final as (

    select
        chosen.postcode,
        chosen.is_terminated,
        case
            when current_codes.is_divided then null
            else coalesce(current_codes.current_code, chosen.district_code)
        end as district_code,
        coalesce(current_codes.is_divided, false) as is_district_divided,
        chosen.region_code,
        chosen.country_code,
        chosen.itl_code,
        chosen.built_up_area_code,
        coalesce(chosen.lsoa11_code, latest_directory.lsoa11_code) as lsoa11_code,
        coalesce(chosen.lsoa21_code, latest_directory.lsoa21_code) as lsoa21_code,
        coalesce(chosen.rural_urban_21_code, chosen.rural_urban_11_code) as rural_urban_code,
        {# Northern Ireland is on a grid of its own, and its coordinates on terms of their own. #}
        case when chosen.country_code <> 'N92000002' then chosen.easting end as easting,
        case when chosen.country_code <> 'N92000002' then chosen.northing end as northing,
        case when chosen.district_code is not null then chosen.place_source end as place_source
    from chosen
    left join latest_directory
        on chosen.postcode = latest_directory.postcode
    left join current_codes
        on chosen.district_code = current_codes.place_code

)

select * from final

{#
    The staging of the two postcode files of ONS, which land the same columns.
    Codes that end in 99999999 say that the postcode lies in none.
#}
{% macro stage_postcodes(source_id) -%}
with

source as (

    select * from {{ source(source_id, 'postcodes') }}

),

final as (

    select
        {{ clean_postcode('postcode') }} as postcode,
        postcode as postcode_text,
        introduced as introduced_text,
        terminated as terminated_text,
        nullif(terminated, '') is not null as is_terminated,
        case when district_code not like '%99999999' then nullif(district_code, '') end
            as district_code,
        case when region_code <> 'E99999999' then nullif(region_code, '') end as region_code,
        country_code,
        case when itl_code not like '%99999999' then nullif(itl_code, '') end as itl_code,
        case when built_up_area_code not like '%99999999' then nullif(built_up_area_code, '') end
            as built_up_area_code,
        case when lsoa11_code not like '%99999999' then nullif(lsoa11_code, '') end as lsoa11_code,
        case when lsoa21_code not like '%99999999' then nullif(lsoa21_code, '') end as lsoa21_code,
        case when rural_urban_11 not like '%99999999' then nullif(rural_urban_11, '') end
            as rural_urban_11_code,
        case when rural_urban_21 not like '%99999999' then nullif(rural_urban_21, '') end
            as rural_urban_21_code,
        easting as easting_text,
        northing as northing_text,
        nullif({{ clean_count('easting') }}, 0) as easting,
        nullif({{ clean_count('northing') }}, 0) as northing,
        {{ provenance() }}
    from source

)

select * from final
{%- endmacro %}

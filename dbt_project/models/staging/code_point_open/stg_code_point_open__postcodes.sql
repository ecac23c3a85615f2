with

source as (

    select * from {{ source('code_point_open', 'postcodes') }}

),

final as (

    select
        {{ clean_postcode('postcode') }} as postcode,
        postcode as postcode_text,
        positional_quality,
        nullif(country_code, '') as country_code,
        nullif(district_code, '') as district_code,
        nullif(ward_code, '') as ward_code,
        easting as easting_text,
        northing as northing_text,
        {# Quality 90 says that there are no coordinates, and prints noughts. #}
        case when positional_quality <> '90' then nullif({{ clean_count('easting') }}, 0) end
            as easting,
        case when positional_quality <> '90' then nullif({{ clean_count('northing') }}, 0) end
            as northing,
        {{ provenance() }}
    from source

)

select * from final

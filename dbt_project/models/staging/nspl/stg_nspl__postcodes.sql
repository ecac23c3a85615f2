with

source as (

    select * from {{ source('nspl', 'postcodes') }}

),

final as (

    select
        {{ clean_postcode('postcode') }} as postcode,
        postcode as postcode_text,
        introduced as introduced_text,
        terminated as terminated_text,
        nullif(terminated, '') is not null as is_terminated,
        {# Codes that end in 99999999 say that the postcode lies in none. #}
        case when district_code not like '%99999999' then district_code end as district_code,
        case when region_code <> 'E99999999' then nullif(region_code, '') end as region_code,
        country_code,
        lsoa_code,
        {{ provenance() }}
    from source

)

select * from final

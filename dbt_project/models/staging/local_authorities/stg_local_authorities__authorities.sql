with

source as (

    select * from {{ source('local_authorities', 'authorities') }}

),

final as (

    select
        local_authority_code as authority_code,
        nullif(gss_code, '') as place_code,
        official_name,
        nice_name as place_name,
        local_authority_type_name as place_type,
        nation,
        nullif(region, '') as region_name,
        nullif(county_la, '') as county_authority_code,
        nullif(replaced_by, '') as replaced_by_codes,
        nullif(former_gss_codes, '') as former_place_codes,
        {{ parse_published_date('start_date', "'ymd'") }} as valid_from,
        start_date as valid_from_text,
        {{ parse_published_date('end_date', "'ymd'") }} as valid_to,
        end_date as valid_to_text,
        {{ provenance() }}
    from source

)

select * from final

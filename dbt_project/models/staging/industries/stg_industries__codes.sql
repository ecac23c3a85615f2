with

source as (

    select * from {{ source('industries', 'codes') }}

),

final as (

    select
        {# The classification writes 01.11/1 and the company register 01111. #}
        {{ regex_replace_all('upper(code)', '[^A-Z0-9]', '') }} as industry_code,
        code as industry_code_text,
        nullif(description, '') as industry_name,
        nullif({{ regex_replace_all('upper(parent)', '^.*:|[^A-Z0-9]', '') }}, '')
            as parent_code,
        {{ provenance() }}
    from source

)

select * from final

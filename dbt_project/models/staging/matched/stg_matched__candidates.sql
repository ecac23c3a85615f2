with

source as (

    select * from {{ source('matched', 'candidates') }}

),

final as (

    select
        name_text,
        cast(place as int) as place,
        {{ clean_company_number('company_number') }} as company_number,
        {{ unescape_html('company_name') }} as company_name,
        is_current_name = 'true' as is_current_name,
        cast(probability as decimal(5, 4)) as probability,
        is_match = 'true' as is_match,
        same_key = 'true' and variant = 'whole' as has_same_name,
        {{ provenance() }}
    from source

)

select * from final

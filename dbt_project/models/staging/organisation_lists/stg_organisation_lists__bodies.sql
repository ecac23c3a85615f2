with

source as (

    select * from {{ source('organisation_lists', 'bodies') }}

),

final as (

    select
        layout_id,
        scheme,
        code,
        name as body_name,
        kind as body_kind,
        body_type,
        {{ clean_flag('is_public') }} as is_public,
        status as body_status,
        {{ clean_postcode('postcode') }} as postcode,
        postcode as postcode_text,
        {{ clean_company_number('company_number') }} as company_number,
        company_number as company_number_text,
        {{ parse_published_date('opened_on', 'date_format') }} as opened_date,
        opened_on as opened_date_text,
        {{ parse_published_date('closed_on', 'date_format') }} as closed_date,
        closed_on as closed_date_text,
        {{ provenance() }}
    from source

)

select * from final

with

source as (

    select * from {{ source('government_organisations', 'organisations') }}

),

final as (

    select
        slug,
        title as body_name,
        format as body_format,
        abbreviation,
        govuk_status,
        govuk_closed_status,
        {{ parse_ocds_date('closed_at') }} as closed_date,
        closed_at as closed_date_text,
        content_id,
        web_url,
        parents as parent_slugs,
        superseded as superseded_slugs,
        superseding as superseding_slugs,
        {{ provenance() }}
    from source

)

select * from final

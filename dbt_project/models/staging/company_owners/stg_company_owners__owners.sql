with

source as (

    select * from {{ source('company_owners', 'owners') }}

),

final as (

    select
        {{ clean_company_number('company_number') }} as company_number,
        company_number as company_number_text,
        kind as owner_kind,
        nullif(trim(name), '') as owner_name,
        {{ clean_company_number('registration_number') }} as registration_number,
        registration_number as registration_number_text,
        nullif(trim(country_registered), '') as country_registered,
        nullif(trim(place_registered), '') as place_registered,
        legal_form,
        legal_authority,
        natures_of_control,
        {{ parse_ocds_date('notified_on') }} as notified_date,
        notified_on as notified_date_text,
        {{ parse_ocds_date('ceased_on') }} as ceased_date,
        ceased_on as ceased_date_text,
        address_country,
        owner_link,
        {{ parse_ocds_date('snapshot_date') }} as snapshot_date,
        {{ provenance() }}
    from source

)

select * from final

with

source as (

    select * from {{ source('charities', 'charities') }}

),

final as (

    select
        registered_charity_number as charity_number,
        linked_charity_number,
        nullif(trim(charity_name), '') as charity_name,
        charity_type,
        charity_registration_status as registration_status,
        {{ parse_ocds_date('date_of_registration') }} as registered_date,
        date_of_registration as registered_date_text,
        {{ parse_ocds_date('date_of_removal') }} as removed_date,
        date_of_removal as removed_date_text,
        {{ clean_company_number('charity_company_registration_number') }} as company_number,
        charity_company_registration_number as company_number_text,
        {{ clean_flag('charity_is_cio') }} as is_cio,
        latest_income as latest_income_text,
        {{ parse_ocds_date('date_of_extract') }} as extract_date,
        date_of_extract as extract_date_text,
        {{ provenance() }}
    from source

)

select * from final

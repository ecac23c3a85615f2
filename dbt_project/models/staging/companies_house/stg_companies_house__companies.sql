with

source as (

    select * from {{ source('companies_house', 'companies') }}

),

final as (

    select
        {{ clean_company_number('CompanyNumber') }} as company_number,
        CompanyNumber as company_number_text,
        {{ unescape_html('CompanyName') }} as company_name,
        CompanyName as company_name_text,
        CompanyCategory as company_category,
        CompanyStatus as company_status,
        {{ unescape_html('PreviousName_1_CompanyName') }} as previous_company_name,
        {{ part('SICCode_SicText_1', '^([0-9]{4,5})', 1) }} as sic_code,
        SICCode_SicText_1 as sic_text,
        {{ clean_postcode('RegAddress_PostCode') }} as registered_postcode,
        RegAddress_PostCode as registered_postcode_text,
        {{ parse_published_date('IncorporationDate', "'dmy'") }} as incorporated_date,
        IncorporationDate as incorporated_date_text,
        {{ parse_published_date('DissolutionDate', "'dmy'") }} as dissolved_date,
        DissolutionDate as dissolved_date_text,
        {{ provenance() }}
    from source

)

select * from final

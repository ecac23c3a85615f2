with

source as (

    select * from {{ source('companies_house', 'companies') }}

),

final as (

    select
        {{ clean_company_number('companynumber') }} as company_number,
        companynumber as company_number_text,
        {{ unescape_html('companyname') }} as company_name,
        companyname as company_name_text,
        companycategory as company_category,
        companystatus as company_status,
        nullif(trim(accounts_accountcategory), '') as account_category,
        {{ unescape_html('previousname_1_companyname') }} as previous_company_name,
        {{ part('siccode_sictext_1', '^([0-9]{4,5})', 1) }} as sic_code,
        siccode_sictext_1 as sic_text,
        siccode_sictext_2 as sic_text_2,
        siccode_sictext_3 as sic_text_3,
        siccode_sictext_4 as sic_text_4,
        {{ clean_postcode('regaddress_postcode') }} as registered_postcode,
        regaddress_postcode as registered_postcode_text,
        {{ parse_published_date('incorporationdate', "'dmy'") }} as incorporated_date,
        incorporationdate as incorporated_date_text,
        {{ parse_published_date('dissolutiondate', "'dmy'") }} as dissolved_date,
        dissolutiondate as dissolved_date_text,
        {{ parse_published_date('accounts_lastmadeupdate', "'dmy'") }} as accounts_made_up_to,
        accounts_lastmadeupdate as accounts_made_up_to_text,
        {{ parse_published_date('accounts_nextduedate', "'dmy'") }} as accounts_due_date,
        accounts_nextduedate as accounts_due_date_text,
        {{ parse_published_date('confstmtlastmadeupdate', "'dmy'") }} as statement_made_up_to,
        confstmtlastmadeupdate as statement_made_up_to_text,
        {{ parse_published_date('confstmtnextduedate', "'dmy'") }} as statement_due_date,
        confstmtnextduedate as statement_due_date_text,
        try_cast(snapshot_month || '-01' as date) as snapshot_month,
        {{ provenance() }}
    from source

)

select * from final

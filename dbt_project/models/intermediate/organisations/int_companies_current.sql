with

companies as (

    select * from {{ ref('stg_companies_house__companies') }}

),

{# The register leaves out what has been dissolved: a company keeps the last month it was in. #}
final as (

    select
        *,
        {{ normalise_name('company_name') }} as normalised_name,
        {{ normalise_name('previous_company_name') }} as previous_normalised_name,
        upper(company_status) like 'ACTIVE%' as is_active
    from companies
    where company_number is not null
    qualify row_number() over (
        partition by company_number
        order by
            snapshot_month desc nulls last, _fetched_at desc, _source_url desc,
            _raw_sha256 asc, _part asc, _line asc
    ) = 1

)

select * from final

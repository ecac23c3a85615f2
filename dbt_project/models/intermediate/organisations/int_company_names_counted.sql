with

companies as (

    select * from {{ ref('int_companies_current') }}

),

final as (

    select
        normalised_name,
        count(*) as active_company_count,
        min(company_number) as company_number
    from companies
    where is_active and normalised_name is not null
    group by normalised_name

)

select * from final

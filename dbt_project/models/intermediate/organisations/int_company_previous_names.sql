with

previous_names as (

    select * from {{ ref('stg_companies_house__previous_names') }}

),

named as (

    select
        company_number,
        previous_company_name,
        name_changed_date,
        snapshot_month,
        _fetched_at,
        _raw_sha256,
        _line,
        {{ normalise_name('previous_company_name') }} as normalised_name
    from previous_names
    where company_number is not null and previous_company_name is not null

),

final as (

    select
        company_number,
        normalised_name,
        previous_company_name,
        name_changed_date
    from named
    where normalised_name is not null
    qualify row_number() over (
        partition by company_number, normalised_name
        order by
            snapshot_month desc nulls last, name_changed_date desc nulls last,
            previous_company_name asc, _fetched_at desc, _raw_sha256 asc, _line asc
    ) = 1

)

select * from final

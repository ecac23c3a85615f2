with

stretches as (

    select * from {{ ref('int_companies_dated') }}

),

organisations as (

    select * from {{ ref('dim_organisations') }}
    where company_number is not null

),

final as (

    select
        {{ surrogate_key(['stretches.company_number', 'stretches.valid_from']) }}
            as company_status_key,
        organisations.organisation_key,
        stretches.company_number,
        stretches.company_name,
        nullif(stretches.company_status, '') as company_status,
        nullif(stretches.company_category, '') as company_category,
        stretches.registered_postcode,
        stretches.valid_from,
        stretches.valid_to,
        stretches.ended_as,
        stretches.last_seen_month,
        stretches.missing_from_month,
        stretches._source_url,
        stretches._raw_sha256,
        stretches._part,
        stretches._line,
        stretches._fetched_at
    from stretches
    inner join organisations
        on stretches.company_number = organisations.company_number

)

select * from final

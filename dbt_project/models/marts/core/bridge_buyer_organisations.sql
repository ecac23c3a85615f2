with

organisations as (

    select
        *,
        {{ normalise_name('organisation_name') }} as normalised_name
    from {{ ref('dim_organisations') }}

),

{# One service numbers a buyer where another only names it. #}
numbered as (

    select
        normalised_name,
        max(organisation_key) as organisation_key
    from organisations
    where identified_by <> 'name_only'
    group by normalised_name
    having count(*) = 1

),

final as (

    select
        organisations.organisation_key,
        coalesce(numbered.organisation_key, organisations.organisation_key) as buyer_key
    from organisations
    left join numbered
        on
            organisations.normalised_name = numbered.normalised_name
            and organisations.identified_by = 'name_only'

)

select * from final

with

owners as (

    select * from {{ ref('int_company_owners') }}

),

organisations as (

    select * from {{ ref('dim_organisations') }}
    where company_number is not null

),

judged as (

    select
        owners.*,
        organisations.organisation_key,
        coalesce(owners.number_check = 'registered_under_this_name', false)
        or {{ names_an_organisation('owners.plain_owner_name') }} as is_surely_organisation
    from owners
    inner join organisations
        on owners.company_number = organisations.company_number

),

final as (

    select
        company_owner_key,
        organisation_key,
        company_number,
        case when is_surely_organisation then {{ without_addresses('owner_name') }} end
            as owner_name,
        case
            when owner_name is null then 'not_stated'
            when is_surely_organisation then 'named'
            else 'withheld'
        end as owner_name_status,
        owner_kind,
        owner_company_number,
        number_reading,
        number_check,
        natures_of_control,
        is_majority_owner,
        notified_date,
        ceased_date,
        has_ceased,
        snapshot_date,
        {{ provenance() }}
    from judged

)

select * from final

with

mentions as (

    select * from {{ ref('int_organisations_mentioned') }}

),

identifiers as (

    select * from {{ ref('int_organisation_identifiers') }}

),

companies as (

    select * from {{ ref('int_companies_current') }}

),

public_bodies as (

    select * from {{ ref('int_public_bodies') }}

),

publishers as (

    select distinct organisation_key
    from {{ ref('int_publishers_identified') }}
    where is_declared

),

company_groups as (

    select * from {{ ref('int_company_groups') }}

),

organisations as (

    select
        organisation_key,
        max(company_number) as company_number
    from mentions
    group by organisation_key

),

public_names as (

    select distinct normalised_name
    from public_bodies
    where normalised_name is not null

),

named_as_public as (

    select distinct mentions.organisation_key
    from mentions
    inner join public_names
        on {{ normalise_name('mentions.organisation_name') }} = public_names.normalised_name
    where mentions.company_number is null

),

numbered_as_public as (

    select distinct identifiers.organisation_key
    from identifiers
    inner join public_bodies
        on
            identifiers.scheme = public_bodies.scheme
            and identifiers.identifier = public_bodies.identifier

),

charity_numbers as (

    select
        organisation_key,
        min(scheme || '-' || identifier) as charity_number,
        min(case when evidence = 'charity_register' then evidence else 'notice' end) as evidence
    from identifiers
    where scheme in ('GB-CHC', 'GB-SC', 'GB-NIC')
    group by organisation_key
    having count(distinct scheme || '-' || identifier) = 1

),

mutual_numbers as (

    select
        organisation_key,
        min(identifier) as mutual_number,
        min(case when evidence = 'mutuals_register' then evidence else 'notice' end) as evidence
    from identifiers
    where scheme = 'GB-MPR'
    group by organisation_key
    having count(distinct identifier) = 1

),

gathered as (

    select
        organisations.organisation_key,
        organisations.company_number,
        {{ form_of_category('companies.company_category') }} as category_form,
        {{ form_of_number('organisations.company_number') }} as number_form,
        charity_numbers.charity_number,
        charity_numbers.evidence as charity_evidence,
        mutual_numbers.mutual_number,
        mutual_numbers.evidence as mutual_evidence,
        case
            when numbered_as_public.organisation_key is not null then 'number_on_a_list_of_bodies'
            when publishers.organisation_key is not null then 'publisher_declaration'
            when named_as_public.organisation_key is not null then 'name_on_a_list_of_bodies'
        end as public_body_evidence,
        company_groups.group_status,
        company_groups.ultimate_owner_company_number
    from organisations
    left join companies
        on organisations.company_number = companies.company_number
    left join charity_numbers
        on organisations.organisation_key = charity_numbers.organisation_key
    left join mutual_numbers
        on organisations.organisation_key = mutual_numbers.organisation_key
    left join numbered_as_public
        on organisations.organisation_key = numbered_as_public.organisation_key
    left join publishers
        on organisations.organisation_key = publishers.organisation_key
    left join named_as_public
        on organisations.organisation_key = named_as_public.organisation_key
    left join company_groups
        on organisations.company_number = company_groups.company_number

),

formed as (

    select
        *,
        case
            when category_form in (
                'charitable_incorporated_organisation', 'community_interest_company'
            ) then 'company_register'
            when charity_evidence = 'charity_register' then charity_evidence
            when mutual_evidence = 'mutuals_register' then mutual_evidence
            when category_form is not null then 'company_register'
            when number_form is not null then 'company_number'
            when company_number is null and public_body_evidence is not null
                then public_body_evidence
            when charity_number is not null or mutual_number is not null then 'notice'
            else 'none'
        end as ownership_evidence
    from gathered

),

final as (

    select
        organisation_key,
        case ownership_evidence
            when 'charity_register' then 'charity'
            when 'mutuals_register' then 'registered_society'
            when 'company_register' then category_form
            when 'company_number' then number_form
            when 'notice'
                then case
                    when charity_number is not null then 'charity'
                    else 'registered_society'
                end
            when 'none' then 'unknown'
            else 'public_body'
        end as ownership_form,
        ownership_evidence,
        case when public_body_evidence is not null then true end as is_public_body,
        public_body_evidence,
        charity_number,
        mutual_number,
        group_status,
        ultimate_owner_company_number
    from formed

)

select * from final

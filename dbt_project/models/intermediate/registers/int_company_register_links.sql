with

charities as (

    select * from {{ ref('stg_charities__charities') }}

),

societies as (

    select * from {{ ref('stg_mutuals__societies') }}

),

companies as (

    select * from {{ ref('int_companies_current') }}

),

charities_now as (

    select *
    from charities
    where linked_charity_number = '0'
    qualify row_number() over (
        partition by charity_number
        order by _fetched_at desc, extract_date desc nulls last, _raw_sha256 asc, _line asc
    ) = 1

),

societies_now as (

    select
        *,
        {{ normalise_name('society_name') }} as normalised_name
    from societies
    where mutual_number is not null
    qualify row_number() over (
        partition by mutual_number
        order by _fetched_at desc, _raw_sha256 asc, _line asc
    ) = 1

),

{# Societies have numbers of their own on both registers, with the same digits in them: 12,182 of
   12,182 links that others made by hand. The name is the second witness. #}
society_companies as (

    select
        company_number,
        normalised_name,
        previous_normalised_name,
        {{ part('company_number', '^[A-Z]+0*([0-9]+)', 1) }} as digits
    from companies
    where {{ regex_matches('company_number', '^(IP|SP|NP|RS|NO)[0-9]') }}

),

stated as (

    select
        company_number,
        'GB-CHC' as scheme,
        charity_number as identifier,
        'charity_register' as evidence
    from charities_now
    where
        company_number is not null
        and removed_date is null
        and coalesce(lower(registration_status), '') <> 'removed'
    union all
    select
        society_companies.company_number,
        'GB-MPR' as scheme,
        societies_now.mutual_number as identifier,
        'mutuals_register' as evidence
    from societies_now
    inner join society_companies
        on societies_now.society_number = society_companies.digits
    where
        {{ names_agree('societies_now.normalised_name', 'society_companies.normalised_name') }}
        or {{ names_agree(
            'societies_now.normalised_name', 'society_companies.previous_normalised_name'
        ) }}

),

{# A number that two charities state, or two societies fit, is nobody's. #}
final as (

    select
        company_number,
        scheme,
        min(identifier) as identifier,
        min(evidence) as evidence
    from stated
    group by company_number, scheme
    having count(distinct identifier) = 1

)

select * from final

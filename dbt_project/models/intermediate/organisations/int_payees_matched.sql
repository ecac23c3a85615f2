with

payments as (

    select * from {{ ref('int_spend_lines') }}

),

names as (

    select * from {{ ref('int_names_classified') }}

),

companies as (

    select * from {{ ref('int_companies_current') }}

),

company_names as (

    select * from {{ ref('int_company_names_counted') }}

),

publisher_names as (

    select * from {{ ref('int_publisher_names') }}

),

payees as (

    select distinct
        supplier_name_text,
        company_number_text,
        company_number as stated_company_number
    from payments

),

compared as (

    select
        payees.supplier_name_text,
        payees.company_number_text,
        payees.stated_company_number,
        names.plain_name,
        names.normalised_name,
        coalesce(names.payee_class, 'unknown') as name_class,
        coalesce(names.class_rule, 'none') as name_rule,
        companies.company_number as registered_number,
        coalesce(
            {{ names_agree('names.normalised_name', 'companies.normalised_name') }}
            or {{ names_agree('names.normalised_name', 'companies.previous_normalised_name') }},
            false
        ) as has_agreeing_name,
        company_names.company_number as namesake_number,
        coalesce(company_names.active_company_count, 0) as namesake_count,
        publisher_names.organisation_key as publisher_organisation_key
    from payees
    left join names
        on payees.supplier_name_text = names.name_text
    left join companies
        on payees.stated_company_number = companies.company_number
    left join company_names
        on names.normalised_name = company_names.normalised_name
    left join publisher_names
        on names.normalised_name = publisher_names.normalised_name

),

decided as (

    select
        *,
        case
            when name_class = 'redacted' then 'none'
            when stated_company_number is not null
                then case when has_agreeing_name then 'stated_number' else 'none' end
            when name_class in ('person', 'public_body') then 'none'
            when namesake_count = 1 then 'exact_name'
            else 'none'
        end as match_tier,
        case
            when name_class = 'redacted' then 'redacted'
            when stated_company_number is not null and registered_number is null
                then 'stated_number_not_registered'
            when stated_company_number is not null and not has_agreeing_name
                then 'stated_number_of_another_name'
            when stated_company_number is not null then null
            when name_class in ('person', 'public_body') then name_class
            when namesake_count > 1 then 'several_companies_of_this_name'
            when namesake_count = 0 then 'no_company_of_this_name'
        end as unmatched_reason
    from compared

),

final as (

    select
        {{ surrogate_key(['supplier_name_text', 'company_number_text']) }} as payee_key,
        supplier_name_text,
        company_number_text,
        normalised_name,
        case when match_tier <> 'none' then 'company' else name_class end as payee_class,
        case when match_tier <> 'none' then 'register' else name_rule end as payee_class_rule,
        match_tier,
        unmatched_reason,
        case match_tier
            when 'stated_number' then registered_number
            when 'exact_name' then namesake_number
        end as company_number,
        case
            when match_tier = 'none' and name_class in ('person', 'redacted') then null
            when match_tier = 'none' and publisher_organisation_key is not null
                then publisher_organisation_key
            when match_tier = 'stated_number'
                then {{ surrogate_key(["'GB-COH'", 'registered_number']) }}
            when match_tier = 'exact_name'
                then {{ surrogate_key(["'GB-COH'", 'namesake_number']) }}
            when normalised_name is not null
                then {{ surrogate_key(["'name'", 'normalised_name']) }}
        end as organisation_key
    from decided

)

select * from final

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

previous_names as (

    select * from {{ ref('int_company_previous_names') }}

),

candidates as (

    select * from {{ ref('int_company_candidates') }}

),

numbers as (

    select * from {{ ref('int_payee_numbers') }}

),

meant as (

    select *
    from candidates
    where candidate_tier is not null

),

shared_names as (

    select distinct
        named_by,
        supplier_name_text
    from candidates
    where is_shared_name

),

payees as (

    select distinct
        publisher_id,
        supplier_name_text,
        company_number_text,
        company_number as stated_company_number
    from payments

),

compared as (

    select
        payees.publisher_id,
        payees.supplier_name_text,
        payees.company_number_text,
        payees.stated_company_number,
        names.normalised_name,
        coalesce(names.payee_class, 'unknown') as name_class,
        coalesce(names.class_rule, 'no_name') as name_rule,
        companies.company_number as registered_number,
        coalesce(
            {{ names_agree('names.normalised_name', 'companies.normalised_name') }}
            or {{ names_agree('names.normalised_name', 'companies.previous_normalised_name') }}
            or previous_names.company_number is not null,
            false
        ) as has_agreeing_name,
        by_publisher.company_number as publisher_number,
        by_notice.company_number as notice_number,
        meant.company_number as candidate_number,
        meant.candidate_tier,
        meant.probability,
        meant.name_until_date,
        shared_names.supplier_name_text is not null as is_shared_name
    from payees
    left join names
        on payees.supplier_name_text = names.name_text
    left join companies
        on payees.stated_company_number = companies.company_number
    left join previous_names
        on
            payees.stated_company_number = previous_names.company_number
            and names.normalised_name = previous_names.normalised_name
    left join meant
        on
            payees.publisher_id = meant.named_by
            and payees.supplier_name_text = meant.supplier_name_text
    left join shared_names
        on
            payees.publisher_id = shared_names.named_by
            and payees.supplier_name_text = shared_names.supplier_name_text
    left join numbers as by_publisher
        on
            payees.publisher_id = by_publisher.publisher_id
            and names.normalised_name = by_publisher.normalised_name
            and by_publisher.tier = 'stated_elsewhere'
    left join numbers as by_notice
        on
            payees.publisher_id = by_notice.publisher_id
            and names.normalised_name = by_notice.normalised_name
            and by_notice.tier = 'notice_number'

),

decided as (

    select
        *,
        case
            when name_class = 'redacted' then 'none'
            when stated_company_number is not null
                then case when has_agreeing_name then 'stated_number' else 'none' end
            when name_class in ('person', 'public_body') or name_rule = 'no_name' then 'none'
            when publisher_number is not null then 'stated_elsewhere'
            when notice_number is not null then 'notice_number'
            else coalesce(candidate_tier, 'none')
        end as match_tier,
        case
            when name_class = 'redacted' then 'redacted'
            when stated_company_number is not null and registered_number is null
                then 'stated_number_not_registered'
            when stated_company_number is not null and not has_agreeing_name
                then 'stated_number_of_another_name'
            when stated_company_number is not null then null
            when name_class in ('person', 'public_body') then name_class
            when name_rule = 'no_name' then 'no_company_likely_enough'
            when coalesce(publisher_number, notice_number, candidate_number) is null
                then case
                    when is_shared_name then 'several_companies_of_the_name'
                    else 'no_company_likely_enough'
                end
        end as unmatched_reason
    from compared

),

final as (

    select
        publisher_id,
        supplier_name_text,
        company_number_text,
        stated_company_number,
        normalised_name,
        name_class,
        name_rule,
        match_tier,
        unmatched_reason,
        case match_tier
            when 'none' then null
            when 'stated_number' then registered_number
            when 'stated_elsewhere' then publisher_number
            when 'notice_number' then notice_number
            else candidate_number
        end as company_number,
        case
            when match_tier not in ('none', 'stated_number', 'stated_elsewhere', 'notice_number')
                then probability
        end as probability,
        case
            when match_tier not in ('none', 'stated_number', 'stated_elsewhere', 'notice_number')
                then name_until_date
        end as name_until_date
    from decided

)

select * from final

with

payees as (

    select
        *,
        publisher_id as named_by
    from {{ ref('int_payees_matched') }}

),

candidates as (

    select * from {{ ref('int_company_candidates') }}

),

companies as (

    select * from {{ ref('int_companies_current') }}

),

publishers as (

    select * from {{ ref('int_publishers_identified') }}

),

{# The likeliest company of another number: what the payee may have meant instead. #}
rivals as (

    {{ rivals_of('payees', 'candidates', 'payee_key') }}

),

named as (

    select
        payees.*,
        coalesce(publishers.publisher_name, payees.publisher_id) as publisher_name,
        nullif(trim({{ without_addresses('payees.supplier_name_text') }}), '') as payee_name,
        companies.company_name,
        rivals.company_number as rival_company_number,
        rivals.company_name as rival_company_name,
        rivals.probability as rival_probability,
        rivals.same_name_count,
        rivals.same_former_name_count,
        next_rivals.company_number as next_rival_company_number,
        next_rivals.company_name as next_rival_company_name,
        next_rivals.probability as next_rival_probability,
        coalesce(rivals.rival_count, 0) as rival_count
    from payees
    left join publishers
        on payees.publisher_id = publishers.publisher_id
    left join companies
        on payees.company_number = companies.company_number
    left join rivals
        on payees.payee_key = rivals.payee_key and rivals.rival_place = 1
    left join rivals as next_rivals
        on
            payees.payee_key = next_rivals.payee_key
            and next_rivals.rival_place = 2
    where payees.payee_class not in ('person', 'redacted') and payees.payee_class_rule <> 'no_name'

),

final as (

    select
        payee_key as payee_match_key,
        publisher_id,
        publisher_name,
        payee_name,
        stated_company_number,
        payee_class,
        match_tier,
        unmatched_reason,
        organisation_key,
        company_number,
        company_name,
        probability,
        {{ match_evidence('body') }} as evidence,
        cast(rival_count as bigint) as rival_count,
        rival_company_number,
        rival_company_name,
        rival_probability,
        next_rival_company_number,
        next_rival_company_name,
        next_rival_probability
    from named
    where payee_name is not null

)

select * from final

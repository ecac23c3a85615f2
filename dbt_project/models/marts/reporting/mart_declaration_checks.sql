with

checks as (

    select * from {{ ref('fct_declaration_checks') }}

),

organisations as (

    select * from {{ ref('dim_organisations') }}

),

final as (

    select
        checks.check_key as row_key,
        checks.organisation_key,
        organisations.organisation_name,
        organisations.company_number,
        checks.check_id,
        checks.check_name,
        checks.reference,
        checks.starts_on as duty_starts_on,
        checks.is_confirmed as is_duty_confirmed,
        checks.subject,
        checks.due_date,
        checks.declared_text,
        checks.evidence_text,
        checks.evidence_date,
        checks.finding,
        checks.not_judged_reason,
        checks.found_date,
        case
            when checks.finding = 'not_found_in_the_register'
                then {{ days_between('checks.due_date', 'checks.as_of_date') }}
        end as days_since_due,
        checks.as_of_date
    from checks
    inner join organisations
        on checks.organisation_key = organisations.organisation_key

)

select * from final

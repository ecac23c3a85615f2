with

declarations as (

    select * from {{ ref('fct_checks_of_declarations') }}

),

filings as (

    select * from {{ ref('fct_checks_of_filings') }}

),

duties as (

    select * from {{ ref('supplier_duties') }}

),

nights as (

    select cast(max(left(_fetched_at, 10)) as date) as night_date
    from {{ ref('fct_deliveries') }}

),

checked as (

    select
        organisation_key,
        check_id,
        'all' as subject,
        cast(null as date) as due_date,
        cast(null as date) as found_date,
        declared_count,
        declared_text,
        evidence_text,
        evidence_date,
        finding,
        cast(null as string) as not_judged_reason
    from declarations
    union all
    select
        organisation_key,
        check_id,
        subject,
        due_date,
        found_date,
        cast(0 as bigint) as declared_count,
        cast(null as string) as declared_text,
        evidence_text,
        evidence_date,
        finding,
        not_judged_reason
    from filings

),

final as (

    select
        {{ surrogate_key(['checked.organisation_key', 'checked.check_id', 'checked.subject']) }}
            as check_key,
        checked.organisation_key,
        checked.check_id,
        duties.check_name,
        duties.reference,
        duties.starts_on,
        duties.is_confirmed,
        checked.subject,
        checked.due_date,
        checked.found_date,
        checked.declared_count,
        checked.declared_text,
        checked.evidence_text,
        checked.evidence_date,
        checked.finding,
        checked.not_judged_reason,
        nights.night_date as as_of_date
    from checked
    inner join duties
        on checked.check_id = duties.check_id
    cross join nights

)

select * from final

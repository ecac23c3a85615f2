{{ config(materialized='view') }}

with

facts as (

    select * from {{ ref('fct_supplier_facts') }}

),

nights as (

    select cast(max(left(_fetched_at, 10)) as date) as night_date
    from {{ ref('fct_deliveries') }}

),

registers as (

    select * from {{ ref('int_filings_held') }}

),

{# Each line of a register with the year or period that it is for. #}
filed as (

    select
        organisation_key,
        max(source_id) as source_id,
        max(case
            when fact_kind in ('pay_gap_snapshot_year', 'slavery_statement_year')
                then cast(value_text as integer)
        end) as filed_year,
        cast(max(case when fact_kind = 'payment_report_to' then value_text end) as date)
            as period_end_date,
        cast(max(case when fact_kind = 'pay_gap_due_date' then value_text end) as date)
            as due_date,
        cast(max(
            case
                when fact_kind in ('pay_gap_filed_date', 'payment_report_filed') then value_text
            end
        ) as date) as filed_date,
        max(case when fact_kind = 'pay_gap_filed_late' then value_text end) as filed_late_text,
        max(case when fact_kind in ('employer_size', 'turnover_band') then value_text end)
            as evidence_text,
        max(case when fact_kind = 'turnover_band' then {{ pounds_millions('value_text') }} end)
            as turnover_millions,
        max(fact_date) as evidence_date
    from facts
    where source_id in ('gender_pay_gap', 'modern_slavery', 'payment_practices')
    group by organisation_key, _raw_sha256, _part, _line

),

{# Guidance asks for a statement within six months of a financial year: for a year, by June. #}
years_held as (

    select
        source_id,
        filed_year,
        case
            when source_id = 'gender_pay_gap' then max(due_date)
            else cast(cast(filed_year + 1 as string) || '-06-30' as date)
        end as due_date
    from filed
    where filed_year is not null
    group by source_id, filed_year

),

{# Whether a company said itself, of a year, that it is large enough to owe the next one. #}
known_years as (

    select
        organisation_key,
        source_id,
        filed_year,
        max(evidence_text) as evidence_text,
        max(evidence_date) as evidence_date,
        max(case
            when
                source_id = 'gender_pay_gap'
                and evidence_text not in ('Less than 250', 'Not Provided')
                then 1
            when turnover_millions >= 36 then 1
        end) as is_large
    from filed
    where filed_year is not null
    group by organisation_key, source_id, filed_year

),

owed_years as (

    select
        known_years.organisation_key,
        known_years.source_id,
        known_years.is_large,
        years_held.filed_year,
        years_held.due_date,
        known_years.evidence_text,
        known_years.evidence_date
    from known_years
    inner join years_held
        on
            known_years.source_id = years_held.source_id
            and known_years.filed_year < years_held.filed_year
    qualify row_number() over (
        partition by
            known_years.organisation_key, known_years.source_id, years_held.filed_year
        order by known_years.filed_year desc
    ) = 1

),

filed_years as (

    select
        organisation_key,
        source_id,
        filed_year,
        min(filed_date) as filed_date,
        min(evidence_date) as found_date,
        max(filed_late_text) as filed_late_text
    from filed
    where filed_year is not null
    group by organisation_key, source_id, filed_year

),

yearly_checks as (

    select
        owed_years.organisation_key,
        case
            when owed_years.source_id = 'gender_pay_gap' then 'pay_gap_report'
            else 'slavery_statement'
        end as check_id,
        cast(owed_years.filed_year as string) as subject,
        owed_years.due_date,
        coalesce(filed_years.filed_date, filed_years.found_date) as found_date,
        owed_years.evidence_text,
        owed_years.evidence_date,
        case
            when filed_years.filed_late_text = 'true' then 'filed_late'
            when filed_years.organisation_key is not null then 'filed'
        end as found,
        registers.newest_filed_date
    from owed_years
    left join registers
        on
            owed_years.source_id = registers.source_id
            and owed_years.filed_year = registers.filed_year
    left join filed_years
        on
            owed_years.organisation_key = filed_years.organisation_key
            and owed_years.source_id = filed_years.source_id
            and owed_years.filed_year = filed_years.filed_year
    where owed_years.is_large = 1

),

last_periods as (

    select
        organisation_key,
        max(period_end_date) as period_end_date,
        max(evidence_date) as evidence_date
    from filed
    where source_id = 'payment_practices' and period_end_date is not null
    group by organisation_key

),

expected_reports as (

    select
        organisation_key,
        evidence_date,
        period_end_date,
        {{ add_months_to('period_end_date + 1', 6) }} - 1 as next_end_date
    from last_periods

),

half_yearly_checks as (

    select
        expected_reports.organisation_key,
        'payment_practices_report' as check_id,
        cast(expected_reports.next_end_date as string) as subject,
        expected_reports.next_end_date + 30 as due_date,
        cast(null as date) as found_date,
        concat('last reported to ', cast(expected_reports.period_end_date as string))
            as evidence_text,
        expected_reports.evidence_date,
        cast(null as string) as found,
        registers.newest_filed_date
    from expected_reports
    left join registers
        on registers.source_id = 'payment_practices'

),

checks as (

    select * from yearly_checks
    union all
    select * from half_yearly_checks

),

{# Somebody files on the last day, and after it: a register in which nobody did is an older one. #}
final as (

    select
        checks.organisation_key,
        checks.check_id,
        checks.subject,
        checks.due_date,
        checks.found_date,
        checks.evidence_text,
        checks.evidence_date,
        case
            when checks.found is not null then checks.found
            when checks.due_date >= nights.night_date then 'not_yet_due'
            when checks.newest_filed_date >= checks.due_date then 'not_found_in_the_register'
            else 'not_judged'
        end as finding,
        case
            when checks.found is not null or checks.due_date >= nights.night_date then null
            when checks.newest_filed_date is null then 'register_states_no_days'
            when checks.newest_filed_date < checks.due_date
                then 'register_ends_before_due_date'
        end as not_judged_reason
    from checks
    cross join nights

)

select * from final

with

facts as (

    select *
    from {{ ref('fct_supplier_facts') }}
    where source_id = 'modern_slavery'

),

organisations as (

    select * from {{ ref('dim_organisations') }}

),

{# A line of the register is one organisation in one statement, however much it states. #}
reports as (

    select
        organisation_key,
        company_number,
        cast(max(case when fact_kind = 'slavery_statement_year' then value_text end) as integer)
            as statement_year,
        max(case when fact_kind = 'slavery_statement_url' then value_text end) as statement_url,
        cast(max(case when fact_kind = 'slavery_statement_from' then value_text end) as date)
            as period_start_date,
        cast(max(case when fact_kind = 'slavery_statement_to' then value_text end) as date)
            as period_end_date,
        cast(max(case when fact_kind = 'slavery_statement_approved' then value_text end) as date)
            as approved_date,
        max(case when fact_kind = 'slavery_statement_of_group' then value_text end) = 'true'
            as is_group_statement,
        max(case when fact_kind = 'slavery_covers_structure' then value_text end) = 'true'
            as covers_structure,
        max(case when fact_kind = 'slavery_covers_policies' then value_text end) = 'true'
            as covers_policies,
        max(case when fact_kind = 'slavery_covers_risks' then value_text end) = 'true'
            as covers_risks,
        max(case when fact_kind = 'slavery_covers_due_diligence' then value_text end) = 'true'
            as covers_due_diligence,
        max(case when fact_kind = 'slavery_covers_training' then value_text end) = 'true'
            as covers_training,
        max(case when fact_kind = 'slavery_covers_goals' then value_text end) = 'true'
            as covers_goals,
        max(case when fact_kind = 'slavery_policies' then value_text end) as policies,
        max(case when fact_kind = 'turnover_band' then value_text end) as turnover_band,
        max(as_of_date) as as_of_date,
        max(source_age_days) as source_age_days,
        _source_url,
        _raw_sha256,
        _part,
        _line
    from facts
    group by
        organisation_key, company_number, _source_url, _raw_sha256, _part, _line

),

final as (

    select
        {{ surrogate_key([
            'reports.organisation_key', 'reports._raw_sha256', 'reports._part', 'reports._line'
        ]) }} as row_key,
        reports.organisation_key,
        organisations.organisation_name,
        reports.company_number,
        reports.statement_year,
        reports.statement_url,
        reports.period_start_date,
        reports.period_end_date,
        reports.approved_date,
        reports.is_group_statement,
        reports.covers_structure,
        reports.covers_policies,
        reports.covers_risks,
        reports.covers_due_diligence,
        reports.covers_training,
        reports.covers_goals,
        reports.policies,
        reports.turnover_band,
        row_number() over (
            partition by reports.organisation_key
            order by
                reports.statement_year desc nulls last, reports.approved_date desc nulls last,
                reports._raw_sha256 asc, reports._part asc, reports._line asc
        ) = 1 as is_latest,
        reports.as_of_date,
        reports.source_age_days,
        reports._source_url,
        reports._raw_sha256,
        reports._part,
        reports._line
    from reports
    inner join organisations
        on reports.organisation_key = organisations.organisation_key

)

select * from final

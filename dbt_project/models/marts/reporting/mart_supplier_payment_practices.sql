with

facts as (

    select *
    from {{ ref('fct_supplier_facts') }}
    where source_id = 'payment_practices'

),

organisations as (

    select * from {{ ref('dim_organisations') }}

),

{# A line of the register is one report, whatever number of facts it states. #}
reports as (

    select
        organisation_key,
        company_number,
        max(case when fact_kind = 'payment_report_id' then value_text end) as report_id,
        cast(max(case when fact_kind = 'payment_report_from' then value_text end) as date)
            as period_start_date,
        cast(max(case when fact_kind = 'payment_report_to' then value_text end) as date)
            as period_end_date,
        cast(max(case when fact_kind = 'payment_report_filed' then value_text end) as date)
            as filed_date,
        max(case when fact_kind = 'payment_average_days' then value_number end)
            as average_days_to_pay,
        max(case when fact_kind = 'payment_average_days_outlier' then value_text end) = 'true'
            as is_days_outlier,
        max(case when fact_kind = 'payment_within_30_days' then value_number end)
            as paid_within_30_days_percent,
        max(case when fact_kind = 'payment_31_to_60_days' then value_number end)
            as paid_31_to_60_days_percent,
        max(case when fact_kind = 'payment_after_60_days' then value_number end)
            as paid_after_60_days_percent,
        max(case when fact_kind = 'payment_late' then value_number end) as paid_late_percent,
        max(case when fact_kind = 'payment_disputed' then value_number end) as disputed_percent,
        max(case when fact_kind = 'payment_shortest_period' then value_number end)
            as shortest_period_days,
        max(case when fact_kind = 'payment_longest_period' then value_number end)
            as longest_period_days,
        max(case when fact_kind = 'payment_maximum_period' then value_number end)
            as maximum_period_days,
        max(case when fact_kind = 'payment_terms_changed' then value_text end) = 'true'
            as has_changed_terms,
        max(case when fact_kind = 'payment_in_codes' then value_text end) = 'true'
            as is_in_payment_codes,
        max(case when fact_kind = 'payment_charges_made' then value_text end) = 'true'
            as has_made_charges,
        max(case when fact_kind = 'payment_report_url' then value_text end) as report_url,
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
        reports.report_id,
        reports.period_start_date,
        reports.period_end_date,
        reports.filed_date,
        reports.average_days_to_pay,
        reports.is_days_outlier,
        reports.paid_within_30_days_percent,
        reports.paid_31_to_60_days_percent,
        reports.paid_after_60_days_percent,
        reports.paid_late_percent,
        reports.disputed_percent,
        reports.shortest_period_days,
        reports.longest_period_days,
        reports.maximum_period_days,
        reports.has_changed_terms,
        reports.is_in_payment_codes,
        reports.has_made_charges,
        reports.report_url,
        row_number() over (
            partition by reports.organisation_key
            order by
                reports.filed_date desc nulls last, reports.period_end_date desc nulls last,
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

with

facts as (

    select *
    from {{ ref('fct_supplier_facts') }}
    where source_id = 'gender_pay_gap'

),

organisations as (

    select * from {{ ref('dim_organisations') }}

),

{# A line of the register is one report, whatever number of facts it states. #}
reports as (

    select
        organisation_key,
        company_number,
        cast(max(case when fact_kind = 'pay_gap_snapshot_year' then value_text end) as integer)
            as snapshot_year,
        cast(max(case when fact_kind = 'pay_gap_due_date' then value_text end) as date) as due_date,
        cast(max(case when fact_kind = 'pay_gap_filed_date' then value_text end) as date)
            as filed_date,
        max(case when fact_kind = 'pay_gap_filed_late' then value_text end) = 'true'
            as is_filed_late,
        max(case when fact_kind = 'employer_size' then value_text end) as employer_size,
        max(case when fact_kind = 'pay_gap_mean_hourly' then value_number end)
            as mean_hourly_percent,
        max(case when fact_kind = 'pay_gap_median_hourly' then value_number end)
            as median_hourly_percent,
        max(case when fact_kind = 'pay_gap_mean_bonus' then value_number end) as mean_bonus_percent,
        max(case when fact_kind = 'pay_gap_median_bonus' then value_number end)
            as median_bonus_percent,
        max(case when fact_kind = 'pay_gap_male_bonus' then value_number end) as male_bonus_percent,
        max(case when fact_kind = 'pay_gap_female_bonus' then value_number end)
            as female_bonus_percent,
        max(case when fact_kind = 'pay_gap_male_lower_quartile' then value_number end)
            as male_lower_quartile_percent,
        max(case when fact_kind = 'pay_gap_female_lower_quartile' then value_number end)
            as female_lower_quartile_percent,
        max(case when fact_kind = 'pay_gap_male_lower_middle_quartile' then value_number end)
            as male_lower_middle_quartile_percent,
        max(case when fact_kind = 'pay_gap_female_lower_middle_quartile' then value_number end)
            as female_lower_middle_quartile_percent,
        max(case when fact_kind = 'pay_gap_male_upper_middle_quartile' then value_number end)
            as male_upper_middle_quartile_percent,
        max(case when fact_kind = 'pay_gap_female_upper_middle_quartile' then value_number end)
            as female_upper_middle_quartile_percent,
        max(case when fact_kind = 'pay_gap_male_top_quartile' then value_number end)
            as male_top_quartile_percent,
        max(case when fact_kind = 'pay_gap_female_top_quartile' then value_number end)
            as female_top_quartile_percent,
        max(case when fact_kind = 'pay_gap_report_url' then value_text end) as report_url,
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
        reports.snapshot_year,
        reports.due_date,
        reports.filed_date,
        reports.is_filed_late,
        reports.employer_size,
        reports.mean_hourly_percent,
        reports.median_hourly_percent,
        reports.mean_bonus_percent,
        reports.median_bonus_percent,
        reports.male_bonus_percent,
        reports.female_bonus_percent,
        reports.male_lower_quartile_percent,
        reports.female_lower_quartile_percent,
        reports.male_lower_middle_quartile_percent,
        reports.female_lower_middle_quartile_percent,
        reports.male_upper_middle_quartile_percent,
        reports.female_upper_middle_quartile_percent,
        reports.male_top_quartile_percent,
        reports.female_top_quartile_percent,
        reports.report_url,
        row_number() over (
            partition by reports.organisation_key
            order by
                reports.snapshot_year desc nulls last, reports.filed_date desc nulls last,
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

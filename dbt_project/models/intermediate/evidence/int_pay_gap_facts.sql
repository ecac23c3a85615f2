with

reports as (

    select
        *,
        coalesce(filed_date, due_date) as fact_date,
        'gender_pay_gap' as source_id,
        'statutory_filing' as evidence_tier,
        {{ day_read() }} as as_of_date,
        {# A report is due within the year after its snapshot. #}
        cast(extract(year from due_date) as integer) - 1 as snapshot_year
    from {{ ref('stg_gender_pay_gap__reports') }}
    where company_number is not null

),

final as (

    {{ facts_of('reports', [
        ['pay_gap_snapshot_year', 'snapshot_year', 'year'],
        ['pay_gap_due_date', 'due_date', 'day'],
        ['pay_gap_filed_date', 'filed_date', 'day'],
        ['pay_gap_filed_late', 'is_filed_late', 'flag'],
        ['employer_size', 'employer_size', 'band'],
        ['pay_gap_mean_hourly', 'mean_hourly_percent', 'percent'],
        ['pay_gap_median_hourly', 'median_hourly_percent', 'percent'],
        ['pay_gap_mean_bonus', 'mean_bonus_percent', 'percent'],
        ['pay_gap_median_bonus', 'median_bonus_percent', 'percent'],
        ['pay_gap_male_bonus', 'male_bonus_percent', 'percent'],
        ['pay_gap_female_bonus', 'female_bonus_percent', 'percent'],
        ['pay_gap_male_lower_quartile', 'male_lower_quartile_percent', 'percent'],
        ['pay_gap_female_lower_quartile', 'female_lower_quartile_percent', 'percent'],
        ['pay_gap_male_lower_middle_quartile', 'male_lower_middle_quartile_percent', 'percent'],
        ['pay_gap_female_lower_middle_quartile', 'female_lower_middle_quartile_percent', 'percent'],
        ['pay_gap_male_upper_middle_quartile', 'male_upper_middle_quartile_percent', 'percent'],
        ['pay_gap_female_upper_middle_quartile', 'female_upper_middle_quartile_percent', 'percent'],
        ['pay_gap_male_top_quartile', 'male_top_quartile_percent', 'percent'],
        ['pay_gap_female_top_quartile', 'female_top_quartile_percent', 'percent'],
        ['pay_gap_report_url', 'report_url', 'address']
    ]) }}

)

select * from final

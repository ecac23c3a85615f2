{%- set columns = [
    ['pay_gap_snapshot_year', 'snapshot_year', 'integer'],
    ['pay_gap_due_date', 'due_date', 'date'],
    ['pay_gap_filed_date', 'filed_date', 'date'],
    ['pay_gap_filed_late', 'is_filed_late', 'flag'],
    ['employer_size', 'employer_size', 'text'],
    ['pay_gap_mean_hourly', 'mean_hourly_percent', 'number'],
    ['pay_gap_median_hourly', 'median_hourly_percent', 'number'],
    ['pay_gap_mean_bonus', 'mean_bonus_percent', 'number'],
    ['pay_gap_median_bonus', 'median_bonus_percent', 'number'],
    ['pay_gap_male_bonus', 'male_bonus_percent', 'number'],
    ['pay_gap_female_bonus', 'female_bonus_percent', 'number'],
    ['pay_gap_male_lower_quartile', 'male_lower_quartile_percent', 'number'],
    ['pay_gap_female_lower_quartile', 'female_lower_quartile_percent', 'number'],
    ['pay_gap_male_lower_middle_quartile', 'male_lower_middle_quartile_percent', 'number'],
    ['pay_gap_female_lower_middle_quartile', 'female_lower_middle_quartile_percent', 'number'],
    ['pay_gap_male_upper_middle_quartile', 'male_upper_middle_quartile_percent', 'number'],
    ['pay_gap_female_upper_middle_quartile', 'female_upper_middle_quartile_percent', 'number'],
    ['pay_gap_male_top_quartile', 'male_top_quartile_percent', 'number'],
    ['pay_gap_female_top_quartile', 'female_top_quartile_percent', 'number'],
    ['pay_gap_report_url', 'report_url', 'text'],
] -%}

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

    {{ reports_of_facts('facts', columns) }}

),

final as (

    {{ reports_named(
        'reports', 'organisations', columns, latest_by=['snapshot_year', 'filed_date']
    ) }}

)

select * from final

{%- set columns = [
    ['payment_report_id', 'report_id', 'text'],
    ['payment_report_from', 'period_start_date', 'date'],
    ['payment_report_to', 'period_end_date', 'date'],
    ['payment_report_filed', 'filed_date', 'date'],
    ['payment_average_days', 'average_days_to_pay', 'number'],
    ['payment_average_days_outlier', 'is_days_outlier', 'flag'],
    ['payment_within_30_days', 'paid_within_30_days_percent', 'number'],
    ['payment_31_to_60_days', 'paid_31_to_60_days_percent', 'number'],
    ['payment_after_60_days', 'paid_after_60_days_percent', 'number'],
    ['payment_late', 'paid_late_percent', 'number'],
    ['payment_disputed', 'disputed_percent', 'number'],
    ['payment_shortest_period', 'shortest_period_days', 'number'],
    ['payment_longest_period', 'longest_period_days', 'number'],
    ['payment_maximum_period', 'maximum_period_days', 'number'],
    ['payment_terms_changed', 'has_changed_terms', 'flag'],
    ['payment_in_codes', 'is_in_payment_codes', 'flag'],
    ['payment_charges_made', 'has_made_charges', 'flag'],
    ['payment_report_url', 'report_url', 'text'],
] -%}

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

    {{ reports_of_facts('facts', columns) }}

),

final as (

    {{ reports_named(
        'reports', 'organisations', columns, latest_by=['period_end_date', 'filed_date']
    ) }}

)

select * from final

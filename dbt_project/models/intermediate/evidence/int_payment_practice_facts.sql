with

reports as (

    select
        *,
        coalesce(filed_date, period_end_date) as fact_date,
        'payment_practices' as source_id,
        'statutory_filing' as evidence_tier,
        {{ day_read() }} as as_of_date
    from {{ ref('stg_payment_practices__reports') }}
    where company_number is not null

),

final as (

    {{ facts_of('reports', [
        ['payment_report_id', 'report_id', 'number'],
        ['payment_report_from', 'period_start_date', 'day'],
        ['payment_report_to', 'period_end_date', 'day'],
        ['payment_report_filed', 'filed_date', 'day'],
        ['payment_average_days', 'average_days_to_pay', 'days'],
        ['payment_average_days_outlier', 'is_days_outlier', 'flag'],
        ['payment_within_30_days', 'paid_within_30_days_percent', 'percent'],
        ['payment_31_to_60_days', 'paid_31_to_60_days_percent', 'percent'],
        ['payment_after_60_days', 'paid_after_60_days_percent', 'percent'],
        ['payment_late', 'paid_late_percent', 'percent'],
        ['payment_disputed', 'disputed_percent', 'percent'],
        ['payment_shortest_period', 'shortest_period_days', 'days'],
        ['payment_longest_period', 'longest_period_days', 'days'],
        ['payment_maximum_period', 'maximum_period_days', 'days'],
        ['payment_terms_changed', 'has_changed_terms', 'flag'],
        ['payment_in_codes', 'is_in_payment_codes', 'flag'],
        ['payment_charges_made', 'has_made_charges', 'flag'],
        ['payment_report_url', 'report_url', 'address']
    ]) }}

)

select * from final

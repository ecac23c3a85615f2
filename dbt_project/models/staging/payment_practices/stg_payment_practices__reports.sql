with

source as (

    select * from {{ source('payment_practices', 'reports') }}

),

{# No period of payment is longer than a year: such a figure is a slip, and its text stays. #}
read as (

    select
        *,
        {{ clean_percent('average_time_to_pay') }} as days_read,
        {{ clean_percent('shortest_period_days') }} as shortest_read,
        {{ clean_percent('longest_period_days') }} as longest_read,
        {{ clean_percent('maximum_period_days') }} as maximum_read
    from source

),

final as (

    select
        nullif(trim(report_id), '') as report_id,
        {{ clean_company_number('company_number') }} as company_number,
        company_number as company_number_text,
        company as company_name,
        nullif(trim(policy_regime), '') as policy_regime,
        {{ parse_published_date('start_date', "'ymd'") }} as period_start_date,
        start_date as period_start_text,
        {{ parse_published_date('end_date', "'ymd'") }} as period_end_date,
        end_date as period_end_text,
        {{ parse_published_date('filing_date', "'ymd'") }} as filed_date,
        filing_date as filed_date_text,
        {{ yes_or_no('qualifying_contracts') }} as has_qualifying_contracts,
        {{ yes_or_no('payments_made') }} as has_made_payments,
        case when days_read between 0 and 365 then days_read end as average_days_to_pay,
        average_time_to_pay as average_days_text,
        coalesce(days_read not between 0 and 365, false) as is_days_outlier,
        {{ clean_percent('paid_within_30_days_percent') }} as paid_within_30_days_percent,
        {{ clean_percent('paid_31_to_60_days_percent') }} as paid_31_to_60_days_percent,
        {{ clean_percent('paid_after_60_days_percent') }} as paid_after_60_days_percent,
        {{ clean_percent('paid_late_percent') }} as paid_late_percent,
        {{ clean_percent('disputed_percent') }} as disputed_percent,
        case when shortest_read between 0 and 365 then shortest_read end as shortest_period_days,
        shortest_period_days as shortest_period_text,
        case when longest_read between 0 and 365 then longest_read end as longest_period_days,
        longest_period_days as longest_period_text,
        case when maximum_read between 0 and 365 then maximum_read end as maximum_period_days,
        maximum_period_days as maximum_period_text,
        {{ yes_or_no('terms_changed') }} as has_changed_terms,
        {{ yes_or_no('in_payment_codes') }} as is_in_payment_codes,
        {{ yes_or_no('e_invoicing') }} as offers_e_invoicing,
        {{ yes_or_no('supply_chain_finance') }} as offers_supply_chain_finance,
        {{ yes_or_no('charges_in_policy') }} as has_charges_in_policy,
        {{ yes_or_no('charges_made') }} as has_made_charges,
        nullif(trim(url), '') as report_url,
        {{ provenance() }}
    from read

)

select * from final

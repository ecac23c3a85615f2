with

companies as (

    select
        *,
        'companies_house' as source_id,
        {{ day_read() }} as as_of_date,
        {{ day_read() }} as fact_date
    from {{ ref('int_companies_current') }}

),

registered as (

    select
        *,
        'register' as evidence_tier
    from companies

),

{# Which accounts a company files is known to the register from the accounts themselves. #}
filed as (

    select
        *,
        'statutory_filing' as evidence_tier
    from companies

),

final as (

    {{ facts_of('registered', [
        ['company_status', 'company_status', 'word'],
        ['company_category', 'company_category', 'word'],
        ['incorporated', 'incorporated_date', 'day']
    ]) }}
    union all
    {{ facts_of('filed', [['account_category', 'account_category', 'word']]) }}

)

select * from final

with

mentioned as (

    select distinct company_number
    from {{ ref('int_organisations_mentioned') }}

),

{# The register has millions of companies; facts are kept of those that are met here. #}
companies as (

    select
        registered.*,
        'companies_house' as source_id,
        {{ day_read() }} as as_of_date
    from {{ ref('int_companies_current') }} as registered
    inner join mentioned
        on registered.company_number = mentioned.company_number

),

listed as (

    select
        *,
        snapshot_month as fact_date,
        'register' as evidence_tier
    from companies

),

{# Which accounts a company files is known to the register from the accounts themselves: they are
   as old as the accounts, and not as the register. #}
filed as (

    select
        *,
        accounts_made_up_to as fact_date,
        'statutory_filing' as evidence_tier
    from companies

),

final as (

    {{ facts_of('listed', [
        ['company_status', "nullif(company_status, '')", 'word'],
        ['company_category', "nullif(company_category, '')", 'word'],
        ['incorporated', 'incorporated_date', 'day']
    ]) }}
    union all
    {{ facts_of('filed', [['account_category', 'account_category', 'word']]) }}

)

select * from final

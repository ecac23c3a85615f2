with

pay_gaps as (

    select
        'gender_pay_gap' as source_id,
        cast(extract(year from due_date) as integer) - 1 as filed_year,
        filed_date
    from {{ ref('stg_gender_pay_gap__reports') }}

),

slavery_statements as (

    select
        'modern_slavery' as source_id,
        cast(statement_year as integer) as filed_year,
        {# The registry states the day of an entry's last change, and not that of its first. #}
        updated_date as filed_date
    from {{ ref('stg_modern_slavery__statements') }}

),

{# All reports ever made come in one file. #}
payment_reports as (

    select
        'payment_practices' as source_id,
        cast(null as integer) as filed_year,
        filed_date
    from {{ ref('stg_payment_practices__reports') }}

),

filings as (

    select * from pay_gaps
    union all
    select * from slavery_statements
    union all
    select * from payment_reports

),

final as (

    select
        source_id,
        filed_year,
        max(filed_date) as newest_filed_date
    from filings
    group by source_id, filed_year

)

select * from final

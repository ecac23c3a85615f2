with

days as (

    select * from {{ ref('int_days_listed') }}

),

final as (

    select
        date_day,
        cast(date_trunc('month', date_day) as date) as month_start,
        {{ financial_year('date_day') }} as financial_year,
        {{ financial_year('date_day') }} || ' Q' || cast(
            extract(quarter from {{ add_months_to('date_day', -3) }}) as string
        ) as financial_quarter,
        {{ day_name('date_day') }} as day_of_week
    from days

)

select * from final

with

day_numbers as (

    select numbers.day_number
    from range(0, 7305) as numbers (day_number)

),

final as (

    select cast('2010-04-01' as date) + cast(day_number as integer) as date_day
    from day_numbers

)

select * from final

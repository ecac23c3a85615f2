with

source as (

    select * from {{ source('completeness', 'notice_numbers') }}

),

final as (

    select
        source_id,
        notice_id,
        try_cast(right(notice_id, 4) as int) as notice_year,
        try_cast(left(notice_id, 6) as int) as notice_number,
        try_cast(day_from as date) as day_from,
        try_cast(day_to as date) as day_to,
        is_above_highest = 'true' as is_above_highest,
        status,
        try_cast(left(asked_at, 10) as date) as last_asked_date,
        cast(times_asked as int) as times_asked,
        {{ provenance() }}
    from source

)

select * from final

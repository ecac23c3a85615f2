with

duties as (

    select * from {{ ref('notice_duties') }}

),

final as (

    select
        {{ surrogate_key(['duty_id']) }} as notice_duty_key,
        duty_id,
        notice_type,
        duty_name,
        reference,
        subject,
        starts_on,
        term_days,
        light_touch_term_days,
        term_months,
        cast(threshold_gbp as decimal(20, 4)) as threshold_gbp,
        known_from,
        is_confirmed,
        is_judged,
        how_judged
    from duties

)

select * from final

with

numbers as (

    select * from {{ ref('stg_completeness__notice_numbers') }}

),

final as (

    select
        {{ surrogate_key(['source_id', 'notice_id']) }} as notice_gap_key,
        source_id,
        notice_id,
        notice_year,
        notice_number,
        day_from,
        day_to,
        is_above_highest,
        status,
        status in ('no_publication', 'empty', 'recovered') as is_answered,
        last_asked_date,
        times_asked,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from numbers

)

select * from final

with

notices as (

    select * from {{ ref('fct_notices') }}

),

gaps as (

    select * from {{ ref('fct_notice_gaps') }}

),

recovered as (

    select
        source_id,
        notice_id
    from gaps
    where status = 'recovered'

),

{# One number can stand for several processes: it is one notice, of its earliest day. #}
dated as (

    select
        source_id,
        release_id,
        min(published_date) as published_date
    from notices
    group by source_id, release_id

),

known as (

    select
        dated.source_id,
        dated.published_date,
        count(dated.release_id) as notices_known,
        count(recovered.notice_id) as notices_recovered
    from dated
    left join recovered
        on
            dated.source_id = recovered.source_id
            and dated.release_id = recovered.notice_id
    group by dated.source_id, dated.published_date

),

lacking as (

    select
        source_id,
        day_to as published_date,
        count(case when is_answered then notice_id end) as numbers_without_notice,
        count(case when not is_answered then notice_id end) as numbers_unanswered,
        max(last_asked_date) as last_asked_date
    from gaps
    where status <> 'recovered' and not is_above_highest
    group by source_id, day_to

),

together as (

    select
        source_id,
        published_date,
        notices_known,
        notices_recovered,
        cast(null as bigint) as numbers_without_notice,
        cast(null as bigint) as numbers_unanswered,
        cast(null as date) as last_asked_date
    from known
    union all
    select
        source_id,
        published_date,
        cast(null as bigint) as notices_known,
        cast(null as bigint) as notices_recovered,
        numbers_without_notice,
        numbers_unanswered,
        last_asked_date
    from lacking

),

by_day as (

    select
        source_id,
        published_date,
        {# Only this service's numbers are a sequence in which a gap can be seen. #}
        source_id = 'find_a_tender' as is_numbered,
        coalesce(max(notices_known), 0) as notices_known,
        coalesce(max(notices_recovered), 0) as notices_recovered,
        coalesce(max(numbers_without_notice), 0) as numbers_without_notice,
        coalesce(max(numbers_unanswered), 0) as numbers_unanswered,
        max(last_asked_date) as last_asked_date
    from together
    group by source_id, published_date

),

final as (

    select
        {{ surrogate_key(['source_id', 'published_date']) }} as row_key,
        source_id,
        published_date,
        cast(notices_known as bigint) as notices_known,
        cast(case when is_numbered then notices_recovered end as bigint) as notices_recovered,
        cast(case when is_numbered then numbers_without_notice end as bigint)
            as numbers_without_notice,
        cast(case when is_numbered then numbers_unanswered end as bigint) as numbers_unanswered,
        case when is_numbered then numbers_unanswered = 0 end as is_complete,
        last_asked_date
    from by_day

)

select * from final

with

duties as (

    select * from {{ ref('dim_publication_duties') }}

),

days as (

    select * from {{ ref('dim_dates') }}

),

deliveries as (

    select
        *,
        {{ month_of_period('period') }} as last_month_number,
        case when period like '____-Q_' then 3 else 1 end as month_count
    from {{ ref('fct_deliveries') }}
    where source_id = 'spend' and left(publisher_id, 1) <> '_'

),

payments as (

    select * from {{ ref('fct_payments') }}

),

contract_duties as (

    select * from {{ ref('fct_contract_duties') }}

),

body_duties as (

    select * from {{ ref('fct_body_duties') }}

),

nights as (

    select cast(max(left(_fetched_at, 10)) as date) as as_of_date
    from {{ ref('fct_deliveries') }}

),

months as (

    select distinct
        month_start,
        {{ month_number_of('month_start') }} as month_number
    from days

),

{# The night from which each body was followed: what was there by then has an unknown age. And
   whether something of it could not be had, a page that leads to files or one of them: nobody
   knows of which months that was. #}
followed as (

    select
        publisher_id,
        min(first_fetched_at) as first_night,
        count(*) filter (where outcome = 'failed' and last_month_number is null) > 0
            as has_unseen_pages
    from deliveries
    group by publisher_id

),

{# A table of something else, such as of prompt payment, is no spending published. #}
delivered_months as (

    select
        deliveries.publisher_id,
        months.month_number,
        deliveries.first_fetched_at,
        deliveries.outcome = 'empty_publication' or deliveries.counted_status is not null
            as is_read,
        deliveries.outcome in ('refused', 'held', 'failed')
        or (deliveries.counted_status is null and deliveries.rows_rejected > 0) as is_unread,
        deliveries.outcome <> 'landed' or deliveries.counted_status is not null as is_sure
    from deliveries
    inner join months
        on
            months.month_number
            between deliveries.last_month_number - deliveries.month_count + 1
            and deliveries.last_month_number

),

lines_by_month as (

    select
        publisher_id,
        period,
        _raw_sha256,
        spend_month,
        count(*) as line_count,
        max(count(*)) over (partition by publisher_id, period, _raw_sha256) as busiest_line_count
    from payments
    where spend_month is not null
    group by publisher_id, period, _raw_sha256, spend_month

),

{# A few stray days of another month are not that month. In a short file one mistyped year is
   more than a few: from when to when a body publishes is told by what files are named after,
   or by a month with half as many lines as the busiest of a file that names none. #}
paid_months as (

    select
        lines_by_month.publisher_id,
        {{ month_number_of('lines_by_month.spend_month') }} as month_number,
        deliveries.first_fetched_at,
        true as is_read,
        false as is_unread,
        deliveries.last_month_number is null
        and lines_by_month.line_count * 2 >= lines_by_month.busiest_line_count as is_sure
    from lines_by_month
    inner join deliveries
        on
            lines_by_month.publisher_id = deliveries.publisher_id
            and lines_by_month.period = deliveries.period
            and lines_by_month._raw_sha256 = deliveries._raw_sha256
    where lines_by_month.line_count * 20 >= lines_by_month.busiest_line_count

),

found_months as (

    select * from delivered_months
    union all
    select * from paid_months

),

months_by_publisher as (

    select
        publisher_id,
        month_number,
        min(first_fetched_at) filter (where is_read) as first_fetched_at,
        count(*) filter (where is_read) > 0 as is_published,
        count(*) filter (where is_unread) > 0 as is_unread
    from found_months
    group by publisher_id, month_number

),

seen as (

    select
        publisher_id,
        min(month_number) as first_month_number,
        max(month_number) filter (where is_read) as last_month_number
    from found_months
    where is_sure
    group by publisher_id

),

owed_months as (

    select
        duties.*,
        nights.as_of_date,
        followed.first_night,
        followed.has_unseen_pages,
        seen.last_month_number,
        months.month_number,
        months.month_start,
        case
            when duties.period_frequency = 'quarterly'
                then cast(date_trunc('quarter', months.month_start) as date)
            else months.month_start
        end as period_start,
        case
            when duties.frequency = 'quarterly'
                then cast(date_trunc('quarter', months.month_start) as date)
            else months.month_start
        end as duty_start
    from duties
    inner join seen
        on duties.publisher_id = seen.publisher_id
    inner join followed
        on duties.publisher_id = followed.publisher_id
    cross join nights
    inner join months
        on
            seen.first_month_number <= months.month_number
            and nights.as_of_date >= months.month_start
            and (duties.starts_on is null or duties.starts_on <= months.month_start)

),

periods as (

    select
        owed_months.publisher_id,
        owed_months.publisher_name,
        owed_months.duty_id,
        owed_months.duty_name,
        owed_months.reference,
        owed_months.is_collected,
        owed_months.period_frequency,
        owed_months.period_start,
        {{ add_months_to(
            'owed_months.period_start',
            "case when owed_months.period_frequency = 'quarterly' then 3 else 1 end"
        ) }} - 1 as period_end,
        {{ add_months_to(
            'owed_months.duty_start',
            "(case when owed_months.frequency = 'quarterly' then 3 else 1 end)"
            ~ ' + owed_months.due_months'
        ) }} - 1 as due_date,
        owed_months.as_of_date,
        owed_months.first_night,
        owed_months.has_unseen_pages,
        owed_months.last_month_number,
        count(*) as months_owed,
        max(owed_months.month_number) as month_number,
        count(*) filter (where coalesce(found.is_published, false)) as months_published,
        count(*) filter (where coalesce(found.is_unread, false)) as months_unread,
        max(found.first_fetched_at) as first_fetched_at
    from owed_months
    left join months_by_publisher as found
        on
            owed_months.publisher_id = found.publisher_id
            and owed_months.month_number = found.month_number
    group by
        owed_months.publisher_id, owed_months.publisher_name, owed_months.duty_id,
        owed_months.duty_name, owed_months.reference, owed_months.is_collected,
        owed_months.period_frequency, owed_months.frequency, owed_months.due_months,
        owed_months.period_start, owed_months.duty_start, owed_months.as_of_date,
        owed_months.first_night, owed_months.has_unseen_pages, owed_months.last_month_number

),

judged as (

    select
        *,
        cast(left(first_fetched_at, 10) as date) as first_fetched_date,
        case
            when
                months_published = months_owed
                and first_fetched_at > first_night
                and cast(left(first_fetched_at, 10) as date) > due_date
                then 'late'
            when months_published = months_owed then 'published'
            when as_of_date <= coalesce(due_date, period_end) then 'not_yet_due'
            when not is_collected then 'not_collected'
            when months_unread > 0 or has_unseen_pages then 'unknown'
            when due_date is null and coalesce(last_month_number <= month_number, true)
                then 'unknown'
            else 'missing'
        end as status
    from periods

),

spending as (

    select
        {{ surrogate_key(['publisher_id', 'duty_id', 'period_start']) }} as row_key,
        publisher_id,
        publisher_name,
        cast(null as string) as buyer_organisation_key,
        duty_id,
        duty_name,
        cast(null as string) as notice_type,
        reference,
        cast(null as boolean) as is_confirmed,
        cast(null as string) as contract_key,
        cast(null as string) as ocid,
        cast(null as string) as title,
        case
            when period_frequency = 'quarterly'
                then
                    left(cast(period_start as string), 4) || '-Q'
                    || cast(extract(quarter from period_start) as string)
            else left(cast(period_start as string), 7)
        end as period,
        period_start,
        period_end,
        due_date,
        status,
        cast(null as string) as not_judged_reason,
        case when status = 'late' then {{ days_between('due_date', 'first_fetched_date') }} end
            as days_late,
        case when status = 'missing' then {{ days_between('due_date', 'as_of_date') }} end
            as days_overdue,
        first_fetched_date as found_date,
        months_owed,
        months_published,
        months_unread,
        as_of_date,
        cast(null as string) as notice_url
    from judged

),

notices_of_contracts as (

    select
        {{ surrogate_key(['contract_key', 'duty_id']) }} as row_key,
        cast(null as string) as publisher_id,
        buyer_name as publisher_name,
        buyer_organisation_key,
        duty_id,
        duty_name,
        notice_type,
        reference,
        is_confirmed,
        contract_key,
        ocid,
        title,
        cast(null as string) as period,
        triggered_date as period_start,
        cast(null as date) as period_end,
        due_date,
        status,
        not_judged_reason,
        days_late,
        days_overdue,
        found_date,
        cast(null as bigint) as months_owed,
        cast(null as bigint) as months_published,
        cast(null as bigint) as months_unread,
        as_of_date,
        notice_url
    from contract_duties

),

notices_of_bodies as (

    select
        {{ surrogate_key(['duty_id', 'buyer_organisation_key', 'period_start']) }} as row_key,
        cast(null as string) as publisher_id,
        buyer_name as publisher_name,
        buyer_organisation_key,
        duty_id,
        duty_name,
        notice_type,
        reference,
        is_confirmed,
        cast(null as string) as contract_key,
        cast(null as string) as ocid,
        cast(null as string) as title,
        left(cast(period_start as string), 7) || ' to ' || left(cast(period_end as string), 7)
            as period,
        period_start,
        period_end,
        cast(null as date) as due_date,
        status,
        not_judged_reason,
        cast(null as bigint) as days_late,
        cast(null as bigint) as days_overdue,
        found_date,
        cast(null as bigint) as months_owed,
        cast(null as bigint) as months_published,
        cast(null as bigint) as months_unread,
        as_of_date,
        cast(null as string) as notice_url
    from body_duties

),

final as (

    select * from spending
    union all
    select * from notices_of_contracts
    union all
    select * from notices_of_bodies

)

select * from final

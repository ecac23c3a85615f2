with

releases as (

    select *
    from {{ ref('int_releases_ordered') }}
    where source_id = 'find_a_tender' and notice_type = 'UK17'

),

buyers as (

    select * from {{ ref('int_release_buyers') }}

),

unread as (

    select * from {{ ref('stg_find_a_tender__unread') }}

),

promptness_paths as (

    select * from {{ ref('promptness_paths') }}

),

{# Where the figures stand is data: a figure without a path is not known, whatever is there. #}
paths as (

    select
        max(case when figure = 'share_on_time' then json_path end) as share_path,
        max(case when figure = 'share_on_time' and unit = 'percent' then 1 end) as is_percent,
        max(case when figure = 'average_days' then json_path end) as days_path,
        max(case when figure = 'period_start' then json_path end) as start_path,
        max(case when figure = 'period_end' then json_path end) as end_path
    from promptness_paths

),

read as (

    select
        releases.*,
        buyers.buyer_organisation_key,
        buyers.buyer_name as buyer_named,
        paths.is_percent,
        try_cast({{ json_text('unread.unread_json', 'paths.share_path') }} as decimal(12, 6))
            as share_as_written,
        try_cast({{ json_text('unread.unread_json', 'paths.days_path') }} as decimal(9, 2))
            as average_days,
        {{ parse_ocds_date(json_text('unread.unread_json', 'paths.start_path')) }}
            as period_start_date,
        {{ parse_ocds_date(json_text('unread.unread_json', 'paths.end_path')) }}
            as period_end_date,
        min(releases.published_date) over (partition by releases.ocid) as first_published_date
    from releases
    cross join paths
    left join unread
        on
            releases.ocid = unread.ocid
            and releases.release_id = unread.release_id
            and releases._raw_sha256 = unread._raw_sha256
            and releases._part = unread._part
            and releases._line = unread._line
    left join buyers
        on
            releases.source_id = buyers.source_id
            and releases.ocid = buyers.ocid
            and releases.release_id = buyers.release_id

),

scaled as (

    select
        *,
        cast(
            share_as_written * cast(case when is_percent = 1 then 0.01 else 1 end as decimal(3, 2))
            as decimal(18, 6)
        ) as share_number
    from read

),

final as (

    select
        'payments_notice' as source_kind,
        buyer_organisation_key,
        buyer_named as buyer_name,
        ocid || ' ' || release_id as period,
        {# Which half-year it is of is not known: it goes by the day on which it came out. #}
        coalesce(
            cast(period_end_date as string), 'published ' || cast(first_published_date as string)
        ) as reporting_period,
        cast(null as string) as financial_year,
        period_start_date,
        period_end_date,
        published_date as table_end_date,
        cast(null as integer) as on_time_days,
        case when share_number between 0 and 1 then cast(share_number as decimal(9, 6)) end
            as share_on_time,
        average_days,
        cast(null as bigint) as invoice_count,
        cast(null as bigint) as on_time_count,
        cast(null as bigint) as late_count,
        cast(null as decimal(20, 4)) as interest_paid_gbp,
        cast(null as decimal(20, 4)) as interest_liable_gbp,
        notice_url,
        {{ provenance() }}
    from scaled

)

select * from final

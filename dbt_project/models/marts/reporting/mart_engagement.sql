with

notices as (

    select * from {{ ref('fct_notices') }}

),

processes as (

    select * from {{ ref('fct_processes') }}

),

links as (

    select *
    from {{ ref('bridge_process_links') }}
    where kind = 'prior'

),

{# Contracts Finder, and Find a Tender before the Act, do not tell engagement from a plan. #}
early_notices as (

    select
        process_key,
        case when notice_type = 'UK2' then 'engagement' else 'engagement_or_plan' end
            as notice_kind,
        published_date
    from notices
    where notice_type = 'UK2' or (notice_type is null and stage = 'planning')

),

engagements as (

    select
        process_key,
        min(notice_kind) as notice_kind,
        count(*) as notice_count,
        min(published_date) as first_notice_date,
        max(published_date) as last_notice_date
    from early_notices
    group by process_key

),

{# What followed may stand in the same process or in one whose notice points back to it. #}
followers as (

    select
        process_key as early_process_key,
        process_key,
        'same_process' as followed_in
    from engagements
    union all
    select
        links.to_process_key as early_process_key,
        links.from_process_key as process_key,
        'linked_process' as followed_in
    from links
    inner join engagements
        on links.to_process_key = engagements.process_key
    where links.from_process_key is not null and links.from_process_key <> links.to_process_key

),

followed as (

    select
        followers.early_process_key,
        followers.followed_in,
        processes.ocid,
        processes.tender_published_date,
        processes.award_published_date,
        processes.stage,
        row_number() over (
            partition by followers.early_process_key
            order by
                processes.tender_published_date asc nulls last,
                processes.award_published_date asc nulls last,
                followers.followed_in desc,
                processes.ocid asc
        ) as follower_number
    from followers
    inner join processes
        on followers.process_key = processes.process_key

),

nights as (

    select
        source_id,
        cast(max(left(_fetched_at, 10)) as date) as as_of_date
    from {{ ref('fct_deliveries') }}
    group by source_id

),

final as (

    select
        processes.process_key as row_key,
        processes.process_key,
        processes.source_id,
        processes.ocid,
        processes.buyer_name,
        processes.buyer_organisation_key,
        processes.title,
        processes.cpv_code,
        processes.main_category,
        engagements.notice_kind,
        engagements.notice_count,
        engagements.first_notice_date,
        engagements.last_notice_date,
        processes.engagement_end_date,
        processes.future_notice_date,
        followed.tender_published_date is not null as is_tender_seen,
        case when followed.tender_published_date is not null then followed.followed_in end
            as followed_in,
        case when followed.tender_published_date is not null then followed.ocid end
            as tender_ocid,
        followed.tender_published_date,
        {{ days_between('engagements.first_notice_date', 'followed.tender_published_date') }}
            as days_to_tender,
        case
            when followed.tender_published_date is not null
                then
                    {{ days_between(
                        'processes.future_notice_date', 'followed.tender_published_date'
                    ) }}
        end as days_after_plan,
        followed.award_published_date,
        case
            when followed.award_published_date is not null then 'awarded'
            when followed.stage = 'cancelled' then 'cancelled'
            when followed.tender_published_date is not null then 'tendered'
            when processes.future_notice_date < nights.as_of_date then 'overdue'
            else 'nothing_yet'
        end as outcome,
        nights.as_of_date,
        processes.latest_notice_url as notice_url,
        processes._source_url,
        processes._raw_sha256,
        processes._part,
        processes._line,
        processes._fetched_at
    from engagements
    inner join processes
        on engagements.process_key = processes.process_key
    left join followed
        on
            engagements.process_key = followed.early_process_key
            and followed.follower_number = 1
    left join nights
        on processes.source_id = nights.source_id

)

select * from final

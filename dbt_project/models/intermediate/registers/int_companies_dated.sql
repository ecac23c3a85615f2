with

companies as (

    select * from {{ ref('stg_companies_house__companies') }}
    where company_number is not null and snapshot_month is not null

),

months as (

    select distinct snapshot_month
    from companies

),

snapshots as (

    select
        snapshot_month,
        row_number() over (order by snapshot_month) as snapshot_number,
        lead(snapshot_month) over (order by snapshot_month) as next_month
    from months

),

once_a_month as (

    select
        *,
        {{ surrogate_key([
            'company_name', 'company_status', 'company_category', 'registered_postcode'
        ]) }} as facts_key
    from companies
    qualify row_number() over (
        partition by company_number, snapshot_month
        order by _fetched_at desc, _source_url desc, _raw_sha256 asc, _part asc, _line asc
    ) = 1

),

compared as (

    select
        once_a_month.*,
        snapshots.snapshot_number,
        lag(once_a_month.facts_key) over (
            partition by once_a_month.company_number order by snapshots.snapshot_number
        ) as facts_before,
        lag(snapshots.snapshot_number) over (
            partition by once_a_month.company_number order by snapshots.snapshot_number
        ) as number_before
    from once_a_month
    inner join snapshots
        on once_a_month.snapshot_month = snapshots.snapshot_month

),

stretched as (

    select
        *,
        count(case
            when facts_key = facts_before and snapshot_number = number_before + 1 then null
            else 1
        end) over (
            partition by company_number
            order by snapshot_number
            rows between unbounded preceding and current row
        ) as stretch_number
    from compared

),

{# A stretch is told by the last of its rows: all of them say the same. #}
last_rows as (

    select
        *,
        min(snapshot_month) over (partition by company_number, stretch_number) as valid_from
    from stretched
    qualify row_number() over (
        partition by company_number, stretch_number order by snapshot_number desc
    ) = 1

),

followed as (

    select
        *,
        lead(valid_from) over (partition by company_number order by stretch_number)
            as followed_from
    from last_rows

),

final as (

    select
        followed.company_number,
        followed.company_name,
        followed.company_status,
        followed.company_category,
        followed.registered_postcode,
        followed.valid_from,
        case when snapshots.next_month is not null then followed.snapshot_month end as valid_to,
        followed.snapshot_month as last_seen_month,
        case
            when snapshots.next_month is null then 'in_newest_register'
            when followed.followed_from = snapshots.next_month then 'facts_changed'
            else 'left_register'
        end as ended_as,
        case
            when
                followed.followed_from is null
                or followed.followed_from > snapshots.next_month
                then snapshots.next_month
        end as missing_from_month,
        {{ provenance() }}
    from followed
    inner join snapshots
        on followed.snapshot_month = snapshots.snapshot_month

)

select * from final

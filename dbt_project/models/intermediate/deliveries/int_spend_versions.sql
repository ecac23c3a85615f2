with

files as (

    select * from {{ ref('int_spend_files') }}

),

lines as (

    select * from {{ ref('int_spend_lines') }}

),

pairs as (

    select * from {{ ref('int_spend_file_pairs') }}

),

{# What came after, in the same delivery: other bytes, received later. #}
candidates as (

    select
        earlier.file_key as before_file_key,
        later.file_key as after_file_key,
        later._fetched_at as after_fetched_at,
        earlier._source_url = later._source_url as is_same_address,
        earlier._part = later._part as is_same_part,
        later.preference
    from files as earlier
    inner join files as later
        on
            earlier.publisher_id = later.publisher_id
            and earlier.period = later.period
            and earlier._fetched_at < later._fetched_at
            and earlier._raw_sha256 <> later._raw_sha256
    where not earlier.is_current

),

common_lines as (

    select
        candidates.before_file_key,
        candidates.after_file_key,
        count(*) as common_count
    from candidates
    inner join lines as before_lines
        on candidates.before_file_key = before_lines.file_key
    inner join lines as after_lines
        on
            candidates.after_file_key = after_lines.file_key
            and before_lines.line_key = after_lines.line_key
            and before_lines.occurrence = after_lines.occurrence
    group by candidates.before_file_key, candidates.after_file_key

),

last_days as (

    select
        file_key,
        max(coalesce(paid_date, paid_month)) as last_day
    from lines
    group by file_key

),

measured as (

    select
        candidates.*,
        coalesce(common_lines.common_count, 0) as common_count,
        candidates.is_same_address
        and candidates.is_same_part
        and coalesce(common_lines.common_count, 0) > 0 as is_same_file
    from candidates
    left join common_lines
        on
            candidates.before_file_key = common_lines.before_file_key
            and candidates.after_file_key = common_lines.after_file_key

),

{# A file that stays where it is is followed by its next version. Of a delivery of several
   documents each is followed by the one most like it. A document with nothing in common with
   any, at another address, was withdrawn and not replaced. #}
successions as (

    select
        before_file_key,
        after_file_key
    from measured
    where common_count > 0 or is_same_address
    qualify row_number() over (
        partition by before_file_key
        order by
            is_same_file desc,
            case when is_same_file then after_fetched_at end asc,
            common_count desc,
            is_same_address desc,
            is_same_part desc,
            after_fetched_at asc,
            preference asc
    ) = 1

),

before_months as (

    select distinct
        successions.before_file_key,
        successions.after_file_key,
        lines.paid_month
    from successions
    inner join lines
        on successions.before_file_key = lines.file_key

),

after_months as (

    select distinct
        successions.before_file_key,
        successions.after_file_key,
        lines.paid_month
    from successions
    inner join lines
        on successions.after_file_key = lines.file_key

),

months as (

    select * from before_months
    union
    select * from after_months

),

{# A file that grows is not changed by the payments made since: they are new. #}
final as (

    select
        months.before_file_key,
        months.after_file_key,
        'earlier_version' as version_kind,
        months.paid_month,
        cast(null as date) as before_from,
        cast(null as date) as before_to,
        cast(null as date) as after_from,
        last_days.last_day as after_to
    from months
    inner join last_days
        on months.before_file_key = last_days.file_key
    union all
    select
        file_key as before_file_key,
        other_file_key as after_file_key,
        'other_file' as version_kind,
        paid_month,
        case when not is_replaced then first_common_date end as before_from,
        case when not is_replaced then last_common_date end as before_to,
        case
            when is_replacement then null
            when is_replacement_between then first_common_date
            else cast('9999-12-31' as date)
        end as after_from,
        case when not is_replacement then last_common_date end as after_to
    from pairs
    where is_replaced or is_replaced_between

)

select * from final

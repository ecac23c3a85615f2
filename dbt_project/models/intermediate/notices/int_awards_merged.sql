with

find_a_tender as (

    select * from {{ ref('stg_find_a_tender__awards') }}

),

contracts_finder as (

    select * from {{ ref('stg_contracts_finder__awards') }}

),

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

received as (

    select * from find_a_tender
    union all
    select * from contracts_finder

),

released as (

    select
        received.*,
        releases.release_number
    from received
    inner join releases
        on
            received.source_id = releases.source_id
            and received.ocid = releases.ocid
            and received.release_id = releases.release_id
            and received._raw_sha256 = releases._raw_sha256
            and received._part = releases._part
            and received._line = releases._line
    qualify row_number() over (
        partition by
            received.source_id, received.ocid, received.release_id, received.award_id
        order by
            received.amount_text asc nulls last,
            received.amount_gross_text asc nulls last,
            received.title asc nulls last,
            received.status asc nulls last,
            received.awarded_date asc nulls last,
            received.start_date asc nulls last,
            received.end_date asc nulls last,
            received.latest_end_date asc nulls last
    ) = 1

),

{# The amounts of a value and their currency are one statement: the last one stands whole. #}
last_values as (

    select *
    from released
    where amount_net_gbp is not null or amount_gross_gbp is not null
    qualify row_number() over (
        partition by source_id, ocid, award_id
        order by release_number desc
    ) = 1

),

{# An amendment holds only what changed, so each column keeps the last word said on it. #}
merged as (

    select
        source_id,
        ocid,
        coalesce(award_id, '') as award_id,
        max(release_number) as release_number,
        {{ last_stated('title', 'release_number') }} as title,
        {{ last_stated('status', 'release_number') }} as status,
        {{ last_stated('awarded_date', 'release_number') }} as awarded_date,
        {{ last_stated('start_date', 'release_number') }} as start_date,
        {{ last_stated('end_date', 'release_number') }} as end_date,
        {{ last_stated('latest_end_date', 'release_number') }} as latest_end_date
    from released
    group by source_id, ocid, award_id

),

final as (

    select
        merged.*,
        last_values.release_number as value_release_number,
        last_values.currency,
        last_values.amount_net_gbp,
        last_values.amount_gross_gbp
    from merged
    left join last_values
        on
            merged.source_id = last_values.source_id
            and merged.ocid = last_values.ocid
            and merged.award_id = coalesce(last_values.award_id, '')

)

select * from final

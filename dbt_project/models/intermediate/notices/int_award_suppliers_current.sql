with

find_a_tender as (

    select * from {{ ref('stg_find_a_tender__award_suppliers') }}

),

contracts_finder as (

    select * from {{ ref('stg_contracts_finder__award_suppliers') }}

),

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

received as (

    select * from find_a_tender
    union all
    select * from contracts_finder

),

{# The suppliers are those of the last release that names any for the award. #}
last_listed as (

    select
        received.source_id,
        received.ocid,
        coalesce(received.award_id, '') as award_id,
        received.release_id,
        received.supplier_party_id,
        received.supplier_name
    from received
    inner join releases
        on
            received.source_id = releases.source_id
            and received.ocid = releases.ocid
            and received.release_id = releases.release_id
            and received._raw_sha256 = releases._raw_sha256
            and received._part = releases._part
            and received._line = releases._line
    qualify dense_rank() over (
        partition by received.source_id, received.ocid, received.award_id
        order by releases.release_number desc
    ) = 1

),

named_once as (

    select distinct * from last_listed

),

final as (

    select
        *,
        row_number() over (
            partition by source_id, ocid, award_id
            order by supplier_party_id asc nulls last, supplier_name asc nulls last
        ) as supplier_number,
        count(*) over (partition by source_id, ocid, award_id) as supplier_count
    from named_once

)

select * from final

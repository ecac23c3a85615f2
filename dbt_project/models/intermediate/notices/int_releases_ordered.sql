with

find_a_tender as (

    select * from {{ ref('stg_find_a_tender__releases') }}

),

contracts_finder as (

    select * from {{ ref('stg_contracts_finder__releases') }}

),

received as (

    select * from find_a_tender
    union all
    select * from contracts_finder

),

{# A release is never changed, but windows overlap: keep the copy received last. #}
latest_copies as (

    select *
    from received
    qualify row_number() over (
        partition by source_id, ocid, release_id
        order by _fetched_at desc, _raw_sha256 asc, _part asc, _line asc
    ) = 1

),

final as (

    select
        *,
        row_number() over (
            partition by source_id, ocid
            order by published_at asc nulls first, release_id asc
        ) as release_number
    from latest_copies

)

select * from final

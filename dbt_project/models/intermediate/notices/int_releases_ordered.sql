with

received as (
    {{ rows_together([
        ref('stg_find_a_tender__releases'), ref('stg_contracts_finder__releases'),
        ref('stg_public_contracts_scotland__releases'), ref('stg_sell2wales__releases')
    ]) }}
),

notice_types as (

    select * from {{ ref('notice_types') }}

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
        latest_copies.*,
        notice_types.notice_name,
        notice_types.regime as notice_regime,
        notice_types.notice_type is not null as is_type_known,
        coalesce(notice_types.stage, {{ stage_of_tags('latest_copies.tags') }}) as stage,
        coalesce(
            {{ regex_matches('latest_copies.tags', 'Update|Amendment|Cancellation') }}, false
        ) as is_update,
        row_number() over (
            partition by latest_copies.source_id, latest_copies.ocid
            order by latest_copies.published_at asc nulls first, latest_copies.release_id asc
        ) as release_number
    from latest_copies
    left join notice_types
        on latest_copies.notice_type = notice_types.notice_type

)

select * from final

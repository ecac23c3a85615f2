with

statistics as (

    select * from {{ ref('stg_compiled__bid_statistics') }}

),

{# The final round is counted where it is stated, else the bids received. #}
counted as (

    select
        source_id,
        ocid,
        coalesce(related_lot, '') as lot_id,
        max(value_count) filter (where measure = 'finalStageBids') as final_bids,
        max(value_count) filter (where measure = 'smeFinalStageBids') as final_sme_bids,
        max(value_count) filter (where measure = 'vcseFinalStageBids') as final_vcse_bids,
        max(value_count) filter (where measure = 'bids') as bids,
        max(value_count) filter (where measure = 'smeBids') as sme_bids
    from statistics
    group by source_id, ocid, coalesce(related_lot, '')

),

final as (

    select
        source_id,
        ocid,
        lot_id,
        coalesce(final_bids, bids) as bids_count,
        case when final_bids is null then sme_bids else final_sme_bids end as sme_bids_count,
        final_vcse_bids as vcse_bids_count,
        case
            when final_bids is not null then 'finalStageBids'
            when bids is not null then 'bids'
        end as bids_measure
    from counted

)

select * from final

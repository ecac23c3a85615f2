with

bids as (

    select * from {{ ref('int_bids_counted') }}

),

over_lots as (

    select
        source_id,
        ocid,
        sum(bids_count) as bids_count,
        sum(sme_bids_count) as sme_bids_count,
        sum(vcse_bids_count) as vcse_bids_count,
        max(bids_measure) as bids_measure
    from bids
    where lot_id <> '' and bids_measure is not null
    group by source_id, ocid

),

whole as (

    select * from bids
    where lot_id = '' and bids_measure is not null

),

{# What is stated of the whole procurement stands before what its lots add up to. #}
final as (

    select
        coalesce(whole.source_id, over_lots.source_id) as source_id,
        coalesce(whole.ocid, over_lots.ocid) as ocid,
        case
            when whole.ocid is null then cast(over_lots.bids_count as bigint)
            else whole.bids_count
        end as bids_count,
        case
            when whole.ocid is null then cast(over_lots.sme_bids_count as bigint)
            else whole.sme_bids_count
        end as sme_bids_count,
        case
            when whole.ocid is null then cast(over_lots.vcse_bids_count as bigint)
            else whole.vcse_bids_count
        end as vcse_bids_count,
        coalesce(whole.bids_measure, over_lots.bids_measure) as bids_measure
    from whole
    full join over_lots
        on {{ is_of_process('whole', 'over_lots') }}

)

select * from final

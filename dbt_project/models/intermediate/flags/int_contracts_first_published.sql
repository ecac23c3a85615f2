with

contracts as (

    select * from {{ ref('stg_find_a_tender__contracts') }}

),

releases as (

    select * from {{ ref('stg_find_a_tender__releases') }}

),

final as (

    select
        contracts.source_id,
        contracts.ocid,
        contracts.contract_id,
        min(releases.published_date) as first_published_date
    from contracts
    inner join releases
        on
            contracts.source_id = releases.source_id
            and contracts.ocid = releases.ocid
            and contracts.release_id = releases.release_id
    group by contracts.source_id, contracts.ocid, contracts.contract_id

)

select * from final

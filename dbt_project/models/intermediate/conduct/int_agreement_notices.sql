with

contracts as (

    select * from {{ ref('stg_find_a_tender__contracts') }}

),

awards as (

    select * from {{ ref('stg_find_a_tender__awards') }}

),

stated as (

    select
        source_id,
        ocid,
        'contract' as agreement_kind,
        contract_id as agreement_id,
        release_id
    from contracts
    union all
    select
        source_id,
        ocid,
        'award' as agreement_kind,
        award_id as agreement_id,
        release_id
    from awards

),

final as (

    select distinct *
    from stated
    where agreement_id is not null

)

select * from final

with

awards as (
    {{ rows_together([
        ref('stg_find_a_tender__awards'), ref('stg_contracts_finder__awards'),
        ref('stg_public_contracts_scotland__awards'), ref('stg_sell2wales__awards')
    ]) }}
),

contracts as (
    {{ rows_together([
        ref('stg_find_a_tender__contracts'), ref('stg_contracts_finder__contracts'),
        ref('stg_public_contracts_scotland__contracts'), ref('stg_sell2wales__contracts')
    ]) }}
),

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

buyers as (

    select * from {{ ref('int_release_buyers') }}

),

mentions as (

    select
        source_id,
        ocid,
        release_id,
        award_id
    from awards
    union
    select
        source_id,
        ocid,
        release_id,
        award_id
    from contracts

),

{# One procurement may gather the awards of many buyers: each award has the buyer of the last
   release that speaks of it and names one. #}
final as (

    select
        mentions.source_id,
        mentions.ocid,
        mentions.award_id,
        buyers.buyer_name,
        buyers.normalised_name,
        buyers.buyer_organisation_key
    from mentions
    inner join releases
        on
            {{ is_of_process('mentions', 'releases') }}
            and mentions.release_id = releases.release_id
    inner join buyers
        on
            {{ is_of_process('mentions', 'buyers') }}
            and mentions.release_id = buyers.release_id
    where
        mentions.award_id is not null
        and buyers.buyer_organisation_key is not null
    qualify row_number() over (
        partition by mentions.source_id, mentions.ocid, mentions.award_id
        order by releases.release_number desc
    ) = 1

)

select * from final

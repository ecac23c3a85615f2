with

find_a_tender as (

    select * from {{ ref('stg_find_a_tender__parties') }}

),

contracts_finder as (

    select * from {{ ref('stg_contracts_finder__parties') }}

),

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

received as (

    select * from find_a_tender
    union all
    select * from contracts_finder

),

{# A party may be listed twice in one release: the fuller listing is kept. #}
final as (

    select received.*
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
        partition by received.source_id, received.ocid, received.release_id, received.party_id
        order by
            received.company_number asc nulls last,
            received.identifier_id asc nulls last,
            received.party_name asc nulls last,
            received.roles asc nulls last,
            received.postcode_text asc nulls last,
            received.additional_identifiers asc nulls last
    ) = 1

)

select * from final

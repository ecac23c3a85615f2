with

received as (
    {{ rows_together([
        ref('stg_find_a_tender__parties'), ref('stg_contracts_finder__parties'),
        ref('stg_public_contracts_scotland__parties'), ref('stg_sell2wales__parties')
    ]) }}
),

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

{# A party may be listed twice in one release: the fuller listing is kept. #}
final as (

    select received.*
    from received
    inner join releases
        on {{ is_of_release('received') }}
    qualify row_number() over (
        partition by received.source_id, received.ocid, received.release_id, received.party_id
        order by {{ in_text_order([
            'received.company_number', 'received.identifier_id', 'received.party_name',
            'received.roles', 'received.postcode_text', 'received.additional_identifiers',
            'received.scale', 'received.is_sme', 'received.is_vcse'
        ]) }}
    ) = 1

)

select * from final

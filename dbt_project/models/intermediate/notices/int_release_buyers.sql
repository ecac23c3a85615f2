with

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

parties as (

    select * from {{ ref('int_parties_identified') }}

),

publisher_names as (

    select * from {{ ref('int_publisher_names') }}

),

{# Some notices name no buyer and list a party whose role it is. #}
parties_that_buy as (

    select
        source_id,
        ocid,
        release_id,
        min(party_id) as party_id
    from parties
    where ';' || roles || ';' like '%;buyer;%'
    group by source_id, ocid, release_id
    having count(*) = 1

),

pointed_at as (

    select
        releases.source_id,
        releases.ocid,
        releases.release_id,
        releases.buyer_name,
        coalesce(
            {{ party_reference('releases.buyer_party_id', 'releases.buyer_name') }},
            parties_that_buy.party_id
        ) as party_id
    from releases
    left join parties_that_buy
        on
            releases.source_id = parties_that_buy.source_id
            and releases.ocid = parties_that_buy.ocid
            and releases.release_id = parties_that_buy.release_id

),

named as (

    select
        pointed_at.source_id,
        pointed_at.ocid,
        pointed_at.release_id,
        coalesce(pointed_at.buyer_name, parties.party_name) as buyer_name,
        parties.organisation_key as party_organisation_key,
        parties.company_number,
        parties.identified_by,
        {{ normalise_name('coalesce(pointed_at.buyer_name, parties.party_name)') }}
            as normalised_name
    from pointed_at
    left join parties
        on
            pointed_at.source_id = parties.source_id
            and pointed_at.ocid = parties.ocid
            and pointed_at.release_id = parties.release_id
            and pointed_at.party_id = parties.party_id

),

final as (

    select
        named.source_id,
        named.ocid,
        named.release_id,
        named.buyer_name,
        named.normalised_name,
        named.company_number,
        coalesce(named.identified_by, 'name_only') as identified_by,
        coalesce(
            named.party_organisation_key,
            publisher_names.organisation_key,
            {{ organisation_key('null', 'null', 'null', 'named.normalised_name') }}
        ) as buyer_organisation_key
    from named
    left join publisher_names
        on named.normalised_name = publisher_names.normalised_name

)

select * from final

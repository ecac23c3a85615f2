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

named as (

    select
        releases.source_id,
        releases.ocid,
        releases.release_id,
        coalesce(releases.buyer_name, parties.party_name) as buyer_name,
        parties.organisation_key as party_organisation_key,
        parties.company_number,
        parties.identified_by,
        {{ normalise_name('coalesce(releases.buyer_name, parties.party_name)') }}
            as normalised_name
    from releases
    left join parties
        on
            releases.source_id = parties.source_id
            and releases.ocid = parties.ocid
            and releases.release_id = parties.release_id
            and releases.buyer_party_id = parties.party_id

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

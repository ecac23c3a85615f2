with

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

buyers as (

    select * from {{ ref('int_release_buyers') }}

),

stated as (

    select
        buyers.*,
        releases.release_number
    from buyers
    inner join releases
        on
            {{ is_of_process('buyers', 'releases') }}
            and buyers.release_id = releases.release_id
    where buyers.buyer_organisation_key is not null

),

counted as (

    select
        source_id,
        ocid,
        count(distinct buyer_organisation_key) as buyer_count
    from stated
    group by source_id, ocid

),

{# A cancellation may name no buyer: the last one that any notice names stands. #}
last_named as (

    select *
    from stated
    qualify row_number() over (
        partition by source_id, ocid
        order by release_number desc
    ) = 1

),

final as (

    select
        last_named.source_id,
        last_named.ocid,
        last_named.buyer_name,
        last_named.normalised_name,
        last_named.buyer_organisation_key,
        counted.buyer_count
    from last_named
    inner join counted
        on {{ is_of_process('last_named', 'counted') }}

)

select * from final

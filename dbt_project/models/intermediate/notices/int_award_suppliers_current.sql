with

received as (
    {{ rows_together([
        ref('stg_find_a_tender__award_suppliers'), ref('stg_contracts_finder__award_suppliers'),
        ref('stg_public_contracts_scotland__award_suppliers'), ref('stg_sell2wales__award_suppliers')
    ]) }}
),

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

awards as (

    select * from {{ ref('int_awards_named') }}

),

unnamed_awards as (

    select
        source_id,
        ocid,
        count(*) as unnamed_count
    from awards
    where award_id like 'unnamed %'
    group by source_id, ocid

),

{# The suppliers are those of the last release that names any for the award. #}
last_listed as (

    select
        received.source_id,
        received.ocid,
        {# Of several awards without a number, nobody can say whose supplier this is. #}
        case
            when received.award_id is not null then received.award_id
            when unnamed_awards.unnamed_count = 1 then 'unnamed 1'
            else 'unnamed'
        end as award_id,
        received.release_id,
        received.supplier_party_id,
        received.supplier_name,
        received.is_sme,
        received.is_vcse,
        received._source_url,
        received._raw_sha256,
        received._part,
        received._line,
        received._fetched_at
    from received
    inner join releases
        on {{ is_of_release('received') }}
    left join unnamed_awards
        on {{ is_of_process('received', 'unnamed_awards') }}
    {# An empty form is no supplier. #}
    where received.supplier_party_id is not null or received.supplier_name is not null
    qualify dense_rank() over (
        partition by received.source_id, received.ocid, received.award_id
        order by releases.release_number desc
    ) = 1

),

named_once as (

    select distinct * from last_listed

),

final as (

    select
        *,
        row_number() over (
            partition by source_id, ocid, award_id
            order by {{ in_text_order(
                ['supplier_party_id', 'supplier_name', 'is_sme', 'is_vcse']
            ) }}
        ) as supplier_number,
        count(*) over (partition by source_id, ocid, award_id) as supplier_count
    from named_once

)

select * from final

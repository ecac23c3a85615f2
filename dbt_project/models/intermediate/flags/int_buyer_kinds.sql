with

processes as (

    select * from {{ ref('stg_compiled__processes') }}

),

classifications as (

    select * from {{ ref('stg_compiled__classifications') }}
    where holder = 'party' and scheme = 'UK_CA_TYPE'

),

kinds as (

    select
        processes.source_id,
        processes.ocid,
        max(
            case classifications.classification_id
                when 'publicAuthorityCentralGovernment' then 'central'
                when 'publicAuthoritySubCentralGovernment' then 'sub_central'
                when 'publicUndertaking' then 'utilities'
                when 'privateUtility' then 'utilities'
            end
        ) as buyer_kind,
        count(distinct classifications.classification_id) as kind_count
    from processes
    inner join classifications
        on
            processes.source_id = classifications.source_id
            and processes.ocid = classifications.ocid
            and processes.buyer_party_id = classifications.holder_id
    group by processes.source_id, processes.ocid

),

{# A buyer that is said to be two kinds is of none that we know. #}
final as (

    select
        source_id,
        ocid,
        buyer_kind
    from kinds
    where kind_count = 1 and buyer_kind is not null

)

select * from final

with

contracts as (
    {{ rows_together([
        ref('stg_find_a_tender__contracts'), ref('stg_contracts_finder__contracts'),
        ref('stg_public_contracts_scotland__contracts'), ref('stg_sell2wales__contracts')
    ]) }}
),

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

reasons as (

    select * from {{ ref('stg_compiled__terminations') }}

),

known_reasons as (

    select * from {{ ref('termination_reasons') }}

),

{# A notice of termination speaks of the contracts it lists; Find a Tender also says so of each. #}
told as (

    select
        contracts.source_id,
        contracts.ocid,
        contracts.contract_id,
        min(releases.published_date) as terminated_date,
        max_by(releases.release_id, releases.release_number) as release_id
    from contracts
    inner join releases
        on {{ is_of_release('contracts') }}
    where
        contracts.contract_id is not null
        and (
            contracts.status = 'terminated'
            or releases.notice_type = 'UK11'
            or releases.tags like '%contractTermination%'
        )
    group by contracts.source_id, contracts.ocid, contracts.contract_id

),

explained as (

    select
        reasons.source_id,
        reasons.ocid,
        reasons.contract_id,
        {{ distinct_list('reasons.classification_id') }} as termination_reason,
        {# One reason of which we do not know what it means leaves the whole unknown. #}
        case
            when bool_or(not known_reasons.is_normal_completion) then false
            when count(*) = count(known_reasons.classification_id) then true
        end as is_normal_completion
    from reasons
    left join known_reasons
        on reasons.classification_id = known_reasons.classification_id
    group by reasons.source_id, reasons.ocid, reasons.contract_id

),

final as (

    select
        told.*,
        explained.termination_reason,
        explained.is_normal_completion
    from told
    left join explained
        on
            {{ is_of_process('told', 'explained') }}
            and told.contract_id = explained.contract_id

)

select * from final

with

processes as (

    select * from {{ ref('int_processes') }}

),

lots as (

    select * from {{ ref('int_lots') }}

),

agreements as (

    select * from {{ ref('int_agreements') }}

),

awards as (

    select * from {{ ref('int_awards') }}

),

bids as (

    select * from {{ ref('int_process_bids') }}

),

planning as (

    select * from {{ ref('stg_compiled__planning') }}

),

milestones as (

    select * from {{ ref('stg_compiled__milestones') }}

),

classifications as (

    select * from {{ ref('stg_compiled__classifications') }}

),

criteria as (

    select * from {{ ref('stg_compiled__award_criteria') }}

),

lots_together as (

    select
        source_id,
        ocid,
        count(*) as lot_count,
        bool_or(suitable_sme) as suitable_sme,
        bool_or(suitable_vcse) as suitable_vcse,
        min(start_date) as start_date,
        max(end_date) as end_date,
        max(latest_end_date) as latest_end_date
    from lots
    group by source_id, ocid

),

judged_by as (

    select
        source_id,
        ocid,
        {{ distinct_list('criterion_type') }} as award_criterion_types
    from criteria
    group by source_id, ocid

),

awards_together as (

    select
        source_id,
        ocid,
        count(*) as award_count,
        bool_and(is_cancelled) as is_every_award_cancelled
    from awards
    group by source_id, ocid

),

agreements_together as (

    select
        source_id,
        ocid,
        count(contract_id) as contract_count,
        bool_or(not is_cancelled and contract_id is not null) as has_contract,
        bool_or(not is_cancelled) as has_agreement,
        bool_and(is_terminated or is_cancelled) as is_every_one_ended
    from agreements
    group by source_id, ocid

),

grounds as (

    select
        source_id,
        ocid,
        {{ distinct_list('classification_id') }} as direct_award_grounds
    from classifications
    where holder = 'tender' and role = 'procurement_method_rationale'
    group by source_id, ocid

),

planned as (

    select
        source_id,
        ocid,
        max(no_engagement_rationale) as no_engagement_rationale
    from planning
    group by source_id, ocid

),

engaged as (

    select
        source_id,
        ocid,
        max(due_date) as engagement_end_date
    from milestones
    where holder = 'planning' and milestone_type = 'engagement'
    group by source_id, ocid

),

valued as (

    select
        processes.*,
        {{ value_columns('processes') }}
    from processes

),

final as (

    select
        {{ surrogate_key(['valued.source_id', 'valued.ocid']) }} as process_key,
        valued.source_id,
        valued.ocid,
        valued.regime,
        valued.regime_rule,
        valued.legal_basis,
        case
            when agreements_together.has_agreement and agreements_together.is_every_one_ended
                then 'ended'
            when agreements_together.has_contract then 'contract'
            when valued.market_ceased_seen then 'ended'
            {# The members of a dynamic market are listed as awards, and have no contract. #}
            when
                agreements_together.has_agreement
                or (valued.market_notice_seen and not awards_together.is_every_award_cancelled)
                then 'award'
            when valued.is_withdrawn or awards_together.is_every_award_cancelled then 'cancelled'
            when valued.has_tender_notice or valued.award_published_date is not null then 'tender'
            when valued.planning_published_date is not null then 'planning'
            else 'unknown'
        end as stage,
        valued.tender_status,
        {{ without_addresses('valued.tender_id') }} as tender_id,
        {{ without_addresses('valued.title') }} as title,
        {{ without_addresses('valued.buyer_name') }} as buyer_name,
        valued.buyer_organisation_key,
        valued.buyer_count,
        valued.known_cpv_code as cpv_code,
        {{ cpv_levels('valued.known_cpv_code') }},
        valued.main_category,
        valued.procurement_method,
        {{ without_addresses('valued.procurement_method_details') }}
            as procurement_method_details,
        {{ without_addresses('valued.procurement_method_rationale') }}
            as procurement_method_rationale,
        grounds.direct_award_grounds,
        valued.competition,
        valued.competition_rule,
        valued.special_regime,
        valued.covered_by,
        valued.is_framework,
        valued.has_dynamic_purchasing as is_dynamic_market,
        {# Under the Act a market takes members until its cessation is published. #}
        case
            when valued.market_notice_seen
                then
                    valued.market_established_seen
                    and not valued.market_ceased_seen
                    and not valued.is_withdrawn
        end as is_market_open,
        valued.is_open_framework,
        valued.open_framework_end_date,
        valued.is_call_off,
        valued.framework_ocid,
        valued.above_threshold,
        valued.value_net_gbp as estimate_net_gbp,
        valued.value_gross_gbp as estimate_gross_gbp,
        valued.value_gbp as estimate_gbp,
        case
            when not {{ says_vat('valued.source_id') }}
                then {{ pounds_of('valued.least_value_currency', 'valued.least_amount') }}
        end as estimate_least_gbp,
        valued.vat_basis as estimate_vat_basis,
        valued.value_quality,
        coalesce(lots_together.lot_count, 0) as lot_count,
        {{ without_addresses('valued.no_lots_rationale') }} as no_lots_rationale,
        coalesce(awards_together.award_count, 0) as award_count,
        coalesce(agreements_together.contract_count, 0) as contract_count,
        coalesce(lots_together.suitable_sme, valued.suitable_sme) as suitable_sme,
        coalesce(lots_together.suitable_vcse, valued.suitable_vcse) as suitable_vcse,
        valued.reserved_participation,
        judged_by.award_criterion_types,
        valued.first_published_date,
        valued.last_published_date,
        valued.planning_published_date,
        valued.tender_published_date,
        valued.tender_end_date,
        case
            when valued.tender_end_date >= valued.tender_published_date
                then {{ days_between('valued.tender_published_date', 'valued.tender_end_date') }}
        end as days_to_bid,
        valued.enquiry_end_date,
        valued.expression_end_date,
        valued.award_published_date,
        coalesce(valued.contract_start_date, lots_together.start_date) as contract_start_date,
        coalesce(valued.contract_end_date, lots_together.end_date) as contract_end_date,
        coalesce(valued.contract_latest_end_date, lots_together.latest_end_date)
            as contract_latest_end_date,
        valued.future_notice_date,
        valued.engagement_notice_seen,
        engaged.engagement_end_date,
        {{ without_addresses('planned.no_engagement_rationale') }} as no_engagement_rationale,
        bids.bids_count,
        bids.sme_bids_count,
        bids.vcse_bids_count,
        bids.bids_measure,
        valued.release_count,
        valued.notice_types,
        valued.latest_release_id,
        valued.latest_notice_type,
        valued.latest_notice_url,
        valued._source_url,
        valued._raw_sha256,
        valued._part,
        valued._line,
        valued._fetched_at
    from valued
    left join lots_together
        on {{ is_of_process('valued', 'lots_together') }}
    left join judged_by
        on {{ is_of_process('valued', 'judged_by') }}
    left join awards_together
        on {{ is_of_process('valued', 'awards_together') }}
    left join agreements_together
        on {{ is_of_process('valued', 'agreements_together') }}
    left join grounds
        on {{ is_of_process('valued', 'grounds') }}
    left join planned
        on {{ is_of_process('valued', 'planned') }}
    left join engaged
        on {{ is_of_process('valued', 'engaged') }}
    left join bids
        on {{ is_of_process('valued', 'bids') }}

)

select * from final

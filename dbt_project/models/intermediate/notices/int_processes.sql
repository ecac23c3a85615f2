with

processes as (

    select * from {{ ref('stg_compiled__processes') }}

),

releases as (

    select * from {{ ref('int_releases_by_process') }}

),

buyers as (

    select * from {{ ref('int_process_buyers') }}

),

legal_bases as (

    select * from {{ ref('legal_bases') }}

),

methods as (

    select * from {{ ref('int_competition_judged') }}

),

cpv as (

    select * from {{ ref('int_cpv_chosen') }}

),

related as (

    select * from {{ ref('stg_compiled__related_processes') }}

),

frameworks as (

    select
        source_id,
        ocid,
        min(case when scheme = 'ocid' then identifier end) as framework_ocid
    from related
    where ';' || relationships || ';' like '%;framework;%'
    group by source_id, ocid

),

codes as (

    select
        source_id,
        ocid,
        min_by(
            cpv_code,
            cast(rank as string) || case holder when 'tender' then '1' else '2' end || cpv_code
        ) as cpv_code
    from cpv
    group by source_id, ocid

),

final as (

    select
        processes.source_id,
        processes.ocid,
        processes.title,
        processes.tender_id,
        processes.tender_status,
        processes.legal_basis,
        processes.procurement_method,
        processes.procurement_method_details,
        processes.procurement_method_rationale,
        processes.main_category,
        processes.special_regime,
        processes.covered_by,
        processes.reserved_participation,
        processes.no_lots_rationale,
        processes.is_framework,
        coalesce(
            processes.has_dynamic_purchasing, case when releases.market_notice_seen then true end
        ) as has_dynamic_purchasing,
        releases.market_notice_seen,
        releases.market_established_seen,
        releases.market_ceased_seen,
        processes.is_open_framework,
        processes.open_framework_end_date,
        processes.above_threshold,
        processes.suitable_sme,
        processes.suitable_vcse,
        processes.value_currency,
        processes.value_text,
        processes.value_gross_text,
        processes.amount_net,
        processes.amount_gross,
        processes.least_value_currency,
        processes.least_amount,
        processes.tender_end_date,
        processes.enquiry_end_date,
        processes.expression_end_date,
        processes.contract_start_date,
        processes.contract_end_date,
        processes.contract_latest_end_date,
        processes.future_notice_date,
        buyers.buyer_name,
        buyers.normalised_name as buyer_normalised_name,
        buyers.buyer_organisation_key,
        coalesce(buyers.buyer_count, 0) as buyer_count,
        coalesce(processes.cpv_code, codes.cpv_code) as known_cpv_code,
        releases.release_count,
        releases.first_published_date,
        releases.last_published_date,
        releases.planning_published_date,
        releases.tender_published_date,
        releases.has_tender_notice,
        releases.award_published_date,
        releases.notice_types,
        releases.latest_release_id,
        releases.latest_notice_type,
        releases.latest_notice_url,
        releases.engagement_notice_seen,
        frameworks.framework_ocid,
        {# Words that speak of a call-off stand before a flag that speaks of a framework. #}
        case
            when methods.competition = 'call_off' then true
            when coalesce(processes.is_framework, false) then false
            else frameworks.ocid is not null
        end as is_call_off,
        case
            when methods.competition is not null then methods.competition
            when frameworks.ocid is not null and not coalesce(processes.is_framework, false)
                then 'call_off'
            when releases.transparency_notice_seen then 'direct'
            else 'unknown'
        end as competition,
        case
            when methods.competition is not null then methods.competition_rule
            when frameworks.ocid is not null and not coalesce(processes.is_framework, false)
                then 'framework named by a notice'
            when releases.transparency_notice_seen then 'notice of a direct award'
        end as competition_rule,
        {# Notices under the Act go to Find a Tender alone. #}
        case
            when legal_bases.regime is not null then legal_bases.regime
            when processes.legal_basis is not null then 'other'
            when releases.notice_regime is not null then releases.notice_regime
            when processes.source_id = 'contracts_finder' then 'regulations_2015'
            when releases.first_published_date < cast('2025-02-24' as date)
                then 'regulations_2015'
            else 'unknown'
        end as regime,
        case
            when processes.legal_basis is not null then 'legal_basis'
            when releases.notice_regime is not null then 'notice_type'
            when processes.source_id = 'contracts_finder' then 'service'
            when releases.first_published_date < cast('2025-02-24' as date) then 'date'
            else 'none'
        end as regime_rule,
        coalesce(
            processes.tender_status in ('cancelled', 'withdrawn')
            or (
                processes.tender_status = 'unsuccessful'
                and processes.source_id <> 'contracts_finder'
            ),
            false
        ) as is_withdrawn,
        processes._source_url,
        processes._raw_sha256,
        processes._part,
        processes._line,
        processes._fetched_at
    from processes
    inner join releases
        on {{ is_of_process('processes', 'releases') }}
    left join buyers
        on {{ is_of_process('processes', 'buyers') }}
    left join legal_bases
        on processes.legal_basis = legal_bases.legal_basis
    left join methods
        on
            processes.procurement_method is not distinct from methods.procurement_method
            and processes.procurement_method_details
            is not distinct from methods.procurement_method_details
    left join frameworks
        on {{ is_of_process('processes', 'frameworks') }}
    left join codes
        on {{ is_of_process('processes', 'codes') }}

)

select * from final

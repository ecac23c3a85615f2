with

agreements as (

    select * from {{ ref('int_agreements') }}

),

twins as (

    select * from {{ ref('int_agreement_twins') }}

),

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

final as (

    select
        agreements.contract_key,
        case
            when agreements.is_award_known
                then {{ surrogate_key(
                    ['agreements.source_id', 'agreements.ocid', 'agreements.award_id']
                ) }}
        end as award_key,
        {{ surrogate_key(['agreements.source_id', 'agreements.ocid']) }} as process_key,
        agreements.source_id,
        agreements.ocid,
        agreements.contract_basis,
        agreements.agreement_id,
        agreements.award_id,
        agreements.contract_id,
        agreements.release_id,
        releases.notice_url,
        {{ without_addresses('agreements.buyer_name') }} as buyer_name,
        agreements.buyer_organisation_key,
        {{ without_addresses('agreements.supplier_name') }} as supplier_name,
        agreements.supplier_organisation_key,
        agreements.supplier_class,
        agreements.supplier_count,
        {{ without_addresses('coalesce(agreements.title, agreements.process_title)') }} as title,
        agreements.cpv_code,
        {{ cpv_levels('agreements.cpv_code') }},
        agreements.main_category,
        agreements.regime,
        agreements.competition,
        agreements.status,
        agreements.is_terminated,
        agreements.is_cancelled,
        agreements.terminated_date,
        agreements.value_kind,
        agreements.value_net_gbp,
        agreements.value_gross_gbp,
        agreements.value_gbp as contract_gbp,
        agreements.vat_basis,
        agreements.value_quality,
        agreements.value_text,
        agreements.value_gross_text,
        agreements.value_currency,
        agreements.value_source,
        agreements.is_value_shared,
        agreements.is_value_row,
        agreements.signed_date,
        agreements.awarded_date,
        agreements.start_date,
        agreements.end_date,
        agreements.latest_end_date,
        agreements.end_date_quality,
        agreements.end_date_source,
        agreements.has_options,
        {{ without_addresses('agreements.options_description') }} as options_description,
        agreements.has_renewal,
        {{ without_addresses('agreements.renewal_description') }} as renewal_description,
        agreements.is_framework,
        agreements.is_call_off,
        agreements.framework_ocid,
        agreements.above_threshold,
        agreements.agreed_metric_count,
        {{ without_addresses('agreements.no_metrics_rationale') }} as no_metrics_rationale,
        agreements.replaced_by_contract_key,
        twins.twin_contract_key as duplicate_of_contract_key,
        twins.duplicate_confidence,
        twins.duplicate_rule,
        not agreements.is_cancelled
        and agreements.replaced_by_contract_key is null
        and coalesce(twins.duplicate_confidence, 'possible') = 'possible' as is_counted,
        agreements._source_url,
        agreements._raw_sha256,
        agreements._part,
        agreements._line,
        agreements._fetched_at
    from agreements
    left join twins
        on agreements.contract_key = twins.contract_key
    left join releases
        on
            {{ is_of_process('agreements', 'releases') }}
            and agreements.release_id = releases.release_id

)

select * from final

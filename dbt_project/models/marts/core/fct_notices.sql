with

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

buyers as (

    select * from {{ ref('int_release_buyers') }}

),

processes as (

    select * from {{ ref('int_processes') }}

),

legal_bases as (

    select * from {{ ref('legal_bases') }}

),

valued as (

    select
        releases.*,
        {{ value_columns('releases') }}
    from releases

),

final as (

    select
        {{ surrogate_key(['valued.source_id', 'valued.ocid', 'valued.release_id']) }}
            as notice_key,
        {{ surrogate_key(['valued.source_id', 'valued.ocid']) }} as process_key,
        valued.source_id,
        valued.ocid,
        valued.release_id,
        cast(valued.release_number as bigint) as release_number,
        valued.notice_type,
        valued.notice_name,
        valued.document_type,
        valued.stage,
        valued.tags,
        valued.is_update,
        valued.buyer_party_id,
        {{ without_addresses('buyers.buyer_name') }} as buyer_name,
        buyers.buyer_organisation_key,
        {{ without_addresses('valued.title') }} as title,
        {# Once begun under one law, a procurement stays there. #}
        coalesce(legal_bases.regime, processes.regime, 'unknown') as regime,
        valued.legal_basis,
        valued.tender_status,
        valued.procurement_method,
        {{ without_addresses('valued.procurement_method_details') }}
            as procurement_method_details,
        valued.main_category,
        valued.cpv_code,
        {{ cpv_levels('valued.cpv_code') }},
        valued.vat_basis,
        valued.notice_url,
        valued.value_net_gbp as estimate_net_gbp,
        valued.value_gross_gbp as estimate_gross_gbp,
        valued.value_gbp as estimate_gbp,
        valued.value_quality,
        case when valued.notice_type is not null then valued.is_type_known end
            as notice_type_known,
        valued.published_date,
        valued.tender_end_date,
        valued._source_url,
        valued._raw_sha256,
        valued._part,
        valued._line,
        valued._fetched_at
    from valued
    left join buyers
        on
            {{ is_of_process('valued', 'buyers') }}
            and valued.release_id = buyers.release_id
    left join processes
        on {{ is_of_process('valued', 'processes') }}
    left join legal_bases
        on valued.legal_basis = legal_bases.legal_basis

)

select * from final

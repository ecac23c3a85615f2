with

awards as (

    select * from {{ ref('int_awards') }}

),

final as (

    select
        {{ surrogate_key(['source_id', 'ocid', 'award_id']) }} as award_key,
        {{ surrogate_key(['source_id', 'ocid']) }} as process_key,
        source_id,
        ocid,
        award_id,
        release_id,
        {{ without_addresses('buyer_name') }} as buyer_name,
        buyer_organisation_key,
        {{ without_addresses('coalesce(title, process_title)') }} as title,
        status,
        is_cancelled,
        awarded_date,
        value_kind,
        value_net_gbp,
        value_gross_gbp,
        value_gbp as award_gbp,
        vat_basis,
        value_quality,
        value_text,
        value_gross_text,
        value_currency,
        supplier_count,
        is_value_shared,
        is_value_repeated,
        is_value_row,
        start_date,
        end_date,
        {{ latest_end(['latest_end_date', 'renewal_latest_end_date'], 'end_date') }}
            as latest_end_date,
        {{ end_date_quality('start_date', 'end_date') }} as end_date_quality,
        standstill_end_date,
        assessment_summaries_sent_date,
        estimated_signature_date,
        related_lots,
        known_main_category as main_category,
        cpv_code,
        {{ cpv_levels('cpv_code') }},
        above_threshold,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from awards

)

select * from final

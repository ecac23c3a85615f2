with

lots as (

    select * from {{ ref('int_lots') }}

),

final as (

    select
        {{ surrogate_key(['source_id', 'ocid', 'lot_id']) }} as lot_key,
        {{ surrogate_key(['source_id', 'ocid']) }} as process_key,
        source_id,
        ocid,
        lot_id,
        {{ without_addresses('title') }} as title,
        status,
        value_net_gbp,
        value_gross_gbp,
        value_gbp,
        vat_basis,
        value_quality,
        value_text,
        value_gross_text,
        value_currency,
        start_date,
        end_date,
        latest_end_date,
        end_date_quality,
        has_options,
        {{ without_addresses('options_description') }} as options_description,
        has_renewal,
        {{ without_addresses('renewal_description') }} as renewal_description,
        suitable_sme,
        suitable_vcse,
        is_framework,
        cpv_codes,
        award_criterion_types,
        bids_count,
        sme_bids_count,
        vcse_bids_count,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from lots

)

select * from final

with

lots as (

    select * from {{ ref('stg_compiled__lots') }}

),

cpv as (

    select * from {{ ref('int_cpv_chosen') }}

),

criteria as (

    select * from {{ ref('stg_compiled__award_criteria') }}

),

bids as (

    select * from {{ ref('int_bids_counted') }}

),

codes as (

    select
        source_id,
        ocid,
        related_lot as lot_id,
        {{ distinct_list('cpv_code') }} as cpv_codes
    from cpv
    where holder = 'tender' and related_lot is not null
    group by source_id, ocid, related_lot

),

judged_by as (

    select
        source_id,
        ocid,
        lot_id,
        {{ distinct_list('criterion_type') }} as award_criterion_types
    from criteria
    group by source_id, ocid, lot_id

),

{# A lot without a number is none that anything else could be said of. #}
listed_once as (

    select *
    from lots
    where lot_id is not null
    qualify row_number() over (
        partition by source_id, ocid, lot_id
        order by {{ in_text_order([
            'value_text', 'value_gross_text', 'title', 'status', 'start_date', 'end_date'
        ]) }}
    ) = 1

),

valued as (

    select
        listed_once.*,
        {{ value_columns('listed_once') }}
    from listed_once

),

final as (

    select
        valued.source_id,
        valued.ocid,
        valued.lot_id,
        valued.title,
        valued.status,
        valued.value_net_gbp,
        valued.value_gross_gbp,
        valued.value_gbp,
        valued.vat_basis,
        valued.value_quality,
        valued.value_text,
        valued.value_gross_text,
        valued.value_currency,
        valued.start_date,
        valued.end_date,
        {{ latest_end(['valued.latest_end_date', 'valued.renewal_latest_end_date'],
            'valued.end_date') }} as latest_end_date,
        {{ end_date_quality('valued.start_date', 'valued.end_date') }}
            as end_date_quality,
        valued.has_options,
        valued.options_description,
        valued.has_renewal,
        valued.renewal_description,
        valued.suitable_sme,
        valued.suitable_vcse,
        valued.is_framework,
        codes.cpv_codes,
        judged_by.award_criterion_types,
        bids.bids_count,
        bids.sme_bids_count,
        bids.vcse_bids_count,
        valued._source_url,
        valued._raw_sha256,
        valued._part,
        valued._line,
        valued._fetched_at
    from valued
    left join codes
        on
            {{ is_of_process('valued', 'codes') }}
            and valued.lot_id = codes.lot_id
    left join judged_by
        on
            {{ is_of_process('valued', 'judged_by') }}
            and valued.lot_id = judged_by.lot_id
    left join bids
        on
            {{ is_of_process('valued', 'bids') }}
            and valued.lot_id = bids.lot_id

)

select * from final

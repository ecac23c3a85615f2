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

final as (

    select
        listed_once.source_id,
        listed_once.ocid,
        listed_once.lot_id,
        listed_once.title,
        listed_once.status,
        {{ value_columns('listed_once') }},
        listed_once.value_text,
        listed_once.value_gross_text,
        listed_once.value_currency,
        listed_once.start_date,
        listed_once.end_date,
        {{ latest_end(['listed_once.latest_end_date', 'listed_once.renewal_latest_end_date'],
            'listed_once.end_date') }} as latest_end_date,
        {{ end_date_quality('listed_once.start_date', 'listed_once.end_date') }}
            as end_date_quality,
        listed_once.has_options,
        listed_once.options_description,
        listed_once.has_renewal,
        listed_once.renewal_description,
        listed_once.suitable_sme,
        listed_once.suitable_vcse,
        listed_once.is_framework,
        codes.cpv_codes,
        judged_by.award_criterion_types,
        bids.bids_count,
        bids.sme_bids_count,
        bids.vcse_bids_count,
        listed_once._source_url,
        listed_once._raw_sha256,
        listed_once._part,
        listed_once._line,
        listed_once._fetched_at
    from listed_once
    left join codes
        on
            {{ is_of_process('listed_once', 'codes') }}
            and listed_once.lot_id = codes.lot_id
    left join judged_by
        on
            {{ is_of_process('listed_once', 'judged_by') }}
            and listed_once.lot_id = judged_by.lot_id
    left join bids
        on
            {{ is_of_process('listed_once', 'bids') }}
            and listed_once.lot_id = bids.lot_id

)

select * from final

{%- set everything = [
    'value_text', 'value_gross_text', 'title', 'status', 'related_lots', 'awarded_date',
    'start_date', 'end_date', 'latest_end_date', 'release_id', '_line'
] -%}
with

awards as (

    select * from {{ ref('stg_compiled__awards') }}

),

numbered as (

    select
        *,
        row_number() over (
            partition by source_id, ocid, award_id
            order by {{ in_text_order(everything) }}
        ) as award_number
    from awards

),

{# An award that the notice gives no number is given one, so that two do not become one. #}
final as (

    select
        source_id,
        ocid,
        release_id,
        coalesce(award_id, 'unnamed ' || cast(award_number as string)) as award_id,
        title,
        status,
        related_lots,
        main_category,
        value_currency,
        value_text,
        value_gross_text,
        amount_net,
        amount_gross,
        awarded_date,
        start_date,
        end_date,
        latest_end_date,
        has_options,
        options_description,
        has_renewal,
        renewal_description,
        renewal_latest_end_date,
        above_threshold,
        standstill_end_date,
        assessment_summaries_sent_date,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from numbered
    where award_id is null or award_number = 1

)

select * from final

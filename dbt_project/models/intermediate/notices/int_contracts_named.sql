{%- set everything = [
    'award_id', 'value_text', 'value_gross_text', 'title', 'status', 'signed_date',
    'start_date', 'end_date', 'latest_end_date', 'release_id', '_line'
] -%}
with

contracts as (

    select * from {{ ref('stg_compiled__contracts') }}

),

awards as (

    select * from {{ ref('int_awards_named') }}

),

single_awards as (

    select
        source_id,
        ocid,
        min(award_id) as award_id
    from awards
    group by source_id, ocid
    having count(*) = 1

),

numbered as (

    select
        *,
        row_number() over (
            partition by source_id, ocid, contract_id
            order by {{ in_text_order(everything) }}
        ) as contract_number
    from contracts

),

{# A contract that names no award belongs to the only one there is. #}
final as (

    select
        numbered.source_id,
        numbered.ocid,
        numbered.release_id,
        numbered.title,
        numbered.status,
        numbered.value_currency,
        numbered.value_text,
        numbered.value_gross_text,
        numbered.amount_net,
        numbered.amount_gross,
        numbered.signed_date,
        numbered.start_date,
        numbered.end_date,
        numbered.latest_end_date,
        numbered.has_options,
        numbered.options_description,
        numbered.has_renewal,
        numbered.renewal_description,
        numbered.renewal_latest_end_date,
        numbered.above_threshold,
        numbered.no_metrics_rationale,
        numbered._source_url,
        numbered._raw_sha256,
        numbered._part,
        numbered._line,
        numbered._fetched_at,
        coalesce(
            numbered.contract_id, 'unnamed ' || cast(numbered.contract_number as string)
        ) as contract_id,
        coalesce(numbered.award_id, single_awards.award_id) as award_id
    from numbered
    left join single_awards
        on {{ is_of_process('numbered', 'single_awards') }}
    where numbered.contract_id is null or numbered.contract_number = 1

)

select * from final

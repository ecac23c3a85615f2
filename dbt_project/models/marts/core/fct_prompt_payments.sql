with

council_tables as (

    select
        *,
        'council_table' as source_kind,
        coalesce(
            financial_year,
            cast(period_end_date as string),
            {{ without_addresses('financial_year_text') }},
            {{ without_addresses('period_end_text') }}
        ) as reporting_period,
        max(period_end_date) over (partition by _raw_sha256, _part) as table_end_date
    from {{ ref('stg_spend__prompt_payments') }}

),

publishers as (

    select * from {{ ref('int_publishers_identified') }}

),

promptness_duties as (

    select * from {{ ref('promptness_duties') }}

),

duties as (

    select
        source_kind,
        max(starts_on) filter (where figure = 'share_on_time') as share_duty_date,
        max(starts_on) filter (where figure = 'interest') as interest_duty_date
    from promptness_duties
    group by source_kind

),

final as (

    select
        {{ surrogate_key([
            'council_tables.publisher_id', 'council_tables.period',
            'council_tables._raw_sha256', 'council_tables._part', 'council_tables._line'
        ]) }} as prompt_payment_key,
        council_tables.publisher_id,
        coalesce(publishers.publisher_name, council_tables.publisher_id) as publisher_name,
        council_tables.source_kind,
        {{ without_addresses('council_tables.period') }} as period,
        council_tables.reporting_period,
        council_tables.financial_year,
        council_tables.period_start_date,
        council_tables.period_end_date,
        council_tables.on_time_days,
        council_tables.share_on_time,
        council_tables.invoice_count,
        council_tables.on_time_count,
        council_tables.late_count,
        council_tables.interest_paid_gbp,
        council_tables.interest_liable_gbp,
        duties.share_duty_date,
        duties.interest_duty_date,
        row_number() over (
            partition by
                council_tables.publisher_id, council_tables.source_kind,
                council_tables.reporting_period
            order by
                council_tables.table_end_date desc nulls last, council_tables._fetched_at desc,
                council_tables._raw_sha256 asc, council_tables._part asc,
                council_tables._line asc, council_tables.period asc
        ) = 1 as is_current,
        council_tables._source_url,
        council_tables._raw_sha256,
        council_tables._part,
        council_tables._line,
        council_tables._fetched_at
    from council_tables
    left join publishers
        on council_tables.publisher_id = publishers.publisher_id
    left join duties
        on council_tables.source_kind = duties.source_kind

)

select * from final

with

council_tables as (

    select
        *,
        cast(null as string) as buyer_organisation_key,
        cast(null as string) as buyer_name,
        'council_table' as source_kind,
        coalesce(
            financial_year,
            cast(period_end_date as string),
            {{ without_addresses('financial_year_text') }},
            {{ without_addresses('period_end_text') }}
        ) as reporting_period,
        cast(null as decimal(9, 2)) as average_days,
        cast(null as string) as notice_url,
        max(period_end_date) over (partition by _raw_sha256, _part) as table_end_date
    from {{ ref('stg_spend__prompt_payments') }}

),

payments_notices as (

    select * from {{ ref('int_payments_notices') }}

),

publishers as (

    select * from {{ ref('int_publishers_identified') }}

),

{# The body by its organisation, where only one is declared to be it. #}
publishers_of_organisations as (

    select
        organisation_key,
        min(publisher_id) as publisher_id
    from publishers
    where organisation_key is not null
    group by organisation_key
    having count(distinct publisher_id) = 1

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

stated as (

    select
        council_tables.publisher_id,
        publishers.organisation_key,
        coalesce(publishers.publisher_name, council_tables.publisher_id) as publisher_name,
        council_tables.source_kind,
        council_tables.period,
        council_tables.reporting_period,
        council_tables.financial_year,
        council_tables.period_start_date,
        council_tables.period_end_date,
        council_tables.table_end_date,
        council_tables.on_time_days,
        council_tables.share_on_time,
        council_tables.average_days,
        council_tables.invoice_count,
        council_tables.on_time_count,
        council_tables.late_count,
        council_tables.interest_paid_gbp,
        council_tables.interest_liable_gbp,
        council_tables.notice_url,
        council_tables._source_url,
        council_tables._raw_sha256,
        council_tables._part,
        council_tables._line,
        council_tables._fetched_at
    from council_tables
    left join publishers
        on council_tables.publisher_id = publishers.publisher_id
    union all
    select
        publishers.publisher_id,
        payments_notices.buyer_organisation_key as organisation_key,
        coalesce(
            publishers.publisher_name, {{ without_addresses('payments_notices.buyer_name') }}
        ) as publisher_name,
        payments_notices.source_kind,
        payments_notices.period,
        payments_notices.reporting_period,
        payments_notices.financial_year,
        payments_notices.period_start_date,
        payments_notices.period_end_date,
        payments_notices.table_end_date,
        payments_notices.on_time_days,
        payments_notices.share_on_time,
        payments_notices.average_days,
        payments_notices.invoice_count,
        payments_notices.on_time_count,
        payments_notices.late_count,
        payments_notices.interest_paid_gbp,
        payments_notices.interest_liable_gbp,
        payments_notices.notice_url,
        payments_notices._source_url,
        payments_notices._raw_sha256,
        payments_notices._part,
        payments_notices._line,
        payments_notices._fetched_at
    from payments_notices
    left join publishers_of_organisations
        on payments_notices.buyer_organisation_key = publishers_of_organisations.organisation_key
    left join publishers
        on publishers_of_organisations.publisher_id = publishers.publisher_id

),

final as (

    select
        {{ surrogate_key([
            'stated.publisher_id', 'stated.organisation_key', 'stated.period',
            'stated._raw_sha256', 'stated._part', 'stated._line'
        ]) }} as prompt_payment_key,
        stated.publisher_id,
        stated.organisation_key,
        stated.publisher_name,
        stated.source_kind,
        {{ without_addresses('stated.period') }} as period,
        stated.reporting_period,
        stated.financial_year,
        stated.period_start_date,
        stated.period_end_date,
        stated.on_time_days,
        stated.share_on_time,
        stated.average_days,
        stated.invoice_count,
        stated.on_time_count,
        stated.late_count,
        stated.interest_paid_gbp,
        stated.interest_liable_gbp,
        coalesce(
            cast(stated.share_on_time as string), cast(stated.average_days as string),
            cast(stated.invoice_count as string), cast(stated.on_time_count as string),
            cast(stated.late_count as string), cast(stated.interest_paid_gbp as string),
            cast(stated.interest_liable_gbp as string)
        ) is not null as has_figures,
        duties.share_duty_date,
        duties.interest_duty_date,
        row_number() over (
            partition by
                stated.publisher_id, stated.organisation_key, stated.source_kind,
                stated.reporting_period
            order by
                stated.table_end_date desc nulls last, stated._fetched_at desc,
                stated._raw_sha256 asc, stated._part asc, stated._line asc, stated.period asc
        ) = 1 as is_current,
        stated.notice_url,
        stated._source_url,
        stated._raw_sha256,
        stated._part,
        stated._line,
        stated._fetched_at
    from stated
    left join duties
        on stated.source_kind = duties.source_kind

)

select * from final

with

prompt_payments as (

    select * from {{ ref('fct_prompt_payments') }}

),

said as (

    select
        publisher_id,
        organisation_key,
        source_kind,
        reporting_period,
        count(*) as times_stated,
        count(distinct {{ surrogate_key([
            'on_time_days', 'share_on_time', 'average_days', 'invoice_count', 'on_time_count',
            'late_count', 'interest_paid_gbp', 'interest_liable_gbp'
        ]) }}) as versions_stated
    from prompt_payments
    group by publisher_id, organisation_key, source_kind, reporting_period

),

final as (

    select
        {{ surrogate_key([
            'prompt_payments.publisher_id', 'prompt_payments.organisation_key',
            'prompt_payments.source_kind', 'prompt_payments.reporting_period'
        ]) }} as row_key,
        prompt_payments.publisher_id,
        prompt_payments.organisation_key,
        prompt_payments.publisher_name,
        prompt_payments.source_kind,
        prompt_payments.reporting_period,
        prompt_payments.financial_year,
        prompt_payments.period_start_date,
        prompt_payments.period_end_date,
        prompt_payments.on_time_days,
        prompt_payments.share_on_time,
        prompt_payments.average_days,
        prompt_payments.invoice_count,
        prompt_payments.on_time_count,
        prompt_payments.late_count,
        prompt_payments.interest_paid_gbp,
        prompt_payments.interest_liable_gbp,
        prompt_payments.has_figures,
        prompt_payments.share_duty_date,
        prompt_payments.interest_duty_date,
        said.times_stated,
        said.versions_stated > 1 as is_restated,
        prompt_payments.notice_url
    from prompt_payments
    inner join said
        on
            prompt_payments.publisher_id is not distinct from said.publisher_id
            and prompt_payments.organisation_key is not distinct from said.organisation_key
            and prompt_payments.source_kind = said.source_kind
            and prompt_payments.reporting_period = said.reporting_period
    where prompt_payments.is_current

)

select * from final

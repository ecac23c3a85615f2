with

source as (

    select * from {{ source('spend', 'prompt_payments') }}

),

read as (

    select
        *,
        {{ first_year_of('financial_year') }} as first_year,
        cast({{ parse_published_date('period_end', 'date_format') }} as date) as stated_end_date,
        try_cast({{ regex_replace_all('share_paid_on_time', '[% ]', '') }} as decimal(12, 6))
            as share_as_written,
        cast(case share_scale when 'percent' then 0.01 else 1 end as decimal(3, 2)) as share_unit
    from source

),

scaled as (

    select
        *,
        cast(share_as_written * share_unit as decimal(18, 6)) as share_number
    from read

),

final as (

    select
        publisher_id,
        period,
        layout,
        organisation_name,
        organisation_uri,
        financial_year as financial_year_text,
        period_end as period_end_text,
        cast(first_year as string) || '-' || right(cast(first_year + 1 as string), 2)
            as financial_year,
        cast(cast(first_year as string) || '-04-01' as date) as period_start_date,
        coalesce(
            cast(cast(first_year + 1 as string) || '-03-31' as date), stated_end_date
        ) as period_end_date,
        on_time_heading,
        cast({{ part('on_time_heading', '([0-9]+) *[Dd][Aa][Yy]', 1) }} as integer)
            as on_time_days,
        case when share_number between 0 and 1 then cast(share_number as decimal(9, 6)) end
            as share_on_time,
        share_paid_on_time as share_text,
        {{ clean_count('invoices_paid') }} as invoice_count,
        invoices_paid as invoice_count_text,
        {{ clean_count('invoices_paid_on_time') }} as on_time_count,
        invoices_paid_on_time as on_time_count_text,
        {{ clean_count('invoices_not_paid_on_time') }} as late_count,
        invoices_not_paid_on_time as late_count_text,
        case
            when upper(trim(interest_paid)) = 'NIL' then cast(0 as decimal(20, 4))
            else {{ clean_money('interest_paid') }}
        end as interest_paid_gbp,
        interest_paid as interest_paid_text,
        case
            when upper(trim(interest_liable)) = 'NIL' then cast(0 as decimal(20, 4))
            else {{ clean_money('interest_liable') }}
        end as interest_liable_gbp,
        interest_liable as interest_liable_text,
        {{ provenance() }}
    from scaled

)

select * from final

with

deliveries as (

    {# What we ourselves declare of the publishers is a delivery too, and nobody's quality. #}
    select * from {{ ref('fct_deliveries') }}
    where left(publisher_id, 1) <> '_'

),

payments as (

    select * from {{ ref('fct_payments') }}

),

months_before as (

    select 0 as month_before
    union all
    select 1 as month_before
    union all
    select 2 as month_before

),

months as (

    select
        *,
        {{ month_of_period('period') }} as last_month_number,
        case when period like '____-Q_' then 3 else 1 end as month_count
    from deliveries

),

months_by_publisher as (

    {# A quarter's file beside a month's file of the same quarter is three months, not four. #}
    select
        landed_months.source_id,
        landed_months.publisher_id,
        count(distinct landed_months.last_month_number - months_before.month_before) as months_seen
    from months as landed_months
    inner join months_before
        on landed_months.month_count > months_before.month_before
    where landed_months.outcome = 'landed' and landed_months.last_month_number is not null
    group by landed_months.source_id, landed_months.publisher_id

),

payment_counts as (

    select
        publisher_id,
        count(*) filter (where spend_month is null) as undated_line_count,
        count(*) filter (where payee_class = 'redacted') as redacted_line_count,
        count(*) filter (where has_stated_company_number) as stated_company_number_count
    from payments
    group by publisher_id

),

by_publisher as (

    select
        source_id,
        publisher_id,
        publisher_name,
        vat_basis,
        count(*) as deliveries,
        count(*) filter (where outcome = 'landed') as landed_deliveries,
        count(*) filter (where outcome = 'refused') as refused_deliveries,
        count(*) filter (where outcome = 'held') as held_deliveries,
        count(*) filter (where outcome = 'failed') as failed_deliveries,
        count(*) filter (where outcome = 'empty_publication') as empty_publications,
        count(*) filter (where outcome = 'no_publication') as no_publications,
        {# Landing writes of a page that leads to files, and could not be had, that it is one. #}
        min(period) filter (where period <> 'index page') as first_period,
        max(period) filter (where period <> 'index page') as last_period,
        {# A month that was asked for and is not there may not be due yet, unless a later one is. #}
        max(case when outcome <> 'no_publication' then last_month_number end)
        - min(last_month_number - month_count + 1) + 1 as months_expected,
        sum(lines) as lines,
        sum(rows_landed) as rows_landed,
        sum(rows_rejected) as rows_rejected,
        {{ sum_money('published_payments_gbp', 'payment') }} as published_gbp,
        {{ sum_money('landed_gbp', 'payment') }} as landed_gbp,
        {{ sum_money('rejected_payments_gbp', 'payment') }} as rejected_gbp,
        {{ sum_money('counted_gbp', 'payment') }} as counted_gbp,
        {{ sum_money('not_counted_gbp', 'payment') }} as not_counted_gbp
    from months
    group by source_id, publisher_id, publisher_name, vat_basis

),

final as (

    select
        {{ surrogate_key(['by_publisher.source_id', 'by_publisher.publisher_id']) }} as row_key,
        by_publisher.source_id,
        by_publisher.publisher_id,
        by_publisher.publisher_name,
        by_publisher.deliveries,
        by_publisher.landed_deliveries,
        by_publisher.refused_deliveries,
        by_publisher.held_deliveries,
        by_publisher.failed_deliveries,
        by_publisher.empty_publications,
        by_publisher.no_publications,
        by_publisher.first_period,
        by_publisher.last_period,
        cast(by_publisher.months_expected as bigint) as months_expected,
        case
            when by_publisher.months_expected is not null
                then cast(coalesce(months_by_publisher.months_seen, 0) as bigint)
        end as months_seen,
        cast(by_publisher.lines as bigint) as lines,
        cast(by_publisher.rows_landed as bigint) as rows_landed,
        cast(by_publisher.rows_rejected as bigint) as rows_rejected,
        by_publisher.published_gbp,
        by_publisher.landed_gbp,
        by_publisher.rejected_gbp,
        by_publisher.counted_gbp,
        by_publisher.not_counted_gbp,
        by_publisher.vat_basis,
        payment_counts.undated_line_count,
        payment_counts.redacted_line_count,
        payment_counts.stated_company_number_count,
        {{ share_of(
            'cast(by_publisher.rows_landed as decimal(18, 0))',
            'cast(by_publisher.rows_landed + by_publisher.rows_rejected as decimal(18, 0))'
        ) }} as landed_share
    from by_publisher
    left join months_by_publisher
        on
            by_publisher.source_id = months_by_publisher.source_id
            and by_publisher.publisher_id = months_by_publisher.publisher_id
    left join payment_counts
        on
            by_publisher.source_id = 'spend'
            and by_publisher.publisher_id = payment_counts.publisher_id

)

select * from final

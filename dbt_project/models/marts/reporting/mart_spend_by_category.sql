with

payments as (

    select * from {{ ref('fct_payments') }}

),

by_category as (

    select
        publisher_id,
        publisher_name,
        financial_year,
        vat_basis,
        category,
        {{ sum_money('amount_gbp', 'payment') }} as paid_gbp,
        {{ sum_money('amount_gbp', 'payment', where='amount_gbp < 0') }} as credits_gbp,
        {{ sum_money('amount_gbp', 'payment', where='category is null') }} as unknown_gbp,
        count(*) as line_count
    from payments
    group by publisher_id, publisher_name, financial_year, vat_basis, category

),

{# Where credits outweigh the payments of a category, what was paid is no whole of which the
   categories are parts. #}
of_a_whole as (

    select
        *,
        {{ sum_money(
            'paid_gbp', 'payment', over='partition by publisher_id, financial_year, vat_basis'
        ) }} as all_paid_gbp,
        {{ sum_money(
            'unknown_gbp', 'payment', over='partition by publisher_id, financial_year, vat_basis'
        ) }} as all_unknown_gbp,
        min(paid_gbp) over (
            partition by publisher_id, financial_year, vat_basis
        ) >= 0 as is_of_parts
    from by_category

),

final as (

    select
        {{ surrogate_key(['publisher_id', 'financial_year', 'vat_basis', 'category']) }}
            as row_key,
        publisher_id,
        publisher_name,
        financial_year,
        vat_basis,
        category,
        paid_gbp,
        credits_gbp,
        unknown_gbp,
        line_count,
        case
            when is_of_parts and category is not null
                then {{ share_of('paid_gbp', 'all_paid_gbp') }}
        end as share_low,
        case
            when is_of_parts and category is not null
                then {{ share_of('(paid_gbp + all_unknown_gbp)', 'all_paid_gbp') }}
        end as share_high
    from of_a_whole

)

select * from final

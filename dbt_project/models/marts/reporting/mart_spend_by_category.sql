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

{# A category whose credits outweigh its payments received nothing, and is no part of what the
   categories received: with it the others could be more than the whole. Where that is so of what
   has no category, nothing is known of the others either. #}
wholes as (

    select
        publisher_id,
        financial_year,
        vat_basis,
        {{ sum_money('paid_gbp', 'payment', where='paid_gbp > 0') }} as received_gbp,
        {{ sum_money('unknown_gbp', 'payment') }} as uncategorised_gbp
    from by_category
    group by publisher_id, financial_year, vat_basis

),

final as (

    select
        {{ surrogate_key([
            'by_category.publisher_id', 'by_category.financial_year', 'by_category.vat_basis',
            'by_category.category'
        ]) }} as row_key,
        by_category.publisher_id,
        by_category.publisher_name,
        by_category.financial_year,
        by_category.vat_basis,
        by_category.category,
        by_category.paid_gbp,
        by_category.credits_gbp,
        by_category.unknown_gbp,
        by_category.line_count,
        case
            when
                by_category.category is not null
                and by_category.paid_gbp > 0
                and wholes.uncategorised_gbp >= 0
                then {{ share_of('by_category.paid_gbp', 'wholes.received_gbp') }}
        end as share_low,
        case
            when
                by_category.category is not null
                and by_category.paid_gbp > 0
                and wholes.uncategorised_gbp >= 0
                then {{ share_of(
                    '(by_category.paid_gbp + wholes.uncategorised_gbp)', 'wholes.received_gbp'
                ) }}
        end as share_high
    from by_category
    inner join wholes
        on
            by_category.publisher_id = wholes.publisher_id
            and by_category.vat_basis = wholes.vat_basis
            and by_category.financial_year is not distinct from wholes.financial_year

)

select * from final

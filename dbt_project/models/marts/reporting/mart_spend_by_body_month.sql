with

payments as (

    select * from {{ ref('fct_payments') }}

),

final as (

    select
        {{ surrogate_key(['publisher_id', 'spend_month', 'vat_basis']) }} as row_key,
        publisher_id,
        publisher_name,
        spend_month,
        financial_year,
        vat_basis,
        {{ sum_money('amount_gbp', 'payment') }} as paid_gbp,
        {{ sum_money('amount_gbp', 'payment', where='amount_gbp < 0') }} as credits_gbp,
        {{ sum_money('amount_gbp', 'payment', where="payee_class = 'redacted'") }}
            as redacted_gbp,
        {{ sum_money('amount_gbp', 'payment', where="payee_class = 'person'") }} as person_gbp,
        count(*) as line_count,
        count(*) filter (where amount_gbp < 0) as credit_count,
        count(distinct organisation_key) as supplier_count
    from payments
    group by publisher_id, publisher_name, spend_month, financial_year, vat_basis

)

select * from final

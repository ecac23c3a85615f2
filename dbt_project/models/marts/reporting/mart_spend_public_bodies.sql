with

payments as (

    select * from {{ ref('fct_payments') }}

),

public_bodies as (

    select * from {{ ref('dim_organisations') }}
    where is_public_body

),

to_public_bodies as (

    select payments.*
    from payments
    inner join public_bodies
        on payments.organisation_key = public_bodies.organisation_key

),

paid as (

    select
        publisher_id,
        publisher_name,
        financial_year,
        vat_basis,
        organisation_key,
        {{ sum_money('amount_gbp', 'payment') }} as paid_gbp,
        count(*) as line_count,
        min(paid_date) as first_paid_date,
        max(paid_date) as last_paid_date
    from to_public_bodies
    group by publisher_id, publisher_name, financial_year, vat_basis, organisation_key

),

final as (

    select
        {{ surrogate_key([
            'paid.publisher_id', 'paid.financial_year', 'paid.vat_basis', 'paid.organisation_key'
        ]) }} as row_key,
        paid.publisher_id,
        paid.publisher_name,
        paid.financial_year,
        paid.vat_basis,
        paid.organisation_key,
        public_bodies.organisation_name as public_body_name,
        public_bodies.public_body_evidence,
        coalesce(
            public_bodies.is_publisher and public_bodies.organisation_name = paid.publisher_name,
            false
        ) as is_itself,
        paid.paid_gbp,
        paid.line_count,
        paid.first_paid_date,
        paid.last_paid_date
    from paid
    inner join public_bodies
        on paid.organisation_key = public_bodies.organisation_key

)

select * from final

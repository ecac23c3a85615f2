with

payments as (

    select * from {{ ref('fct_payments') }}

),

organisations as (

    select * from {{ ref('dim_organisations') }}

),

by_supplier as (

    select
        publisher_id,
        publisher_name,
        financial_year,
        vat_basis,
        supplier_key,
        organisation_key,
        min(payee_class) as payee_class,
        {{ sum_money('amount_gbp', 'payment') }} as paid_gbp,
        count(*) as line_count
    from payments
    group by
        publisher_id, publisher_name, financial_year, vat_basis, supplier_key, organisation_key

),

{# Credits beyond what a supplier was paid in the year are no part of what suppliers received: with
   them the rest could be more than the whole. #}
wholes as (

    select
        publisher_id,
        financial_year,
        vat_basis,
        {{ sum_money('paid_gbp', 'payment', where='paid_gbp > 0') }} as received_gbp
    from by_supplier
    group by publisher_id, financial_year, vat_basis

),

ranked as (

    select
        *,
        row_number() over (
            partition by publisher_id, financial_year, vat_basis
            order by paid_gbp desc nulls last, supplier_key asc
        ) as supplier_rank,
        {{ sum_money(
            'paid_gbp', 'payment',
            over='partition by publisher_id, financial_year, vat_basis '
            ~ 'order by paid_gbp desc nulls last, supplier_key asc '
            ~ 'rows between unbounded preceding and current row'
        ) }} as cumulative_gbp
    from by_supplier

),

final as (

    select
        {{ surrogate_key([
            'ranked.publisher_id', 'ranked.financial_year', 'ranked.vat_basis',
            'ranked.supplier_key'
        ]) }} as row_key,
        ranked.publisher_id,
        ranked.publisher_name,
        ranked.financial_year,
        ranked.vat_basis,
        cast(ranked.supplier_rank as bigint) as rank,
        ranked.supplier_key,
        ranked.organisation_key,
        case
            when ranked.payee_class = 'person' then 'Withheld: looks like a person'
            when ranked.payee_class = 'redacted' then 'Redacted by the publisher'
            when ranked.organisation_key is null then 'No name published'
            else organisations.organisation_name
        end as supplier_name,
        ranked.payee_class,
        organisations.company_number,
        ranked.paid_gbp,
        ranked.line_count,
        case
            when ranked.paid_gbp > 0 then {{ share_of('ranked.paid_gbp', 'wholes.received_gbp') }}
        end as share_of_paid,
        case
            when ranked.paid_gbp > 0
                then {{ share_of('ranked.cumulative_gbp', 'wholes.received_gbp') }}
            when wholes.received_gbp > 0 then cast(1 as decimal(9, 6))
        end as cumulative_share
    from ranked
    inner join wholes
        on
            ranked.publisher_id = wholes.publisher_id
            and ranked.vat_basis = wholes.vat_basis
            and ranked.financial_year is not distinct from wholes.financial_year
    left join organisations
        on ranked.organisation_key = organisations.organisation_key
    where ranked.supplier_rank <= {{ var('top_suppliers') }}

)

select * from final

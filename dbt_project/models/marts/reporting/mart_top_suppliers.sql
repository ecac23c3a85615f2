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

ranked as (

    select
        *,
        row_number() over (
            partition by publisher_id, financial_year, vat_basis
            order by paid_gbp desc nulls last, supplier_key asc
        ) as supplier_rank,
        {{ sum_money(
            'paid_gbp', 'payment', over='partition by publisher_id, financial_year, vat_basis'
        ) }} as all_paid_gbp,
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
        {{ share_of('ranked.paid_gbp', 'ranked.all_paid_gbp') }} as share_of_paid,
        {{ share_of('ranked.cumulative_gbp', 'ranked.all_paid_gbp') }} as cumulative_share
    from ranked
    left join organisations
        on ranked.organisation_key = organisations.organisation_key
    where ranked.supplier_rank <= {{ var('top_suppliers') }}

)

select * from final

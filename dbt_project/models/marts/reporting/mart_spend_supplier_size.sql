with

payments as (

    select * from {{ ref('fct_payments') }}

),

sizes as (

    select * from {{ ref('fct_supplier_sizes') }}

),

sized as (

    select
        payments.*,
        case
            when payments.payee_class = 'redacted' then 'redacted'
            when payments.payee_class = 'person' then 'person'
            when sizes.organisation_key is null and payments.payee_class = 'public_body'
                then 'public_body'
            when sizes.organisation_key is null then 'no_company'
            else sizes.size_band
        end as size_band
    from payments
    left join sizes
        on payments.organisation_key = sizes.organisation_key

),

by_size as (

    select
        publisher_id,
        publisher_name,
        financial_year,
        vat_basis,
        {{ sum_money('amount_gbp', 'payment') }} as paid_gbp,
        {{ sum_money('amount_gbp', 'payment', where="size_band = 'large'") }} as large_gbp,
        {{ sum_money('amount_gbp', 'payment', where="size_band = 'sme'") }} as sme_gbp,
        {{ sum_money('amount_gbp', 'payment', where="size_band = 'conflicting'") }}
            as conflicting_gbp,
        {{ sum_money('amount_gbp', 'payment', where="size_band = 'declared_sme'") }}
            as declared_sme_gbp,
        {{ sum_money('amount_gbp', 'payment', where="size_band = 'declared_large'") }}
            as declared_large_gbp,
        {{ sum_money('amount_gbp', 'payment', where="size_band = 'redacted'") }} as redacted_gbp,
        {{ sum_money('amount_gbp', 'payment', where="size_band = 'person'") }} as person_gbp,
        {{ sum_money('amount_gbp', 'payment', where="size_band = 'public_body'") }}
            as public_body_gbp,
        {{ sum_money('amount_gbp', 'payment', where="size_band = 'no_company'") }}
            as no_company_gbp,
        {{ sum_money('amount_gbp', 'payment', where="size_band = 'unknown'") }}
            as no_evidence_gbp
    from sized
    group by publisher_id, publisher_name, financial_year, vat_basis

),

{# Where credits outweigh the payments of a size, what was paid is no whole of which the sizes
   are parts. #}
parts_of_a_whole as (

    select
        *,
        cast(
            conflicting_gbp + declared_sme_gbp + declared_large_gbp + redacted_gbp + person_gbp
            + public_body_gbp + no_company_gbp + no_evidence_gbp as decimal(20, 4)
        ) as unknown_gbp
    from by_size

),

whole as (

    select
        *,
        case when least(large_gbp, sme_gbp, unknown_gbp) >= 0 then paid_gbp end as whole_gbp
    from parts_of_a_whole

),

{# What was only declared proves nothing: it counts as unknown at both bounds. #}
final as (

    select
        {{ surrogate_key(['publisher_id', 'financial_year', 'vat_basis']) }} as row_key,
        publisher_id,
        publisher_name,
        financial_year,
        vat_basis,
        paid_gbp,
        sme_gbp,
        large_gbp,
        unknown_gbp,
        declared_sme_gbp,
        declared_large_gbp,
        conflicting_gbp,
        redacted_gbp,
        person_gbp,
        public_body_gbp,
        no_company_gbp,
        no_evidence_gbp,
        {{ share_of('sme_gbp', 'whole_gbp') }} as sme_share_low,
        {{ share_of('(sme_gbp + unknown_gbp)', 'whole_gbp') }} as sme_share_high
    from whole

)

select * from final

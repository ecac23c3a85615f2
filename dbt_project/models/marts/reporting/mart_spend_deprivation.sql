with

payments as (

    select * from {{ ref('fct_payments') }}

),

by_decile as (

    select
        publisher_id,
        publisher_name,
        financial_year,
        vat_basis,
        supplier_imd_decile,
        {{ sum_money('amount_gbp', 'payment') }} as paid_gbp,
        {{ sum_money('amount_gbp', 'payment', where='is_mass_registration_postcode') }}
            as mass_registration_gbp,
        {{ sum_money('amount_gbp', 'payment', where="supplier_imd_edition = '2019'") }}
            as edition_2019_gbp,
        {{ sum_money('amount_gbp', 'payment', where='imd_reason is not null') }} as unknown_gbp,
        {{ sum_money('amount_gbp', 'payment', where="imd_reason = 'redacted'") }}
            as unknown_redacted_gbp,
        {{ sum_money('amount_gbp', 'payment', where="imd_reason = 'person'") }}
            as unknown_person_gbp,
        {{ sum_money('amount_gbp', 'payment', where="imd_reason = 'public_body'") }}
            as unknown_public_body_gbp,
        {{ sum_money('amount_gbp', 'payment', where="imd_reason = 'no_company_found'") }}
            as unknown_no_company_found_gbp,
        {{ sum_money('amount_gbp', 'payment', where="imd_reason = 'no_postcode'") }}
            as unknown_no_postcode_gbp,
        {{ sum_money('amount_gbp', 'payment', where="imd_reason = 'postcode_not_found'") }}
            as unknown_postcode_not_found_gbp,
        {{ sum_money('amount_gbp', 'payment', where="imd_reason = 'not_in_england'") }}
            as unknown_not_in_england_gbp,
        {{ sum_money('amount_gbp', 'payment', where="imd_reason = 'no_small_area'") }}
            as unknown_no_small_area_gbp,
        {{ sum_money('amount_gbp', 'payment', where="imd_reason = 'area_not_in_index'") }}
            as unknown_area_not_in_index_gbp
    from payments
    group by publisher_id, publisher_name, financial_year, vat_basis, supplier_imd_decile

),

{# Where credits outweigh the payments of a decile, what was paid is no whole of which the deciles
   are parts. #}
of_a_whole as (

    select
        *,
        {{ sum_money(
            'paid_gbp', 'payment',
            over='partition by publisher_id, financial_year, vat_basis'
        ) }} as all_paid_gbp,
        {{ sum_money(
            'unknown_gbp', 'payment',
            over='partition by publisher_id, financial_year, vat_basis'
        ) }} as all_unknown_gbp,
        min(paid_gbp) over (
            partition by publisher_id, financial_year, vat_basis
        ) >= 0 as is_of_parts
    from by_decile

),

final as (

    select
        {{ surrogate_key([
            'publisher_id', 'financial_year', 'vat_basis', 'supplier_imd_decile'
        ]) }} as row_key,
        publisher_id,
        publisher_name,
        financial_year,
        vat_basis,
        supplier_imd_decile,
        paid_gbp,
        mass_registration_gbp,
        edition_2019_gbp,
        unknown_gbp,
        unknown_redacted_gbp,
        unknown_person_gbp,
        unknown_public_body_gbp,
        unknown_no_company_found_gbp,
        unknown_no_postcode_gbp,
        unknown_postcode_not_found_gbp,
        unknown_not_in_england_gbp,
        unknown_no_small_area_gbp,
        unknown_area_not_in_index_gbp,
        case
            when is_of_parts and supplier_imd_decile is not null
                then {{ share_of('paid_gbp', 'all_paid_gbp') }}
        end as share_low,
        case
            when is_of_parts and supplier_imd_decile is not null
                then {{ share_of('(paid_gbp + all_unknown_gbp)', 'all_paid_gbp') }}
        end as share_high
    from of_a_whole

)

select * from final

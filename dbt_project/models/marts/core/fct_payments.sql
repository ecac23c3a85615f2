with

payments as (

    select * from {{ ref('int_payments_placed') }}

),

final as (

    select
        {{ surrogate_key(['publisher_id', 'period', '_raw_sha256', '_part', '_line']) }}
            as payment_key,
        publisher_id,
        publisher_name,
        {{ without_addresses('period') }} as period,
        organisation_key,
        {# Persons, and names struck out, share one key a class: nobody can be told apart. #}
        coalesce(organisation_key, {{ surrogate_key(["'withheld'", 'payee_class']) }})
            as supplier_key,
        case
            when payee_class not in ('person', 'redacted')
                then nullif(trim({{ without_addresses('supplier_name_text') }}), '')
        end as payee_name,
        payee_class,
        payee_class_rule,
        match_tier,
        {{ without_addresses('department') }} as department,
        {{ without_addresses('category') }} as category,
        {{ without_addresses('transaction_number') }} as transaction_number,
        {{ financial_year('paid_month') }} as financial_year,
        vat_basis,
        supplier_district_code,
        place_band,
        place_reason,
        case when place_reason is null then supplier_place_source end as supplier_place_source,
        case when place_reason is null then supplier_rural_urban end as supplier_rural_urban,
        case when place_reason is null then distance_km end as distance_km,
        case when imd_reason is null then supplier_imd_decile end as supplier_imd_decile,
        case when imd_reason is null then supplier_imd_edition end as supplier_imd_edition,
        imd_reason,
        is_mass_registration_postcode,
        amount_gbp,
        coalesce(company_number_text, '') <> '' as has_stated_company_number,
        paid_date,
        paid_month as spend_month,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from payments

)

select * from final

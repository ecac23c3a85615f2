with

payments as (

    select
        *,
        coalesce(paid_date, paid_month) as known_day
    from {{ ref('int_payments_placed') }}

),

registers as (

    select min(valid_from) as first_month from {{ ref('int_companies_dated') }}

),

{# A stretch holds until the next month that was read says otherwise. #}
statuses as (

    select
        company_status_key,
        company_number,
        nullif(company_status, '') as company_status,
        valid_from,
        coalesce(
            missing_from_month,
            lead(valid_from) over (partition by company_number order by valid_from)
        ) as valid_before
    from {{ ref('fct_company_statuses') }}

),

{# What the last register read by the day of payment says, and not what a later one does. #}
with_status as (

    select
        payments.*,
        statuses.company_status_key as known_status_key,
        statuses.company_status as known_status,
        case
            when payments.payee_class = 'redacted' then 'redacted'
            when payments.payee_class = 'person' then 'person'
            when payments.company_number is null and payments.payee_class = 'public_body'
                then 'public_body'
            when payments.company_number is null then 'no_company_found'
            when payments.known_day is null then 'undated'
            when registers.first_month is null or payments.known_day < registers.first_month
                then 'no_register_before'
            when statuses.company_status_key is null then 'not_on_register'
            when statuses.company_status is null then 'register_does_not_say'
        end as supplier_status_reason
    from payments
    cross join registers
    left join statuses
        on
            payments.company_number = statuses.company_number
            and payments.known_day >= statuses.valid_from
            and (statuses.valid_before is null or payments.known_day < statuses.valid_before)

),

named as (

    select
        *,
        case
            when payee_class not in ('person', 'redacted') and payee_class_rule <> 'no_name'
                then nullif(trim({{ without_addresses('supplier_name_text') }}), '')
        end as payee_name
    from with_status

),

{# The key of a payee is made of its name: who is not named has none. #}
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
        payee_name,
        payee_class,
        payee_class_rule,
        match_tier,
        case when payee_name is not null then payee_key end as payee_match_key,
        {{ without_addresses('department') }} as department,
        {{ without_addresses('category') }} as category,
        {{ without_addresses('transaction_number') }} as transaction_number,
        {{ financial_year('paid_month') }} as financial_year,
        vat_basis,
        supplier_district_code,
        place_band,
        place_reason,
        case when supplier_district_code is not null then supplier_place_source end
            as supplier_place_source,
        case when place_reason is null then supplier_rural_urban end as supplier_rural_urban,
        case when place_reason is null then distance_km end as distance_km,
        case when imd_reason is null then supplier_imd_decile end as supplier_imd_decile,
        case when imd_reason is null then supplier_imd_edition end as supplier_imd_edition,
        imd_reason,
        is_mass_registration_postcode,
        case when supplier_status_reason is null then known_status end
            as supplier_status_at_payment,
        supplier_status_reason,
        case when supplier_status_reason is null then known_status_key end as company_status_key,
        amount_gbp,
        coalesce(company_number_text, '') <> '' as has_stated_company_number,
        paid_date,
        paid_month as spend_month,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from named

)

select * from final

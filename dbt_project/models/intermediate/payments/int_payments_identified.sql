with

payments as (

    select
        *,
        {{ surrogate_key(['publisher_id', 'supplier_name_text', 'company_number_text']) }}
            as payee_key
    from {{ ref('int_payments_counted') }}

),

payees as (

    select * from {{ ref('int_payees_matched') }}

),

publishers as (

    select * from {{ ref('int_publishers_identified') }}

),

companies as (

    select * from {{ ref('int_companies_current') }}

),

supplier_places as (

    select * from {{ ref('int_supplier_places') }}

),

publisher_centres as (

    select * from {{ ref('int_publisher_centres') }}

),

publisher_districts as (

    select * from {{ ref('int_publisher_districts') }}

),

publisher_regions as (

    select distinct
        publisher_id,
        region_code
    from publisher_districts
    where region_code is not null

),

publishers_divided as (

    select distinct publisher_id
    from publisher_districts
    where is_divided

),

publishers_with_region as (

    select distinct publisher_id
    from publisher_regions

),

{# A company that a name led to is not believed of a payment older than itself, nor of one made
   long after it gave that name up. #}
matched as (

    select
        payments.*,
        payees.normalised_name,
        payees.name_class,
        payees.name_rule,
        payees.name_organisation_key,
        payees.payee_class,
        payees.payee_class_rule,
        payees.match_tier,
        payees.organisation_key,
        payees.company_number as matched_company_number,
        coalesce(
            payees.match_tier not in ('stated_number', 'corrected')
            and companies.incorporated_date > coalesce(payments.paid_date, payments.paid_month),
            false
        )
        or coalesce(
            payees.name_until_date < coalesce(payments.paid_date, payments.paid_month), false
        ) as is_out_of_time
    from payments
    inner join payees
        on payments.payee_key = payees.payee_key
    left join companies
        on payees.company_number = companies.company_number

),

payments_matched as (

    select
        publisher_id,
        period,
        payee_key,
        supplier_name_text,
        company_number_text,
        transaction_number,
        department,
        category,
        amount_gbp,
        paid_date,
        paid_month,
        normalised_name,
        case when is_out_of_time then name_class else payee_class end as payee_class,
        case when is_out_of_time then name_rule else payee_class_rule end
            as payee_class_rule,
        case when is_out_of_time then 'none' else match_tier end as match_tier,
        case when is_out_of_time then name_organisation_key else organisation_key end
            as organisation_key,
        case when not is_out_of_time then matched_company_number end as company_number,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from matched

),

final as (

    select
        payments.publisher_id,
        payments.period,
        payments.payee_key,
        payments.supplier_name_text,
        payments.company_number_text,
        payments.transaction_number,
        payments.department,
        payments.category,
        payments.amount_gbp,
        payments.paid_date,
        payments.paid_month,
        coalesce(publishers.publisher_name, payments.publisher_id) as publisher_name,
        coalesce(publishers.vat_basis, 'unknown') as vat_basis,
        payments.payee_class,
        payments.payee_class_rule,
        payments.match_tier,
        payments.normalised_name,
        payments.organisation_key,
        payments.company_number,
        companies.registered_postcode,
        supplier_places.district_code as supplier_district_code,
        supplier_places.region_code as supplier_region_code,
        supplier_places.country_code as supplier_country_code,
        supplier_places.place_source as supplier_place_source,
        supplier_places.rural_urban as supplier_rural_urban,
        supplier_places.imd_decile as supplier_imd_decile,
        supplier_places.imd_edition as supplier_imd_edition,
        supplier_places.has_small_area as supplier_has_small_area,
        supplier_places.is_mass_registration_postcode,
        {{ kilometres_between('publisher_centres', 'supplier_places') }} as distance_km,
        publishers_divided.publisher_id is not null
        or coalesce(supplier_places.is_district_divided, false) as is_place_divided,
        publishers_with_region.publisher_id is not null as has_region,
        publisher_districts.district_code is not null as is_own_area,
        publisher_regions.region_code is not null as is_own_region,
        payments._source_url,
        payments._raw_sha256,
        payments._part,
        payments._line,
        payments._fetched_at
    from payments_matched as payments
    left join publishers
        on payments.publisher_id = publishers.publisher_id
    left join companies
        on payments.company_number = companies.company_number
    left join supplier_places
        on companies.registered_postcode = supplier_places.registered_postcode
    left join publisher_centres
        on payments.publisher_id = publisher_centres.publisher_id
    left join publishers_divided
        on payments.publisher_id = publishers_divided.publisher_id
    left join publishers_with_region
        on payments.publisher_id = publishers_with_region.publisher_id
    left join publisher_districts
        on
            payments.publisher_id = publisher_districts.publisher_id
            and supplier_places.district_code = publisher_districts.district_code
    left join publisher_regions
        on
            payments.publisher_id = publisher_regions.publisher_id
            and supplier_places.region_code = publisher_regions.region_code

)

select * from final

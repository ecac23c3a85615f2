with

payments as (

    select * from {{ ref('int_payments_identified') }}

),

reasoned as (

    select
        *,
        {# Who was paid comes first: a body without an area is no reason where nobody was found. #}
        case
            when payee_class = 'redacted' then 'redacted'
            when payee_class = 'person' then 'person'
            when company_number is null and payee_class = 'public_body' then 'public_body'
            when company_number is null then 'no_company_found'
            when registered_postcode is null then 'no_postcode'
            when supplier_place_source is null then 'postcode_not_found'
            when is_place_divided then 'place_divided'
            when supplier_district_code is null or supplier_region_code is null
                then 'postcode_not_found'
            when not has_region then 'publisher_has_no_area'
        end as place_reason,
        case
            when payee_class = 'redacted' then 'redacted'
            when payee_class = 'person' then 'person'
            when company_number is null and payee_class = 'public_body' then 'public_body'
            when company_number is null then 'no_company_found'
            when registered_postcode is null then 'no_postcode'
            when supplier_place_source is null then 'postcode_not_found'
            when coalesce(supplier_country_code, '') <> 'E92000001' then 'not_in_england'
            when not supplier_has_small_area then 'no_small_area'
            when supplier_imd_decile is null then 'area_not_in_index'
        end as imd_reason
    from payments

),

final as (

    select
        *,
        case
            when place_reason is not null then 'unknown'
            when is_own_area then 'own_area'
            when is_own_region then 'same_region'
            else 'elsewhere'
        end as place_band
    from reasoned

)

select * from final

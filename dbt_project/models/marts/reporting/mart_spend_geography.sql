with

payments as (

    select * from {{ ref('fct_payments') }}

),

areas as (

    select distinct publisher_id
    from {{ ref('bridge_publisher_areas') }}
    where region_code is not null

),

by_place as (

    select
        publisher_id,
        publisher_name,
        financial_year,
        vat_basis,
        {{ sum_money('amount_gbp', 'payment') }} as paid_gbp,
        {{ sum_money('amount_gbp', 'payment', where="place_band = 'own_area'") }}
            as own_area_gbp,
        {{ sum_money('amount_gbp', 'payment', where="place_band = 'same_region'") }}
            as same_region_gbp,
        {{ sum_money('amount_gbp', 'payment', where="place_band = 'elsewhere'") }}
            as elsewhere_gbp,
        {{ sum_money('amount_gbp', 'payment', where="place_band = 'unknown'") }}
            as unknown_gbp,
        {{ sum_money('amount_gbp', 'payment', where="place_reason = 'redacted'") }}
            as unknown_redacted_gbp,
        {{ sum_money('amount_gbp', 'payment', where="place_reason = 'person'") }}
            as unknown_person_gbp,
        {{ sum_money('amount_gbp', 'payment', where="place_reason = 'public_body'") }}
            as unknown_public_body_gbp,
        {{ sum_money('amount_gbp', 'payment', where="place_reason = 'no_company_found'") }}
            as unknown_no_company_gbp,
        {{ sum_money('amount_gbp', 'payment', where="place_reason = 'no_postcode'") }}
            as unknown_no_postcode_gbp,
        {{ sum_money('amount_gbp', 'payment', where="place_reason = 'postcode_not_found'") }}
            as unknown_postcode_not_found_gbp,
        {{ sum_money('amount_gbp', 'payment', where="place_reason = 'publisher_has_no_area'") }}
            as unknown_no_area_gbp,
        {{ sum_money('amount_gbp', 'payment', where="place_reason = 'place_divided'") }}
            as unknown_place_divided_gbp
    from payments
    group by publisher_id, publisher_name, financial_year, vat_basis

),

{# Where credits outweigh the payments of a place, what was paid is no whole of which the places
   are parts; and of an area that a body has not there is no share. #}
parts_of_a_whole as (

    select
        by_place.*,
        areas.publisher_id is not null as has_own_area,
        case
            when
                areas.publisher_id is not null
                and least(
                    by_place.own_area_gbp, by_place.same_region_gbp, by_place.elsewhere_gbp,
                    by_place.unknown_gbp
                ) >= 0
                then by_place.paid_gbp
        end as whole_gbp
    from by_place
    left join areas
        on by_place.publisher_id = areas.publisher_id

),

{# Unknown money is none of it local at one bound and all of it at the other. #}
final as (

    select
        {{ surrogate_key(['publisher_id', 'financial_year', 'vat_basis']) }} as row_key,
        publisher_id,
        publisher_name,
        financial_year,
        vat_basis,
        has_own_area,
        paid_gbp,
        own_area_gbp,
        same_region_gbp,
        elsewhere_gbp,
        unknown_gbp,
        unknown_redacted_gbp,
        unknown_person_gbp,
        unknown_public_body_gbp,
        unknown_no_company_gbp,
        unknown_no_postcode_gbp,
        unknown_postcode_not_found_gbp,
        unknown_no_area_gbp,
        unknown_place_divided_gbp,
        {{ share_of('own_area_gbp', 'whole_gbp') }} as own_area_share_low,
        {{ share_of('(own_area_gbp + unknown_gbp)', 'whole_gbp') }} as own_area_share_high,
        {{ share_of('(own_area_gbp + same_region_gbp)', 'whole_gbp') }} as region_share_low,
        {{ share_of('(own_area_gbp + same_region_gbp + unknown_gbp)', 'whole_gbp') }}
            as region_share_high
    from parts_of_a_whole

)

select * from final

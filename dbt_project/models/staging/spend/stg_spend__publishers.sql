with

source as (

    select * from {{ source('spend', 'publishers') }}

),

final as (

    select
        publisher_id,
        title as publisher_name,
        body_type,
        ons_code,
        nullif(organisation_scheme, '') as organisation_scheme,
        nullif(organisation_id, '') as organisation_id,
        coalesce(nullif(vat_basis, ''), 'unknown') as vat_basis,
        {{ clean_money('threshold_gbp') }} as threshold_gbp,
        threshold_gbp as threshold_text,
        frequency,
        lower(is_declared) = 'true' as is_declared,
        {{ provenance() }}
    from source

)

select * from final

with

source as (

    select * from {{ source('purchase_codes', 'codes') }}

),

final as (

    select
        {{ part('code', '^([0-9]{8})(-[0-9])?$', 1) }} as cpv_code,
        code as cpv_code_text,
        nullif(label, '') as cpv_label,
        {{ provenance() }}
    from source

)

select * from final

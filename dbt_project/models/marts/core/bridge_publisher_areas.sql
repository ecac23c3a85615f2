with

districts as (

    select * from {{ ref('int_publisher_districts') }}

),

final as (

    select
        {{ surrogate_key(['publisher_id', 'district_code']) }} as row_key,
        publisher_id,
        district_code,
        region_code,
        is_divided
    from districts

)

select * from final

with

postcodes as (

    select * from {{ ref('int_postcodes_current') }}

),

final as (

    select
        district_code,
        min(region_code) as region_code
    from postcodes
    where district_code is not null and region_code is not null
    group by district_code
    having count(distinct region_code) = 1

)

select * from final

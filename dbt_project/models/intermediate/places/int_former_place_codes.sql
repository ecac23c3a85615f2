with

authorities as (

    select * from {{ ref('stg_local_authorities__authorities') }}

),

recoded as (

    select
        place_code,
        {{ split_to_rows("replace(former_place_codes, ' ', '')", ',') }} as former_place_code
    from authorities
    where place_code is not null

),

final as (

    select
        former_place_code,
        min(place_code) as place_code
    from recoded
    where former_place_code <> ''
    group by former_place_code
    having count(distinct place_code) = 1

)

select * from final

with

authorities as (

    select * from {{ ref('int_authorities_current') }}

),

former_codes as (

    select * from {{ ref('int_former_place_codes') }}

),

successors as (

    select * from {{ ref('int_place_successors') }}

),

current_places as (

    select
        authorities.place_code,
        authorities.place_name,
        authorities.place_type,
        authorities.region_name,
        authorities.valid_from,
        authorities.valid_to,
        successors.successor_codes
    from authorities
    left join successors
        on authorities.authority_code = successors.authority_code

),

{# A code that was only rewritten: the same place under another code. #}
recoded_places as (

    select
        former_codes.former_place_code as place_code,
        authorities.place_name,
        authorities.place_type,
        authorities.region_name,
        cast(null as date) as valid_from,
        cast(null as date) as valid_to,
        former_codes.place_code as successor_codes
    from former_codes
    inner join authorities
        on former_codes.place_code = authorities.place_code
    left join current_places
        on former_codes.former_place_code = current_places.place_code
    where current_places.place_code is null

),

places as (

    select * from current_places
    union all
    select * from recoded_places

),

final as (

    select
        {{ surrogate_key(['place_code']) }} as place_key,
        place_code,
        place_name,
        place_type,
        region_name,
        valid_from,
        valid_to,
        successor_codes
    from places

)

select * from final

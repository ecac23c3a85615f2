with

authorities as (

    select * from {{ ref('int_authorities_current') }}

),

changes as (

    select * from {{ ref('int_place_successors') }}

),

current_codes as (

    select * from {{ ref('int_place_codes_current') }}

),

successors as (

    select
        place_code,
        {{ distinct_list('successor_code') }} as successor_codes
    from changes
    group by place_code

),

listed_places as (

    select
        place_code,
        place_name,
        place_type,
        region_name,
        valid_from,
        valid_to
    from authorities

),

{# A code that was only rewritten is the same place, whichever of the two codes the list has. #}
recoded_pairs as (

    select
        place_code,
        successor_code as listed_code
    from changes
    where change_kind = 'recoded'

    union all

    select
        successor_code as place_code,
        place_code as listed_code
    from changes
    where change_kind = 'recoded'

),

recoded_places as (

    select
        recoded_pairs.place_code,
        min(listed.place_name) as place_name,
        min(listed.place_type) as place_type,
        min(listed.region_name) as region_name,
        cast(null as date) as valid_from,
        cast(null as date) as valid_to
    from recoded_pairs
    inner join listed_places as listed
        on recoded_pairs.listed_code = listed.place_code
    left join listed_places as known
        on recoded_pairs.place_code = known.place_code
    where known.place_code is null
    group by recoded_pairs.place_code
    having count(*) = 1

),

places as (

    select * from listed_places
    union all
    select * from recoded_places

),

final as (

    select
        {{ surrogate_key(['places.place_code']) }} as place_key,
        places.place_code,
        places.place_name,
        places.place_type,
        places.region_name,
        places.valid_from,
        places.valid_to,
        successors.successor_codes,
        case
            when not coalesce(current_codes.is_divided, false)
                then coalesce(current_codes.current_code, places.place_code)
        end as current_place_code
    from places
    left join successors
        on places.place_code = successors.place_code
    left join current_codes
        on places.place_code = current_codes.place_code

)

select * from final

with recursive

successors as (

    select
        place_code,
        successor_code
    from {{ ref('int_place_successors') }}
    where is_final

),

{# A district may be merged into one that is merged in its turn; no chain is known to be longer than
   two, and ten steps keep a circle from running for ever. #}
reached as (

    select
        place_code,
        successor_code as reached_code,
        1 as steps
    from successors

    union all

    select
        reached.place_code,
        successors.successor_code as reached_code,
        reached.steps + 1 as steps
    from reached
    inner join successors
        on reached.reached_code = successors.place_code
    where reached.steps < 10

),

standing as (

    select distinct
        reached.place_code,
        reached.reached_code
    from reached
    left join successors
        on reached.reached_code = successors.place_code
    where successors.place_code is null

),

final as (

    select
        place_code,
        case when count(*) = 1 then min(reached_code) end as current_code,
        count(*) > 1 as is_divided,
        {{ distinct_list('reached_code') }} as current_codes
    from standing
    group by place_code

)

select * from final

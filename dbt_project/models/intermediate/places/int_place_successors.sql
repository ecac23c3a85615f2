with

authorities as (

    select * from {{ ref('int_authorities_current') }}

),

replaced as (

    select
        authority_code,
        {{ split_to_rows("replace(replaced_by_codes, ' ', '')", ',') }} as successor_authority_code
    from authorities

),

final as (

    select
        replaced.authority_code,
        {{ distinct_list('authorities.place_code') }} as successor_codes
    from replaced
    inner join authorities
        on replaced.successor_authority_code = authorities.authority_code
    group by replaced.authority_code

)

select * from final

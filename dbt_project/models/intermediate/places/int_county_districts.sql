with

authorities as (

    select * from {{ ref('int_authorities_current') }}

),

current_codes as (

    select * from {{ ref('int_place_codes_current') }}

),

counties as (

    select distinct
        counties.authority_code,
        counties.place_code as county_code,
        counties.valid_to,
        counties.valid_to is null as is_standing
    from authorities as counties
    inner join authorities as districts
        on counties.authority_code = districts.county_authority_code

),

{# A county that stands has the districts that stand; one that has ended had those that have. #}
members as (

    select
        counties.county_code,
        counties.is_standing,
        counties.valid_to as county_ended,
        districts.place_code,
        coalesce(current_codes.current_code, districts.place_code) as district_code,
        coalesce(current_codes.is_divided, false) as is_divided
    from counties
    inner join authorities as districts
        on
            counties.authority_code = districts.county_authority_code
            and counties.is_standing = (districts.valid_to is null)
    left join current_codes
        on districts.place_code = current_codes.place_code

),

{# What took over from an ended county may hold more than the county did: then nobody can say what
   of it was the county. #}
foreign_parts as (

    select distinct members.county_code
    from members
    inner join current_codes
        on members.district_code = current_codes.current_code
    inner join authorities as parts
        on current_codes.place_code = parts.place_code
    left join counties
        on parts.place_code = counties.county_code
    left join members as own_parts
        on
            members.county_code = own_parts.county_code
            and parts.place_code = own_parts.place_code
    where
        not members.is_standing
        and counties.county_code is null
        and own_parts.place_code is null

),

older_than_the_change as (

    select distinct members.county_code
    from members
    inner join authorities
        on members.district_code = authorities.place_code
    where
        not members.is_standing
        and not coalesce(authorities.valid_from >= members.county_ended, false)

),

final as (

    select distinct
        members.county_code,
        case
            when
                not members.is_divided
                and foreign_parts.county_code is null
                and older_than_the_change.county_code is null
                then members.district_code
        end as district_code
    from members
    left join foreign_parts
        on members.county_code = foreign_parts.county_code
    left join older_than_the_change
        on members.county_code = older_than_the_change.county_code

)

select * from final

with

publisher_districts as (

    select * from {{ ref('int_publisher_districts') }}

),

postcodes as (

    select * from {{ ref('int_postcodes_current') }}

),

{# The middle of an area of which a part is not known would be the middle of another. #}
whole_areas as (

    select publisher_id
    from publisher_districts
    group by publisher_id
    having count(*) = count(district_code)

),

final as (

    select
        whole_areas.publisher_id,
        cast(floor(sum(postcodes.easting) / count(*)) as bigint) as easting,
        cast(floor(sum(postcodes.northing) / count(*)) as bigint) as northing
    from whole_areas
    inner join publisher_districts
        on whole_areas.publisher_id = publisher_districts.publisher_id
    inner join postcodes
        on publisher_districts.district_code = postcodes.district_code
    where
        not postcodes.is_terminated
        and postcodes.easting is not null
        and postcodes.northing is not null
    group by whole_areas.publisher_id

)

select * from final

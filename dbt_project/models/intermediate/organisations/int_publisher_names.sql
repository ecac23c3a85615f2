with

publishers as (

    select * from {{ ref('int_publishers_identified') }}

),

final as (

    select
        normalised_name,
        min(organisation_key) as organisation_key
    from publishers
    where normalised_name is not null
    group by normalised_name
    having count(distinct organisation_key) = 1

)

select * from final

with

outcomes as (

    select * from {{ ref('stg_deliveries__outcomes') }}

),

publishers as (

    select * from {{ ref('int_publishers_identified') }}

),

final as (

    select
        outcomes.*,
        coalesce(publishers.publisher_name, outcomes.publisher_id) as publisher_name,
        case
            when outcomes.source_id = 'spend' then coalesce(publishers.vat_basis, 'unknown')
            else 'unknown'
        end as vat_basis
    from outcomes
    left join publishers
        on outcomes.publisher_id = publishers.publisher_id

)

select * from final

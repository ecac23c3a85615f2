with

source as (

    select * from {{ source('deliveries', 'rejects') }}

),

final as (

    select
        source_id,
        publisher_id,
        period,
        table_name,
        code,
        reason,
        excerpt,
        try_cast(amount_gbp as decimal(20, 4)) as amount_gbp,
        {{ provenance() }}
    from source

)

select * from final

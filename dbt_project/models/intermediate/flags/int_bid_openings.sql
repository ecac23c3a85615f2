with

processes as (

    select * from {{ ref('stg_compiled__process_details') }}

),

final as (

    select
        source_id,
        ocid,
        bid_opening_date
    from processes
    where bid_opening_date is not null

)

select * from final

with

source as (

    select * from {{ source('compiled', 'criterion_weights') }}

),

final as (

    select
        source_id,
        ocid,
        release_id,
        holder,
        holder_id,
        within_id,
        number as number_text,
        weight as weight_kind,
        {{ provenance() }}
    from source

)

select * from final

with

changes as (

    select * from {{ ref('int_place_successors') }}

),

final as (

    select
        {{ surrogate_key(['place_code', 'successor_code']) }} as row_key,
        place_code,
        successor_code,
        change_kind,
        changed_on,
        changed_in,
        is_final,
        stated_by
    from changes

)

select * from final

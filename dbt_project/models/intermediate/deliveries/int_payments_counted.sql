with

lines as (

    select * from {{ ref('int_spend_lines') }}
    where is_current

),

not_counted as (

    select * from {{ ref('int_spend_lines_not_counted') }}

),

final as (

    select lines.*
    from lines
    left join not_counted
        on
            lines.file_key = not_counted.file_key
            and lines._line = not_counted._line
    where not_counted.file_key is null

)

select * from final

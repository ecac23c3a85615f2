with

codes as (

    select * from {{ ref('stg_purchase_codes__codes') }}
    where cpv_code is not null

),

latest as (

    select
        cpv_code,
        cpv_label,
        greatest(length({{ regex_replace_all('cpv_code', '0+$', '') }}), 2) as digits
    from codes
    qualify row_number() over (
        partition by cpv_code
        order by _fetched_at desc, _source_url desc, _raw_sha256 asc, _part asc, _line asc
    ) = 1

),

{# Not every code has its next broader one in the vocabulary: the nearest that there is counts. #}
broader as (

    select
        narrow.cpv_code,
        wide.cpv_code as parent_code
    from latest as narrow
    inner join latest as wide
        on
            left(narrow.cpv_code, 2) = left(wide.cpv_code, 2)
            and narrow.digits > wide.digits
            and left(narrow.cpv_code, cast(wide.digits as integer))
            = left(wide.cpv_code, cast(wide.digits as integer))
    qualify row_number() over (partition by narrow.cpv_code order by wide.digits desc) = 1

),

final as (

    select
        latest.cpv_code,
        case latest.digits
            when 2 then 'division'
            when 3 then 'group'
            when 4 then 'class'
            when 5 then 'category'
            else 'subcategory'
        end as cpv_level,
        latest.cpv_label,
        broader.parent_code
    from latest
    left join broader
        on latest.cpv_code = broader.cpv_code

)

select * from final

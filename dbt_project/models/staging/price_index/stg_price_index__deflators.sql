with

source as (

    select * from {{ source('price_index', 'deflators') }}

),

final as (

    select
        {# 2016-17, whether the release writes 2016-17, 2016/17 or 2016-2017. #}
        left(financial_year, 4) || '-' || right(financial_year, 2) as financial_year,
        left(base_year, 4) || '-' || right(base_year, 2) as base_year,
        title as release_title,
        index_value as index_value_text,
        cast({{ part('index_value', '^([0-9]{1,6}([.][0-9]+)?)$', 1) }} as decimal(18, 9))
            as index_value,
        {{ provenance() }}
    from source

)

select * from final

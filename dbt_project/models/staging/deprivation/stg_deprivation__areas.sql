with

source as (

    select * from {{ source('deprivation', 'areas') }}

),

final as (

    select
        nullif(lsoa11_code, '') as lsoa11_code,
        nullif(lsoa21_code, '') as lsoa21_code,
        imd_rank as imd_rank_text,
        imd_decile as imd_decile_text,
        {# Some carriers print whole numbers with a nought after the point. #}
        cast({{ part('imd_rank', '^([0-9]{1,5})([.]0+)?$', 1) }} as bigint) as imd_rank,
        cast({{ part('imd_decile', '^([1-9]|10)([.]0+)?$', 1) }} as bigint) as imd_decile,
        {{ provenance() }}
    from source

)

select * from final

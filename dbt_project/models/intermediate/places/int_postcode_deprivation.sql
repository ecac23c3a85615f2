with

postcodes as (

    select * from {{ ref('int_postcodes_current') }}

),

areas as (

    select * from {{ ref('stg_deprivation__areas') }}

),

{# Each index is on the small areas of one census, and is joined on those only. #}
latest as (

    select *
    from areas
    qualify row_number() over (
        partition by lsoa11_code, lsoa21_code
        order by _fetched_at desc, _source_url desc, _raw_sha256 asc, _part asc, _line asc
    ) = 1

),

index_2019 as (

    select
        lsoa11_code,
        imd_decile
    from latest
    where lsoa11_code is not null

),

index_2025 as (

    select
        lsoa21_code,
        imd_decile
    from latest
    where lsoa21_code is not null

),

final as (

    select
        postcodes.postcode,
        index_2019.imd_decile as imd_2019_decile,
        index_2025.imd_decile as imd_2025_decile,
        coalesce(index_2025.imd_decile, index_2019.imd_decile) as imd_decile,
        case when index_2025.imd_decile is not null then '2025' else '2019' end as imd_edition
    from postcodes
    left join index_2019
        on postcodes.lsoa11_code = index_2019.lsoa11_code
    left join index_2025
        on postcodes.lsoa21_code = index_2025.lsoa21_code
    where coalesce(index_2025.imd_decile, index_2019.imd_decile) is not null

)

select * from final

with

postcodes as (

    select * from {{ ref('stg_nspl__postcodes') }}

),

former_codes as (

    select * from {{ ref('int_former_place_codes') }}

),

latest_copies as (

    select *
    from postcodes
    where postcode is not null
    qualify row_number() over (
        partition by postcode
        order by _fetched_at desc, _source_url desc, _raw_sha256 asc, _part asc, _line asc
    ) = 1

),

final as (

    select
        latest_copies.postcode,
        latest_copies.is_terminated,
        coalesce(former_codes.place_code, latest_copies.district_code) as district_code,
        latest_copies.region_code
    from latest_copies
    left join former_codes
        on latest_copies.district_code = former_codes.former_place_code

)

select * from final

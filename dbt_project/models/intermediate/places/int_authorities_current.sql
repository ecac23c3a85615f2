with

authorities as (

    select * from {{ ref('stg_local_authorities__authorities') }}

),

final as (

    select *
    from authorities
    where place_code is not null
    qualify row_number() over (
        partition by place_code
        order by
            _fetched_at desc, valid_to desc nulls first, authority_code asc,
            _raw_sha256 asc, _line asc
    ) = 1

)

select * from final

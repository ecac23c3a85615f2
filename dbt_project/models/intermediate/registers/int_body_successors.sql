with

government as (

    select * from {{ ref('stg_government_organisations__organisations') }}

),

authorities as (

    select * from {{ ref('stg_local_authorities__authorities') }}

),

government_now as (

    select *
    from government
    qualify row_number() over (
        partition by slug order by _fetched_at desc, _raw_sha256 asc, _line asc
    ) = 1

),

said_of_successors as (

    select
        slug as predecessor_id,
        {{ split_to_rows('superseding_slugs', ';') }} as successor_id
    from government_now

),

said_of_predecessors as (

    select
        {{ split_to_rows('superseded_slugs', ';') }} as predecessor_id,
        slug as successor_id
    from government_now

),

authorities_now as (

    select
        authority_code,
        {{ authority_scheme('nation') }} as scheme,
        replaced_by_codes
    from authorities
    qualify row_number() over (
        partition by authority_code
        order by _fetched_at desc, valid_to desc nulls last, _raw_sha256 asc, _line asc
    ) = 1

),

said_of_authorities as (

    select
        scheme,
        authority_code as predecessor_id,
        {{ split_to_rows("replace(replaced_by_codes, ' ', '')", ',') }} as successor_id
    from authorities_now

),

stated as (

    select
        'GOV.UK' as scheme,
        predecessor_id,
        successor_id,
        'government_organisations' as evidence
    from said_of_successors
    union
    select
        'GOV.UK' as scheme,
        predecessor_id,
        successor_id,
        'government_organisations' as evidence
    from said_of_predecessors
    union
    select
        scheme,
        predecessor_id,
        successor_id,
        'local_authorities' as evidence
    from said_of_authorities

),

final as (

    select
        scheme,
        predecessor_id,
        successor_id,
        evidence
    from stated
    where predecessor_id <> '' and successor_id <> '' and predecessor_id <> successor_id

)

select * from final

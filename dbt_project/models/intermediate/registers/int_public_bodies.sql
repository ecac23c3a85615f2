with

government as (

    select * from {{ ref('stg_government_organisations__organisations') }}

),

authorities as (

    select * from {{ ref('stg_local_authorities__authorities') }}

),

lists as (

    select * from {{ ref('stg_organisation_lists__bodies') }}
    where is_public

),

listed as (

    select
        'GOV.UK' as scheme,
        slug as identifier,
        body_name,
        closed_date as ended_date,
        'government_organisations' as evidence,
        _fetched_at,
        _raw_sha256,
        _line
    from government
    union all
    select
        {{ authority_scheme('nation') }} as scheme,
        authority_code as identifier,
        official_name as body_name,
        valid_to as ended_date,
        'local_authorities' as evidence,
        _fetched_at,
        _raw_sha256,
        _line
    from authorities
    union all
    select
        scheme,
        code as identifier,
        body_name,
        closed_date as ended_date,
        'organisation_lists' as evidence,
        _fetched_at,
        _raw_sha256,
        _line
    from lists

),

final as (

    select
        scheme,
        identifier,
        body_name,
        {{ normalise_name('body_name') }} as normalised_name,
        ended_date,
        evidence
    from listed
    where scheme is not null and identifier is not null
    qualify row_number() over (
        partition by scheme, identifier
        order by _fetched_at desc, ended_date desc nulls first, _raw_sha256 asc, _line asc
    ) = 1

)

select * from final

with

identifiers as (

    select * from {{ ref('int_organisation_identifiers') }}

),

organisations as (

    select * from {{ ref('dim_organisations') }}

),

final as (

    select
        {{ surrogate_key([
            'identifiers.organisation_key', 'identifiers.scheme', 'identifiers.identifier'
        ]) }} as identifier_key,
        identifiers.organisation_key,
        identifiers.scheme,
        identifiers.identifier,
        min(identifiers.evidence) as evidence
    from identifiers
    inner join organisations
        on identifiers.organisation_key = organisations.organisation_key
    group by identifiers.organisation_key, identifiers.scheme, identifiers.identifier

)

select * from final

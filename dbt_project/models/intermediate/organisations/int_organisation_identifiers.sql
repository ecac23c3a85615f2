with

mentions as (

    select * from {{ ref('int_organisations_mentioned') }}

),

companies as (

    select * from {{ ref('int_companies_current') }}

),

links as (

    select * from {{ ref('int_company_register_links') }}

),

publishers as (

    select * from {{ ref('int_publishers_identified') }}

),

parties as (

    select * from {{ ref('int_parties_identified') }}

),

additional as (

    select
        organisation_key,
        {{ split_to_rows('additional_identifiers', ';') }} as scheme_and_identifier
    from parties

),

listed as (

    select
        mentions.organisation_key,
        'GB-COH' as scheme,
        mentions.company_number as identifier,
        case when companies.company_number is null then 'notice' else 'company_register' end
            as evidence
    from mentions
    left join companies
        on mentions.company_number = companies.company_number
    union all
    select
        mentions.organisation_key,
        links.scheme,
        links.identifier,
        links.evidence
    from mentions
    inner join links
        on mentions.company_number = links.company_number
    union all
    select
        organisation_key,
        organisation_scheme as scheme,
        organisation_id as identifier,
        'publisher_declaration' as evidence
    from publishers
    union all
    select
        organisation_key,
        identifier_scheme as scheme,
        identifier_id as identifier,
        'notice' as evidence
    from parties
    union all
    select
        organisation_key,
        split_part(scheme_and_identifier, ':', 1) as scheme,
        substr(scheme_and_identifier, instr(scheme_and_identifier, ':') + 1) as identifier,
        'notice' as evidence
    from additional

),

final as (

    select distinct
        organisation_key,
        scheme,
        identifier,
        evidence
    from listed
    where
        organisation_key is not null
        and identifier is not null
        and (
            {{ is_lasting_identifier('scheme', 'identifier') }}
            or (
                scheme = 'GB-COH'
                and identifier = {{ clean_company_number('identifier') }}
            )
        )

)

select * from final

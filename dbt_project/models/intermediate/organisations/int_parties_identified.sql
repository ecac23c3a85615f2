with

parties as (

    select * from {{ ref('int_parties_deduplicated') }}

),

company_numbers as (

    select * from {{ ref('int_company_numbers_of_identifiers') }}

),

publisher_names as (

    select * from {{ ref('int_publisher_names') }}

),

numbered as (

    select
        parties.*,
        {{ normalise_name('parties.party_name') }} as normalised_name,
        coalesce(parties.company_number, company_numbers.company_number) as known_company_number
    from parties
    left join company_numbers
        on
            parties.identifier_scheme = company_numbers.identifier_scheme
            and parties.identifier_id = company_numbers.identifier_id

),

final as (

    select
        numbered.source_id,
        numbered.ocid,
        numbered.release_id,
        numbered.party_id,
        numbered.party_name,
        numbered.roles,
        numbered.identifier_scheme,
        numbered.identifier_id,
        numbered.additional_identifiers,
        numbered.known_company_number as company_number,
        numbered.normalised_name,
        case
            when numbered.known_company_number is not null then 'company_number'
            when {{ is_lasting_identifier(
                'numbered.identifier_scheme', 'numbered.identifier_id'
            ) }} then 'notice_identifier'
            when publisher_names.organisation_key is not null then 'publisher_declaration'
            when numbered.normalised_name is not null then 'name_only'
        end as identified_by,
        case
            when
                numbered.known_company_number is null
                and not {{ is_lasting_identifier(
                    'numbered.identifier_scheme', 'numbered.identifier_id'
                ) }}
                and publisher_names.organisation_key is not null
                then publisher_names.organisation_key
            else {{ organisation_key(
                'numbered.known_company_number', 'numbered.identifier_scheme',
                'numbered.identifier_id', 'numbered.normalised_name'
            ) }}
        end as organisation_key
    from numbered
    left join publisher_names
        on numbered.normalised_name = publisher_names.normalised_name

)

select * from final

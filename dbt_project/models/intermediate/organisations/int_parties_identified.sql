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

keyed as (

    select
        *,
        case
            when
                known_company_number is not null
                or {{ is_lasting_identifier('identifier_scheme', 'identifier_id') }}
                then {{ organisation_key(
                    'known_company_number', 'identifier_scheme', 'identifier_id', 'null'
                ) }}
        end as identified_key
    from numbered

),

{# Whoever one notice of a procurement names by number is the same where another notice of it
   gives the name alone, if the name means but one there. #}
named_in_process as (

    select
        source_id,
        ocid,
        normalised_name,
        min(identified_key) as organisation_key,
        min(known_company_number) as company_number
    from keyed
    where identified_key is not null and normalised_name is not null
    group by source_id, ocid, normalised_name
    having count(distinct identified_key) = 1

),

final as (

    select
        keyed.source_id,
        keyed.ocid,
        keyed.release_id,
        keyed.party_id,
        keyed.party_name,
        keyed.roles,
        keyed.identifier_scheme,
        keyed.identifier_id,
        keyed.additional_identifiers,
        keyed.scale,
        keyed.is_sme,
        keyed.is_vcse,
        keyed.postcode,
        coalesce(
            keyed.known_company_number,
            case when keyed.identified_key is null then named_in_process.company_number end
        ) as company_number,
        keyed.normalised_name,
        case
            when keyed.known_company_number is not null then 'company_number'
            when keyed.identified_key is not null then 'notice_identifier'
            when named_in_process.company_number is not null then 'company_number'
            when named_in_process.organisation_key is not null then 'notice_identifier'
            when publisher_names.organisation_key is not null then 'publisher_declaration'
            when keyed.normalised_name is not null then 'name_only'
        end as identified_by,
        coalesce(
            keyed.identified_key,
            named_in_process.organisation_key,
            publisher_names.organisation_key,
            {{ organisation_key('null', 'null', 'null', 'keyed.normalised_name') }}
        ) as organisation_key
    from keyed
    left join named_in_process
        on
            {{ is_of_process('keyed', 'named_in_process') }}
            and keyed.normalised_name = named_in_process.normalised_name
    left join publisher_names
        on keyed.normalised_name = publisher_names.normalised_name

)

select * from final

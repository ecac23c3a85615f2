with

source as (

    select * from {{ source('lists_by_hand', 'entries') }}

),

final as (

    select
        trim(list_kind) as list_kind,
        trim(list_id) as list_id,
        {{ parse_published_date('list_as_of', "'ymd'") }} as list_as_of_date,
        list_as_of as list_as_of_text,
        nullif(trim(organisation_name), '') as organisation_name,
        nullif(trim(scheme), '') as scheme,
        case
            when trim(scheme) = 'GB-COH' then {{ clean_company_number('identifier') }}
            else nullif(trim(identifier), '')
        end as identifier,
        identifier as identifier_text,
        trim(fact) as fact,
        {{ parse_published_date('valid_from', "'ymd'") }} as valid_from_date,
        valid_from as valid_from_text,
        {{ parse_published_date('valid_to', "'ymd'") }} as valid_to_date,
        valid_to as valid_to_text,
        trim(source_url) as list_url,
        {{ provenance() }}
    from source

)

select * from final

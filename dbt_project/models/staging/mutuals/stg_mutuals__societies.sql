with

source as (

    select * from {{ source('mutuals', 'societies') }}

),

final as (

    select
        trim(society_number) as society_number_text,
        {{ part('trim(society_number)', '^0*([0-9]+)$', 1) }} as society_number,
        nullif(trim(society_suffix), '') as society_suffix,
        nullif(trim(full_registration_number), '') as mutual_number,
        nullif(trim(society_name), '') as society_name,
        nullif(trim(registered_as), '') as registered_as,
        {{ parse_published_date('registration_date', "'dmy'") }} as registered_date,
        registration_date as registered_date_text,
        {{ parse_published_date('deregistration_date', "'dmy'") }} as deregistered_date,
        deregistration_date as deregistered_date_text,
        registration_act,
        nullif(trim(society_status), '') as society_status,
        {{ provenance() }}
    from source

)

select * from final

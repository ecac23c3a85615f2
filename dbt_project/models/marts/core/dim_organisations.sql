with

mentions as (

    select * from {{ ref('int_organisations_mentioned') }}

),

companies as (

    select * from {{ ref('int_companies_current') }}

),

registers as (

    select max(snapshot_month) as newest_month
    from companies

),

postcodes as (

    select * from {{ ref('int_postcodes_current') }}

),

forms as (

    select * from {{ ref('int_organisation_forms') }}

),

publishers as (

    select distinct organisation_key
    from {{ ref('int_publishers_identified') }}

),

best_mentions as (

    select *
    from mentions
    qualify row_number() over (
        partition by organisation_key
        order by
            mention_rank asc, organisation_name asc nulls last, organisation_class asc,
            identified_by asc, company_number asc nulls last
    ) = 1

),

known as (

    select
        organisation_key,
        max(company_number) as company_number,
        bool_or(identified_by = 'notice_identifier') as has_notice_identifier
    from mentions
    group by organisation_key

),

final as (

    select
        best_mentions.organisation_key,
        coalesce(
            companies.company_name, {{ without_addresses('best_mentions.organisation_name') }}
        ) as organisation_name,
        best_mentions.organisation_class,
        known.company_number,
        {# Who has left the register is found in an older one: it has a status no more. #}
        case
            when
                registers.newest_month is null
                or companies.snapshot_month = registers.newest_month
                then nullif(companies.company_status, '')
        end as company_status,
        companies.incorporated_date,
        companies.sic_code,
        companies.registered_postcode,
        postcodes.district_code as registered_district_code,
        coalesce(forms.ownership_form, 'unknown') as ownership_form,
        coalesce(forms.ownership_evidence, 'none') as ownership_evidence,
        forms.is_public_body,
        forms.public_body_evidence,
        forms.charity_number,
        forms.mutual_number,
        forms.ultimate_owner_company_number,
        forms.group_status,
        publishers.organisation_key is not null as is_publisher,
        case
            when known.company_number is not null then 'company_number'
            when publishers.organisation_key is not null then 'publisher_declaration'
            when known.has_notice_identifier then 'notice_identifier'
            else 'name_only'
        end as identified_by
    from best_mentions
    inner join known
        on best_mentions.organisation_key = known.organisation_key
    cross join registers
    left join companies
        on known.company_number = companies.company_number
    left join postcodes
        on companies.registered_postcode = postcodes.postcode
    left join forms
        on best_mentions.organisation_key = forms.organisation_key
    left join publishers
        on best_mentions.organisation_key = publishers.organisation_key

)

select * from final

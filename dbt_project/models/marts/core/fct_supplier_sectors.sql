with

organisations as (

    select * from {{ ref('dim_organisations') }}
    where company_number is not null

),

companies as (

    select * from {{ ref('int_companies_current') }}

),

sections as (

    select * from {{ ref('industry_sections') }}

),

registered as (

    select
        organisations.organisation_key,
        companies.company_number,
        companies.snapshot_month,
        coalesce(companies.sic_text, '')
        || ',' || coalesce(companies.sic_text_2, '')
        || ',' || coalesce(companies.sic_text_3, '')
        || ',' || coalesce(companies.sic_text_4, '') as sic_texts,
        companies._source_url,
        companies._raw_sha256,
        companies._part,
        companies._line,
        companies._fetched_at
    from organisations
    inner join companies
        on organisations.company_number = companies.company_number

),

{# Some carriers of the register write several codes into one cell. A description has commas too,
   but no piece of one begins with four digits. #}
pieces as (

    select
        organisation_key,
        {{ split_to_rows('sic_texts', ',') }} as piece
    from registered

),

codes as (

    select distinct
        organisation_key,
        {{ part('trim(piece)', '^([0-9]{4,5})([^0-9]|$)', 1) }} as sic_code
    from pieces

),

{# Four digits are a code of 2003, or one of 2007 that lost its nought: nobody can tell which.
   74990 and 99999 are the words of the register for a company that does not trade. #}
read_codes as (

    select
        codes.organisation_key,
        codes.sic_code,
        codes.sic_code in ('74990', '99999') as is_not_trading,
        sections.section_code,
        left(codes.sic_code, 2) as division_code,
        left(codes.sic_code, 4) as class_code
    from codes
    left join sections
        on
            length(codes.sic_code) = 5
            and left(codes.sic_code, 2) between sections.first_division and sections.last_division
    where codes.sic_code is not null

),

by_organisation as (

    select
        organisation_key,
        {{ distinct_list('sic_code') }} as sic_codes,
        count(*) as code_count,
        count(*) filter (where not is_not_trading and section_code is null) as unread_count,
        count(distinct case when not is_not_trading then section_code end) as section_count,
        count(distinct case when not is_not_trading then division_code end) as division_count,
        count(distinct case when not is_not_trading then class_code end) as class_count,
        min(case when not is_not_trading then section_code end) as section_code,
        min(case when not is_not_trading then division_code end) as division_code,
        min(case when not is_not_trading then class_code end) as class_code
    from read_codes
    group by organisation_key

),

judged as (

    select
        registered.*,
        by_organisation.sic_codes,
        coalesce(by_organisation.code_count, 0) as code_count,
        by_organisation.division_count,
        by_organisation.class_count,
        by_organisation.section_code,
        by_organisation.division_code,
        by_organisation.class_code,
        case
            when by_organisation.organisation_key is null then 'no_code'
            when by_organisation.unread_count > 0 then 'code_not_of_2007'
            when by_organisation.section_count = 0 then 'not_trading'
            when by_organisation.section_count > 1 then 'several_sections'
        end as sector_reason
    from registered
    left join by_organisation
        on registered.organisation_key = by_organisation.organisation_key

),

{# The register puts no code first: a sector is told as far down as all the codes agree. #}
final as (

    select
        organisation_key,
        company_number,
        sic_codes,
        code_count,
        case when sector_reason is null then section_code end as section_code,
        case when sector_reason is null and division_count = 1 then division_code end
            as division_code,
        case when sector_reason is null and class_count = 1 then class_code end as class_code,
        sector_reason,
        snapshot_month as register_month,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from judged

)

select * from final

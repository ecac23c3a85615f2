with

codes as (

    select * from {{ ref('stg_industries__codes') }}

),

sections as (

    select * from {{ ref('industry_sections') }}

),

named as (

    select
        {{ industry_code('industry_code') }} as industry_code,
        industry_name,
        parent_code,
        _fetched_at,
        _source_url,
        _raw_sha256,
        _part,
        _line
    from codes
    where {{ regex_matches('industry_code', '^[0-9]{2,5}$') }}

),

{# Where the register's list and the classification name a code, the classification does. #}
best_named as (

    select *
    from named
    qualify row_number() over (
        partition by industry_code
        order by
            case when parent_code is null then 1 else 0 end asc, _fetched_at desc,
            _source_url desc, _raw_sha256 asc, _part asc, _line asc
    ) = 1

),

{# A list that has only the finest codes still says which broader ones there are. #}
paths as (

    select industry_code from best_named
    {% for digits in (2, 3, 4) %}
        union distinct
        select left(industry_code, {{ digits }}) as industry_code
        from best_named
        where length(industry_code) > {{ digits }}
    {% endfor %}

),

leveled as (

    select
        paths.industry_code,
        case length(paths.industry_code)
            when 2 then 'division'
            when 3 then 'group'
            when 4 then 'class'
            else 'subclass'
        end as industry_level,
        best_named.industry_name,
        case
            when length(paths.industry_code) = 2 then sections.section_code
            else left(paths.industry_code, length(paths.industry_code) - 1)
        end as parent_code,
        sections.section_code,
        left(paths.industry_code, 2) as division_code
    from paths
    left join best_named
        on paths.industry_code = best_named.industry_code
    left join sections
        on left(paths.industry_code, 2) between sections.first_division and sections.last_division

    union all

    select
        section_code as industry_code,
        'section' as industry_level,
        section_name as industry_name,
        cast(null as string) as parent_code,
        section_code,
        cast(null as string) as division_code
    from sections

),

final as (

    select
        industry_code,
        industry_level,
        industry_name,
        parent_code,
        section_code,
        division_code
    from leveled

)

select * from final

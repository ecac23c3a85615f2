{{ config(materialized='view') }}

with

facts as (

    select * from {{ ref('fct_supplier_facts') }}

),

sizes as (

    select * from {{ ref('fct_supplier_sizes') }}

),

sme_checks as (

    select
        organisation_key,
        'declared_sme' as check_id,
        declared_sme_count + declared_not_sme_count as declared_count,
        concat(
            'small or medium-sized: yes of ', cast(declared_sme_count as string),
            ', no of ', cast(declared_not_sme_count as string)
        ) as declared_text,
        case
            when evidence_tier = 'statutory_filing'
                then concat(
                    size_band,
                    coalesce('; staff ' || employer_size, ''),
                    case
                        when payment_report_date is not null
                            then '; reports on payment practices'
                        else ''
                    end,
                    coalesce('; accounts ' || account_category, '')
                )
        end as evidence_text,
        case
            when evidence_tier = 'statutory_filing'
                then greatest(employer_size_date, payment_report_date, account_category_date)
        end as evidence_date,
        case
            when coalesce(evidence_tier, '') <> 'statutory_filing' then 'registers_do_not_say'
            when size_band = 'conflicting' then 'registers_conflict'
            when is_declared_otherwise then 'differs'
            else 'agrees'
        end as finding
    from sizes
    where declared_sme_count + declared_not_sme_count > 0

),

categories as (

    select
        organisation_key,
        max(value_text) as company_category,
        bool_or(
            value_text in (
                'Community Interest Company', 'Charitable Incorporated Organisation',
                'Scottish Charitable Incorporated Organisation', 'Registered Society',
                'Industrial and Provident Society'
            )
        ) as is_social,
        max(fact_date) as company_category_date
    from facts
    where fact_kind = 'company_category'
    group by organisation_key

),

social_declarations as (

    select
        organisation_key,
        count(*) as declared_count,
        count(*) filter (where value_text = 'true') as declared_vcse_count
    from facts
    where fact_kind = 'declared_vcse'
    group by organisation_key

),

vcse_checks as (

    select
        social_declarations.organisation_key,
        'declared_vcse' as check_id,
        social_declarations.declared_count,
        concat(
            'voluntary, community or social: yes of ',
            cast(social_declarations.declared_vcse_count as string), ', no of ',
            cast(
                social_declarations.declared_count
                - social_declarations.declared_vcse_count as string
            )
        ) as declared_text,
        categories.company_category as evidence_text,
        categories.company_category_date as evidence_date,
        case
            when categories.company_category is null then 'registers_do_not_say'
            when
                categories.is_social
                and social_declarations.declared_vcse_count = social_declarations.declared_count
                then 'agrees'
            when categories.is_social then 'differs'
            when social_declarations.declared_vcse_count > 0 then 'not_shown_by_the_register'
            {# A company limited by guarantee is often a charity, and often none. #}
            when categories.company_category like 'PRI/L%' then 'registers_do_not_say'
            else 'agrees'
        end as finding
    from social_declarations
    left join categories
        on social_declarations.organisation_key = categories.organisation_key

),

final as (

    select * from sme_checks
    union all
    select * from vcse_checks

)

select * from final

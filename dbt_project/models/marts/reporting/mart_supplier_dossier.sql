with

facts as (

    select * from {{ ref('fct_supplier_facts') }}

),

organisations as (

    select * from {{ ref('dim_organisations') }}

),

final as (

    select
        {{ surrogate_key(['facts.fact_key']) }} as row_key,
        facts.fact_key,
        facts.organisation_key,
        organisations.organisation_name,
        facts.company_number,
        facts.fact_kind,
        facts.fact_date,
        facts.value_text,
        facts.unit,
        facts.source_id,
        facts.evidence_tier,
        facts.as_of_date,
        facts.source_age_days,
        facts.fact_age_days,
        row_number() over (
            partition by facts.organisation_key, facts.fact_kind
            order by facts.fact_date desc nulls last, facts.as_of_date desc, facts.fact_key asc
        ) = 1 as is_latest,
        facts._source_url,
        facts._raw_sha256,
        facts._line
    from facts
    inner join organisations
        on facts.organisation_key = organisations.organisation_key

)

select * from final

with

facts as (

    select * from {{ ref('fct_supplier_facts') }}

),

evidence as (

    select * from {{ ref('size_evidence') }}

),

organisations as (

    select *
    from {{ ref('dim_organisations') }}
    where company_number is not null

),

latest as (

    select *
    from facts
    where fact_kind in ('employer_size', 'account_category', 'payment_report_filed')
    qualify row_number() over (
        partition by organisation_key, fact_kind
        order by
            fact_date desc nulls last, _fetched_at desc, _raw_sha256 asc, _part asc, _line desc
    ) = 1

),

judged as (

    select
        latest.organisation_key,
        latest.fact_kind,
        latest.fact_date,
        latest.value_text,
        coalesce(evidence.size_band, 'unknown') as size_band
    from latest
    left join evidence
        on
            latest.fact_kind = evidence.fact_kind
            and case
                when latest.fact_kind = 'payment_report_filed' then 'any'
                else latest.value_text
            end = evidence.value_text

),

by_filing as (

    select
        organisation_key,
        max(case when fact_kind = 'employer_size' then value_text end) as employer_size,
        max(case when fact_kind = 'employer_size' then fact_date end) as employer_size_date,
        max(case when fact_kind = 'payment_report_filed' then fact_date end)
            as payment_report_date,
        max(case when fact_kind = 'account_category' then value_text end) as account_category,
        max(case when fact_kind = 'account_category' then fact_date end) as account_category_date,
        count(*) filter (where size_band = 'large') as large_count,
        count(*) filter (where size_band = 'sme') as sme_count
    from judged
    group by organisation_key

),

by_declaration as (

    select
        organisation_key,
        count(*) filter (where value_text = 'true') as declared_sme_count,
        count(*) filter (where value_text = 'false') as declared_not_sme_count,
        max(fact_date) as declared_date
    from facts
    where fact_kind = 'declared_sme'
    group by organisation_key

),

{# What a company filed is believed before what was said of it on a notice. #}
banded as (

    select
        organisations.organisation_key,
        organisations.company_number,
        by_filing.employer_size,
        by_filing.employer_size_date,
        by_filing.payment_report_date,
        by_filing.account_category,
        by_filing.account_category_date,
        coalesce(by_filing.large_count, 0) as large_count,
        coalesce(by_filing.sme_count, 0) as sme_count,
        coalesce(by_declaration.declared_sme_count, 0) as declared_sme_count,
        coalesce(by_declaration.declared_not_sme_count, 0) as declared_not_sme_count,
        by_declaration.declared_date
    from organisations
    left join by_filing
        on organisations.organisation_key = by_filing.organisation_key
    left join by_declaration
        on organisations.organisation_key = by_declaration.organisation_key

),

final as (

    select
        organisation_key,
        company_number,
        case
            when large_count > 0 and sme_count > 0 then 'conflicting'
            when large_count > 0 then 'large'
            when sme_count > 0 then 'sme'
            when declared_sme_count > 0 and declared_not_sme_count > 0 then 'conflicting'
            when declared_sme_count > 0 then 'declared_sme'
            when declared_not_sme_count > 0 then 'declared_large'
            else 'unknown'
        end as size_band,
        case
            when large_count + sme_count > 0 then 'statutory_filing'
            when declared_sme_count + declared_not_sme_count > 0 then 'self_declared'
        end as evidence_tier,
        employer_size,
        employer_size_date,
        payment_report_date,
        account_category,
        account_category_date,
        declared_sme_count,
        declared_not_sme_count,
        declared_date,
        (large_count > 0 and declared_sme_count > 0)
        or (sme_count > 0 and declared_not_sme_count > 0) as is_declared_otherwise
    from banded

)

select * from final

with

pay_gaps as (

    select * from {{ ref('int_pay_gap_facts') }}

),

slavery_statements as (

    select * from {{ ref('int_modern_slavery_facts') }}

),

payment_reports as (

    select * from {{ ref('int_payment_practice_facts') }}

),

company_facts as (

    select * from {{ ref('int_company_facts') }}

),

entries as (

    select * from {{ ref('fct_listed_entries') }}

),

award_suppliers as (

    select * from {{ ref('fct_award_suppliers') }}

),

awards as (

    select * from {{ ref('fct_awards') }}

),

organisations as (

    select *
    from {{ ref('dim_organisations') }}
    where company_number is not null

),

nights as (

    select cast(max(left(_fetched_at, 10)) as date) as night_date
    from {{ ref('fct_deliveries') }}

),

of_companies as (

    select * from pay_gaps
    union all
    select * from slavery_statements
    union all
    select * from payment_reports
    union all
    select * from company_facts

),

declared as (

    select
        award_suppliers.*,
        awards.awarded_date as fact_date,
        cast(left(award_suppliers._fetched_at, 10) as date) as as_of_date
    from award_suppliers
    inner join awards
        on award_suppliers.award_key = awards.award_key
    where award_suppliers.company_number is not null

),

{# What a notice says of a supplier is what the supplier told the buyer of itself. #}
declarations as (

    select
        company_number,
        'declared_sme' as fact_kind,
        fact_date,
        cast(stated_sme as string) as value_text,
        'flag' as unit,
        award_supplier_key as stated_in,
        source_id,
        as_of_date,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from declared
    where stated_sme is not null
    union all
    select
        company_number,
        'declared_vcse' as fact_kind,
        fact_date,
        cast(stated_vcse as string) as value_text,
        'flag' as unit,
        award_supplier_key as stated_in,
        source_id,
        as_of_date,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from declared
    where stated_vcse is not null

),

stated as (

    select
        organisations.organisation_key,
        organisations.company_number,
        of_companies.fact_kind,
        of_companies.fact_date,
        {{ without_addresses('of_companies.value_text') }} as value_text,
        of_companies.value_number,
        of_companies.unit,
        of_companies.source_id,
        of_companies.evidence_tier,
        of_companies.as_of_date,
        cast(null as string) as stated_in,
        of_companies._source_url,
        of_companies._raw_sha256,
        of_companies._part,
        of_companies._line,
        of_companies._fetched_at
    from of_companies
    inner join organisations
        on of_companies.company_number = organisations.company_number
    union all
    select
        organisations.organisation_key,
        organisations.company_number,
        declarations.fact_kind,
        declarations.fact_date,
        declarations.value_text,
        cast(null as decimal(18, 4)) as value_number,
        declarations.unit,
        declarations.source_id,
        'self_declared' as evidence_tier,
        declarations.as_of_date,
        declarations.stated_in,
        declarations._source_url,
        declarations._raw_sha256,
        declarations._part,
        declarations._line,
        declarations._fetched_at
    from declarations
    inner join organisations
        on declarations.company_number = organisations.company_number
    union all
    select
        organisations.organisation_key,
        organisations.company_number,
        'listed_' || entries.list_kind as fact_kind,
        coalesce(entries.valid_from_date, entries.list_as_of_date) as fact_date,
        entries.fact as value_text,
        cast(null as decimal(18, 4)) as value_number,
        'word' as unit,
        'lists_by_hand' as source_id,
        entries.evidence_tier,
        entries.list_as_of_date as as_of_date,
        entries.list_id as stated_in,
        entries._source_url,
        entries._raw_sha256,
        entries._part,
        entries._line,
        entries._fetched_at
    from entries
    inner join organisations
        on entries.organisation_key = organisations.organisation_key

),

final as (

    select
        {{ surrogate_key([
            'stated.organisation_key', 'stated.fact_kind', 'stated.stated_in',
            'stated._raw_sha256', 'stated._part', 'stated._line'
        ]) }} as fact_key,
        stated.organisation_key,
        stated.company_number,
        stated.fact_kind,
        stated.fact_date,
        stated.value_text,
        stated.value_number,
        stated.unit,
        stated.source_id,
        stated.evidence_tier,
        stated.as_of_date,
        {{ days_between('stated.as_of_date', 'nights.night_date') }} as source_age_days,
        {{ days_between('stated.fact_date', 'nights.night_date') }} as fact_age_days,
        stated._source_url,
        stated._raw_sha256,
        stated._part,
        stated._line,
        stated._fetched_at
    from stated
    cross join nights

)

select * from final

with

suppliers as (

    select
        *,
        {{ surrogate_key(['source_id', 'ocid', 'award_id', 'supplier_number']) }}
            as award_supplier_key,
        supplier_name as supplier_name_text
    from {{ ref('int_award_suppliers_identified') }}
    where
        company_number is null
        and normalised_name is not null
        and supplier_name is not null
        and supplier_class not in ('person', 'redacted', 'public_body')
        and coalesce(identified_by, 'name_only') <> 'publisher_declaration'

),

awards as (

    select * from {{ ref('int_awards') }}

),

candidates as (

    select * from {{ ref('int_company_candidates') }}

),

companies as (

    select * from {{ ref('int_companies_current') }}

),

corrections as (

    select * from {{ ref('match_corrections') }}

),

meant as (

    select *
    from candidates
    where candidate_tier is not null

),

shared_names as (

    select distinct
        named_by,
        supplier_name_text
    from candidates
    where is_shared_name

),

compared as (

    select
        suppliers.*,
        awards.awarded_date,
        meant.company_number as candidate_number,
        meant.candidate_tier,
        meant.probability as candidate_probability,
        case
            when meant.company_number is null and shared_names.supplier_name_text is not null
                then 'several_companies_of_the_name'
            when meant.company_number is null then 'no_company_likely_enough'
            when companies.incorporated_date > awards.awarded_date
                then 'company_younger_than_award'
            when meant.name_until_date < awards.awarded_date then 'name_given_up_before_award'
        end as candidate_fault
    from suppliers
    left join awards
        on
            suppliers.source_id = awards.source_id
            and suppliers.ocid = awards.ocid
            and suppliers.award_id = awards.award_id
    left join meant
        on
            suppliers.named_by = meant.named_by
            and suppliers.supplier_name_text = meant.supplier_name_text
    left join shared_names
        on
            suppliers.named_by = shared_names.named_by
            and suppliers.supplier_name_text = shared_names.supplier_name_text
    left join companies
        on meant.company_number = companies.company_number

),

decided as (

    select
        *,
        case when candidate_fault is null then candidate_tier else 'none' end as decided_tier,
        case when candidate_fault is null then candidate_number end as decided_number,
        case when candidate_fault is null then candidate_probability end as decided_probability
    from compared

),

{# As with payees, a correction stands against the company that the name leads to, and only while
   it leads there; the days of awards are none of its business. #}
matched as (

    select
        decided.award_supplier_key,
        decided.source_id,
        decided.ocid,
        decided.award_id,
        decided.supplier_number,
        decided.supplier_name_text,
        decided.supplier_organisation_key,
        decided.supplier_class,
        decided.identified_by,
        decided.named_by,
        decided.awarded_date,
        {{ corrected_match(
            'decided.decided_tier', 'decided.candidate_fault', 'decided.decided_number',
            'decided.decided_probability'
        ) }},
        decided._source_url,
        decided._raw_sha256,
        decided._part,
        decided._line,
        decided._fetched_at
    from decided
    left join corrections
        on
            decided.source_id = corrections.publisher_id
            and decided.supplier_name_text = corrections.supplier_name
            and coalesce(decided.candidate_number, 'none') = corrections.company_number_found

),

rivals as (

    {{ rivals_of('matched', 'candidates', 'award_supplier_key') }}

),

named as (

    select
        matched.*,
        companies.company_name,
        companies.incorporated_date,
        rivals.company_number as rival_company_number,
        rivals.company_name as rival_company_name,
        rivals.probability as rival_probability,
        rivals.same_name_count,
        rivals.same_former_name_count,
        next_rivals.company_number as next_rival_company_number,
        next_rivals.company_name as next_rival_company_name,
        next_rivals.probability as next_rival_probability,
        coalesce(rivals.rival_count, 0) as rival_count
    from matched
    left join companies
        on matched.company_number = companies.company_number
    left join rivals
        on matched.award_supplier_key = rivals.award_supplier_key and rivals.rival_place = 1
    left join rivals as next_rivals
        on
            matched.award_supplier_key = next_rivals.award_supplier_key
            and next_rivals.rival_place = 2

),

final as (

    select
        award_supplier_key,
        {{ surrogate_key(['source_id', 'ocid', 'award_id']) }} as award_key,
        {{ surrogate_key(['source_id', 'ocid']) }} as process_key,
        source_id,
        ocid,
        award_id,
        cast(supplier_number as bigint) as supplier_number,
        {{ without_addresses('supplier_name_text') }} as supplier_name,
        supplier_organisation_key,
        supplier_class,
        identified_by,
        awarded_date,
        match_tier,
        unmatched_reason,
        company_number,
        company_name,
        incorporated_date,
        probability,
        {{ match_evidence('notice') }} as evidence,
        cast(rival_count as bigint) as rival_count,
        rival_company_number,
        rival_company_name,
        rival_probability,
        next_rival_company_number,
        next_rival_company_name,
        next_rival_probability,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from named

)

select * from final

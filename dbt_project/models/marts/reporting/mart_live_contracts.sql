with

contracts as (

    select *
    from {{ ref('fct_contracts') }}
    where is_counted or (is_cancelled and duplicate_of_contract_key is null)

),

suppliers as (

    select * from {{ ref('fct_award_suppliers') }}

),

nights as (

    select cast(max(left(_fetched_at, 10)) as date) as as_of_date
    from {{ ref('fct_deliveries') }}

),

dated as (

    select
        contracts.*,
        nights.as_of_date,
        {{ agreement_state('nights.as_of_date') }} as state
    from contracts
    cross join nights

),

final as (

    select
        {{ surrogate_key(['dated.contract_key', 'coalesce(suppliers.supplier_number, 1)']) }}
            as row_key,
        dated.contract_key,
        cast(coalesce(suppliers.supplier_number, 1) as bigint) as supplier_number,
        dated.state,
        dated.source_id,
        dated.ocid,
        dated.award_id,
        dated.contract_id,
        dated.contract_basis,
        dated.status,
        dated.buyer_name,
        dated.buyer_organisation_key,
        suppliers.supplier_name,
        suppliers.supplier_organisation_key,
        suppliers.supplier_class,
        suppliers.company_number,
        suppliers.stated_sme,
        suppliers.stated_vcse,
        dated.supplier_count,
        dated.title,
        dated.cpv_code,
        dated.cpv_division,
        dated.main_category,
        dated.regime,
        dated.competition,
        dated.is_framework,
        dated.framework_ocid,
        dated.contract_gbp as value_gbp,
        dated.value_kind,
        dated.vat_basis,
        dated.is_value_row
        and dated.is_counted
        and coalesce(suppliers.supplier_number, 1) = 1 as is_value_row,
        dated.start_date,
        dated.end_date,
        dated.latest_end_date,
        dated.end_date_quality,
        dated.notice_url,
        dated.as_of_date,
        dated._source_url,
        dated._raw_sha256,
        dated._part,
        dated._line,
        dated._fetched_at
    from dated
    left join suppliers
        on dated.award_key = suppliers.award_key

)

select * from final

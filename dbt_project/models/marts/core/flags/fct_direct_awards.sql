{{ config(materialized='view') }}

with

{# One kind of money, on one VAT basis, once: so that it adds up. #}
contracts as (

    select
        *,
        coalesce(awarded_date, signed_date) as decided_date
    from {{ ref('fct_contracts') }}
    where
        competition = 'direct'
        and value_kind = 'contract'
        and is_value_row
        and is_counted
        and not coalesce(is_cancelled, false)
        and value_gross_gbp > 0
        and buyer_organisation_key is not null

),

thresholds as (

    select * from {{ ref('fct_process_thresholds') }}

),

organisations as (

    select * from {{ ref('dim_organisations') }}
    where identified_by in ('company_number', 'notice_identifier')

),

final as (

    select
        contracts.contract_key,
        contracts.award_key,
        contracts.process_key,
        contracts.buyer_organisation_key,
        case when contracts.supplier_count = 1 then organisations.organisation_key end
            as supplier_organisation_key,
        contracts.cpv_code,
        contracts.decided_date,
        contracts.value_gross_gbp as contract_gross_gbp,
        thresholds.threshold_gbp
    from contracts
    inner join thresholds
        on contracts.process_key = thresholds.process_key
    left join organisations
        on contracts.supplier_organisation_key = organisations.organisation_key
    where contracts.decided_date is not null

)

select * from final

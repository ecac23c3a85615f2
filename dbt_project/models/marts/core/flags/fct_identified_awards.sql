{{ config(materialized='view') }}

with

contracts as (

    select
        *,
        coalesce(awarded_date, signed_date) as decided_date
    from {{ ref('fct_contracts') }}
    where
        is_counted
        and supplier_count = 1
        and not coalesce(is_cancelled, false)
        and buyer_organisation_key is not null

),

{# Nobody is counted by name alone: two firms may share one. #}
organisations as (

    select * from {{ ref('dim_organisations') }}
    where identified_by in ('company_number', 'notice_identifier')

),

final as (

    select
        contracts.contract_key,
        contracts.award_key,
        contracts.process_key,
        contracts.source_id,
        contracts.buyer_organisation_key,
        organisations.organisation_key as supplier_organisation_key,
        contracts.cpv_division,
        contracts.decided_date
    from contracts
    inner join organisations
        on contracts.supplier_organisation_key = organisations.organisation_key
    where contracts.decided_date is not null

)

select * from final

{{ config(materialized='view') }}

with

contracts as (

    select
        *,
        coalesce(awarded_date, signed_date) as decided_date
    from {{ ref('fct_contracts') }}
    where
        competition = 'direct'
        and value_kind = 'contract'
        and is_counted
        and not coalesce(is_cancelled, false)
        and buyer_organisation_key is not null

),

awards as (

    select * from {{ ref('fct_awards') }}

),

states as (

    select * from {{ ref('int_agreement_states') }}

),

changes as (

    select * from {{ ref('fct_contract_changes') }}
    where is_stated and not is_proposed

),

first_stated as (

    select
        contract_key,
        release_number,
        value_gross_gbp
    from states
    where value_gbp is not null
    qualify row_number() over (partition by contract_key order by release_number asc) = 1

),

first_changed as (

    select
        changes.contract_key,
        min(states.release_number) as release_number
    from changes
    inner join states
        on
            changes.contract_key = states.contract_key
            and changes.release_id = states.release_id
    group by changes.contract_key

),

{# A contract's value is as last changed. What was awarded is what stood before, and nobody knows
   that where the first notice with a value is already one of a change. #}
as_awarded as (

    select
        first_stated.contract_key,
        first_stated.value_gross_gbp
    from first_stated
    left join first_changed
        on first_stated.contract_key = first_changed.contract_key
    where
        first_stated.value_gross_gbp > 0
        and first_stated.release_number
        < coalesce(first_changed.release_number, first_stated.release_number + 1)

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
        as_awarded.value_gross_gbp as contract_gross_gbp,
        thresholds.threshold_gbp
    from contracts
    inner join as_awarded
        on contracts.contract_key = as_awarded.contract_key
    inner join thresholds
        on contracts.process_key = thresholds.process_key
    left join awards
        on contracts.award_key = awards.award_key
    left join organisations
        on contracts.supplier_organisation_key = organisations.organisation_key
    where contracts.decided_date is not null
    {# One figure on several contracts of the same lots is counted once, as is_value_row does for
       what the values are now. #}
    qualify row_number() over (
        partition by
            contracts.process_key, as_awarded.value_gross_gbp, coalesce(awards.related_lots, '')
        order by contracts.contract_id asc
    ) = 1

)

select * from final

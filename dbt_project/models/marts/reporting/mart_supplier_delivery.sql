with

contracts as (

    select *
    from {{ ref('fct_contracts') }}
    where is_counted and not is_cancelled

),

award_suppliers as (

    select * from {{ ref('fct_award_suppliers') }}

),

organisations as (

    select * from {{ ref('dim_organisations') }}

),

performance as (

    select * from {{ ref('fct_contract_performance') }}

),

changes as (

    select *
    from {{ ref('fct_contract_changes') }}
    where not is_proposed

),

duties as (

    select * from {{ ref('fct_contract_duties') }}

),

{# Nothing is held against a name alone: suppliers known by no identifier stand together. #}
identified as (

    select organisation_key
    from organisations
    where identified_by <> 'name_only'

),

contract_suppliers as (

    select distinct
        contracts.contract_key,
        identified.organisation_key,
        case
            when award_suppliers.supplier_organisation_key is null then 'withheld'
            when identified.organisation_key is null then 'name_only'
            else 'identified'
        end as supplier_group,
        contracts.supplier_count > 1 as is_shared
    from contracts
    inner join award_suppliers
        on contracts.award_key = award_suppliers.award_key
    left join identified
        on award_suppliers.supplier_organisation_key = identified.organisation_key

),

{# A failure is of the supplier that the notice names, else of the only one there is. #}
named_failures as (

    select
        performance.performance_key,
        identified.organisation_key,
        case when identified.organisation_key is null then 'name_only' else 'identified' end
            as supplier_group
    from performance
    inner join contracts
        on performance.contract_key = contracts.contract_key
    left join identified
        on performance.supplier_organisation_key = identified.organisation_key
    where
        performance.kind = 'failure'
        and performance.supplier_organisation_key is not null

),

other_events as (

    select
        performance.performance_key,
        contract_suppliers.organisation_key,
        contract_suppliers.supplier_group,
        contract_suppliers.is_shared
    from performance
    inner join contract_suppliers
        on performance.contract_key = contract_suppliers.contract_key
    left join named_failures
        on performance.performance_key = named_failures.performance_key
    where named_failures.performance_key is null

),

attributed as (

    select
        performance_key,
        organisation_key,
        supplier_group,
        false as is_shared
    from named_failures
    union all
    select
        performance_key,
        organisation_key,
        supplier_group,
        is_shared
    from other_events

),

events as (

    select
        attributed.organisation_key,
        attributed.supplier_group,
        attributed.is_shared,
        performance.contract_key,
        performance.kind,
        performance.is_normal_completion,
        performance.termination_reason,
        performance.kind = 'metric'
        and coalesce(performance.measure, performance.rating) is not null as is_result,
        performance.kind = 'failure' and (
            performance.penalty_date is not null
            or performance.penalty_type is not null
            or coalesce(performance.is_partial_termination, false)
        ) as is_penalised,
        coalesce(performance.decided_date, performance.published_date) as event_date
    from attributed
    inner join performance
        on attributed.performance_key = performance.performance_key

),

{# Several reasons for one ending are one ending: as agreed only when all of them say so. #}
endings as (

    select
        supplier_group,
        organisation_key,
        contract_key,
        is_shared,
        case
            when min(case when is_normal_completion then 1 else 0 end) = 1 then 'as_agreed'
            when max(case when not is_normal_completion then 1 else 0 end) = 1 then 'otherwise'
            else 'unclear'
        end as ending,
        max(event_date) as ended_date,
        {{ distinct_list('case when not is_normal_completion then termination_reason end') }}
            as reasons
    from events
    where kind = 'termination'
    group by supplier_group, organisation_key, contract_key, is_shared

),

endings_by_supplier as (

    select
        supplier_group,
        organisation_key,
        count(*) filter (where ending = 'as_agreed') as ended_as_agreed_count,
        count(*) filter (where ending = 'otherwise' and not is_shared) as ended_otherwise_count,
        count(*) filter (where ending = 'otherwise' and is_shared) as shared_ended_otherwise_count,
        count(*) filter (where ending = 'unclear') as ended_unclear_count,
        max(case when ending = 'otherwise' and not is_shared then ended_date end)
            as last_ended_otherwise_date,
        {{ distinct_list('case when not is_shared then reasons end') }} as ended_otherwise_reasons
    from endings
    group by supplier_group, organisation_key

),

events_by_supplier as (

    select
        supplier_group,
        organisation_key,
        count(*) filter (where is_result) as results_count,
        count(*) filter (where kind = 'failure' and not is_shared) as failure_count,
        count(*) filter (where is_penalised and not is_shared) as penalised_failure_count,
        count(*) filter (where kind = 'failure' and is_shared) as shared_failure_count,
        min(case when kind = 'failure' and not is_shared then event_date end)
            as first_failure_date,
        max(case when kind = 'failure' and not is_shared then event_date end) as last_failure_date
    from events
    group by supplier_group, organisation_key

),

changes_by_contract as (

    select
        contract_key,
        count(*) as change_count,
        max(coalesce(changed_date, published_date)) as last_changed_date
    from changes
    group by contract_key

),

noticed as (

    select contract_key from performance
    where kind <> 'agreed_metric'
    union
    select contract_key from changes

),

duties_by_contract as (

    select
        contract_key,
        max(case when status <> 'not_judged' then 1 else 0 end) as is_owed,
        max(case when status = 'not_judged' then 1 else 0 end) as is_perhaps_owed
    from duties
    where duty_id in ('key_indicators', 'performance')
    group by contract_key

),

contracts_by_supplier as (

    select
        contract_suppliers.supplier_group,
        contract_suppliers.organisation_key,
        count(*) as contract_count,
        count(*) filter (where contract_suppliers.is_shared) as shared_contract_count,
        count(*) filter (where contracts.regime = 'act_2023') as act_contract_count,
        count(*) filter (where duties_by_contract.is_owed = 1) as duty_contract_count,
        count(*) filter (
            where duties_by_contract.is_perhaps_owed = 1 and duties_by_contract.is_owed = 0
        ) as duty_unknown_contract_count,
        count(noticed.contract_key) as noticed_contract_count,
        count(changes_by_contract.contract_key) as changed_contract_count,
        cast(coalesce(sum(changes_by_contract.change_count), 0) as bigint) as change_count,
        max(changes_by_contract.last_changed_date) as last_changed_date,
        min(contracts.awarded_date) as first_awarded_date,
        max(contracts.awarded_date) as last_awarded_date
    from contract_suppliers
    inner join contracts
        on contract_suppliers.contract_key = contracts.contract_key
    left join duties_by_contract
        on contract_suppliers.contract_key = duties_by_contract.contract_key
    left join noticed
        on contract_suppliers.contract_key = noticed.contract_key
    left join changes_by_contract
        on contract_suppliers.contract_key = changes_by_contract.contract_key
    group by contract_suppliers.supplier_group, contract_suppliers.organisation_key

),

{# A failure can name a supplier that no award names. #}
suppliers as (

    select
        supplier_group,
        organisation_key
    from contracts_by_supplier
    union
    select
        supplier_group,
        organisation_key
    from events_by_supplier

),

final as (

    select
        {{ surrogate_key(['suppliers.supplier_group', 'suppliers.organisation_key']) }} as row_key,
        suppliers.supplier_group,
        suppliers.organisation_key as supplier_organisation_key,
        organisations.organisation_name as supplier_name,
        organisations.company_number,
        organisations.identified_by,
        coalesce(awarded.contract_count, 0) as contract_count,
        coalesce(awarded.shared_contract_count, 0) as shared_contract_count,
        coalesce(awarded.act_contract_count, 0) as act_contract_count,
        coalesce(awarded.duty_contract_count, 0) as duty_contract_count,
        coalesce(awarded.duty_unknown_contract_count, 0) as duty_unknown_contract_count,
        coalesce(awarded.noticed_contract_count, 0) as noticed_contract_count,
        coalesce(events.results_count, 0) as results_count,
        coalesce(events.failure_count, 0) as failure_count,
        coalesce(events.penalised_failure_count, 0) as penalised_failure_count,
        coalesce(events.shared_failure_count, 0) as shared_failure_count,
        events.first_failure_date,
        events.last_failure_date,
        coalesce(endings.ended_as_agreed_count, 0) as ended_as_agreed_count,
        coalesce(endings.ended_otherwise_count, 0) as ended_otherwise_count,
        coalesce(endings.shared_ended_otherwise_count, 0) as shared_ended_otherwise_count,
        coalesce(endings.ended_unclear_count, 0) as ended_unclear_count,
        endings.ended_otherwise_reasons,
        endings.last_ended_otherwise_date,
        coalesce(awarded.changed_contract_count, 0) as changed_contract_count,
        coalesce(awarded.change_count, 0) as change_count,
        awarded.last_changed_date,
        awarded.first_awarded_date,
        awarded.last_awarded_date
    from suppliers
    left join contracts_by_supplier as awarded
        on
            suppliers.supplier_group = awarded.supplier_group
            and suppliers.organisation_key is not distinct from awarded.organisation_key
    left join events_by_supplier as events
        on
            suppliers.supplier_group = events.supplier_group
            and suppliers.organisation_key is not distinct from events.organisation_key
    left join endings_by_supplier as endings
        on
            suppliers.supplier_group = endings.supplier_group
            and suppliers.organisation_key is not distinct from endings.organisation_key
    left join organisations
        on suppliers.organisation_key = organisations.organisation_key

)

select * from final

with

contracts as (

    select *
    from {{ ref('fct_contracts') }}
    where is_counted and not is_cancelled

),

changes as (

    select
        *,
        row_number() over (
            partition by contract_key
            order by changed_date asc nulls first, published_date asc nulls first, change_key asc
        ) as change_number_in_time
    from {{ ref('fct_contract_changes') }}
    where not is_proposed

),

{# An indicator that is watched, and of which nothing is said yet, is no result. #}
performance as (

    select
        *,
        kind = 'metric' and coalesce(measure, rating) is not null as is_result
    from {{ ref('fct_contract_performance') }}

),

duties as (

    select * from {{ ref('fct_contract_duties') }}

),

changes_by_contract as (

    select
        contract_key,
        count(*) as change_count,
        {# A change of something else carries the value on as it was. #}
        count(*) filter (
            where value_after_gbp is not null and coalesce(value_change_gbp, 1) <> 0
        ) as value_change_count,
        count(distinct case when value_after_gbp is not null then vat_basis end) as basis_count,
        count(*) filter (
            where value_after_gbp is not null and value_change_gbp is null
        ) as incomparable_count,
        count(*) filter (where suppliers_added is not null or suppliers_removed is not null)
            as supplier_change_count,
        min_by(value_before_gbp, change_number_in_time) filter (
            where value_before_gbp is not null and value_after_gbp is not null
        ) as value_before_gbp,
        {{ last_stated('value_after_gbp', 'change_number_in_time') }} as value_after_gbp,
        {{ last_stated(
            'case when value_after_gbp is not null then vat_basis end', 'change_number_in_time'
        ) }} as change_vat_basis,
        min_by(end_date_before, change_number_in_time) filter (
            where end_date_before is not null and end_date_after is not null
        ) as end_date_before,
        {{ last_stated('end_date_after', 'change_number_in_time') }} as end_date_after,
        max(coalesce(changed_date, published_date)) as last_changed_date
    from changes
    group by contract_key

),

performance_by_contract as (

    select
        contract_key,
        count(distinct case when kind = 'agreed_metric' then metric_id end) as indicators_agreed,
        count(*) filter (where is_result) as results_count,
        max(case when is_result then period_end_date end) as last_result_date,
        {{ distinct_list('case when is_result then rating end') }} as ratings,
        count(*) filter (where kind = 'failure') as failure_count,
        max(case when kind = 'failure' then decided_date end) as last_failure_date,
        count(*) filter (where kind = 'failure' and is_partial_termination)
            as partial_termination_count,
        count(*) filter (where kind = 'termination') as termination_count,
        {{ distinct_list("case when kind = 'termination' then termination_reason end") }}
            as termination_reasons,
        {# Ended as agreed only when no reason given says otherwise. #}
        min(
            case
                when kind = 'termination' and is_normal_completion then 1
                when kind = 'termination' and not is_normal_completion then 0
            end
        ) as normal_completion,
        count(*) filter (where kind = 'termination' and is_normal_completion is null)
            as unclear_termination_count
    from performance
    group by contract_key

),

results as (

    select distinct
        contract_key,
        metric_id
    from performance
    where is_result and metric_id is not null

),

indicators_with_results as (

    select
        agreed.contract_key,
        count(distinct agreed.metric_id) as indicators_with_results
    from performance as agreed
    inner join results
        on
            agreed.contract_key = results.contract_key
            and agreed.metric_id = results.metric_id
    where agreed.kind = 'agreed_metric'
    group by agreed.contract_key

),

duties_by_contract as (

    select
        contract_key,
        count(*) as duty_count,
        count(*) filter (where status in ('published', 'late', 'reason_given'))
            as duties_with_evidence,
        count(*) filter (where status = 'missing') as duties_without_evidence,
        count(*) filter (where status in ('not_judged', 'not_yet_due')) as duties_not_judged,
        max(case when duty_id = 'key_indicators' then status end) as indicators_duty_status,
        max(case when duty_id = 'performance' then status end) as performance_duty_status,
        max(case when duty_id = 'performance' then due_date end) as performance_due_date,
        max(as_of_date) as as_of_date
    from duties
    group by contract_key

),

final as (

    select
        contracts.contract_key as row_key,
        contracts.contract_key,
        contracts.source_id,
        contracts.ocid,
        contracts.award_id,
        contracts.contract_id,
        contracts.contract_basis,
        contracts.buyer_name,
        contracts.buyer_organisation_key,
        contracts.supplier_name,
        contracts.supplier_organisation_key,
        contracts.supplier_count,
        contracts.title,
        contracts.cpv_code,
        contracts.main_category,
        contracts.regime,
        contracts.status,
        contracts.value_kind,
        contracts.vat_basis,
        contracts.contract_gbp,
        contracts.signed_date,
        contracts.start_date,
        contracts.end_date,
        contracts.latest_end_date,
        contracts.end_date_quality,
        coalesce(performance.indicators_agreed, 0) as indicators_agreed,
        coalesce(with_results.indicators_with_results, 0) as indicators_with_results,
        coalesce(performance.results_count, 0) as results_count,
        performance.last_result_date,
        performance.ratings,
        contracts.no_metrics_rationale,
        coalesce(changes.change_count, 0) as change_count,
        coalesce(changes.value_change_count, 0) as value_change_count,
        coalesce(changes.supplier_change_count, 0) as supplier_change_count,
        changes.last_changed_date,
        changes.change_vat_basis,
        case
            when changes.basis_count = 1 and changes.incomparable_count = 0
                then changes.value_before_gbp
        end as value_before_gbp,
        case
            when changes.basis_count = 1 and changes.incomparable_count = 0
                then changes.value_after_gbp
        end as value_after_gbp,
        case
            when changes.basis_count = 1 and changes.incomparable_count = 0
                then cast(changes.value_after_gbp - changes.value_before_gbp as decimal(20, 4))
        end as value_change_gbp,
        changes.end_date_before,
        changes.end_date_after,
        {{ days_between('changes.end_date_before', 'changes.end_date_after') }} as end_moved_days,
        coalesce(performance.failure_count, 0) as failure_count,
        performance.last_failure_date,
        coalesce(performance.partial_termination_count, 0) as partial_termination_count,
        contracts.is_terminated,
        contracts.terminated_date,
        performance.termination_reasons,
        case
            when not contracts.is_terminated then null
            when performance.normal_completion = 0 then false
            when performance.normal_completion = 1 and performance.unclear_termination_count = 0
                then true
        end as is_normal_completion,
        coalesce(duties.duty_count, 0) as duty_count,
        coalesce(duties.duties_with_evidence, 0) as duties_with_evidence,
        coalesce(duties.duties_without_evidence, 0) as duties_without_evidence,
        coalesce(duties.duties_not_judged, 0) as duties_not_judged,
        case
            when duties.indicators_duty_status is not null then duties.indicators_duty_status
            when contracts.regime = 'unknown' then 'not_judged'
            when contracts.regime = 'act_2023' and contracts.contract_basis = 'award'
                then 'not_judged'
            else 'does_not_apply'
        end as indicators_duty_status,
        case
            when duties.performance_duty_status is not null then duties.performance_duty_status
            when contracts.regime = 'unknown' then 'not_judged'
            when contracts.regime = 'act_2023' and contracts.contract_basis = 'award'
                then 'not_judged'
            else 'does_not_apply'
        end as performance_duty_status,
        duties.performance_due_date,
        duties.as_of_date,
        contracts.notice_url,
        contracts._source_url,
        contracts._raw_sha256,
        contracts._part,
        contracts._line,
        contracts._fetched_at
    from contracts
    left join changes_by_contract as changes
        on contracts.contract_key = changes.contract_key
    left join performance_by_contract as performance
        on contracts.contract_key = performance.contract_key
    left join indicators_with_results as with_results
        on contracts.contract_key = with_results.contract_key
    left join duties_by_contract as duties
        on contracts.contract_key = duties.contract_key

)

select * from final

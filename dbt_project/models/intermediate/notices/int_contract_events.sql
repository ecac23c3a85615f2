with

observations as (

    select * from {{ ref('stg_compiled__observations') }}

),

metrics as (

    select * from {{ ref('stg_compiled__metrics') }}

),

failures as (

    select * from {{ ref('stg_compiled__performance_failures') }}

),

named_suppliers as (

    select * from {{ ref('stg_compiled__named_suppliers') }}

),

ends as (

    select * from {{ ref('int_contract_ends') }}

),

releases as (

    select * from {{ ref('int_releases_ordered') }}

),

failed as (

    select
        source_id,
        ocid,
        within_id as contract_id,
        holder_id as failure_id,
        min_by(supplier_party_id, coalesce(supplier_party_id, '') || coalesce(supplier_name, ''))
            as supplier_party_id,
        min_by(supplier_name, coalesce(supplier_party_id, '') || coalesce(supplier_name, ''))
            as supplier_name
    from named_suppliers
    where holder = 'performance_failure'
    group by source_id, ocid, within_id, holder_id

),

valued_failures as (

    select
        failures.*,
        {{ value_columns('failures') }}
    from failures

),

watched as (

    select distinct
        source_id,
        ocid,
        contract_id,
        metric_id
    from metrics
    where role = 'implementation'

),

{# Results stand on an indicator that is watched; on one that was only set, they are targets. #}
measured as (

    select
        metrics.source_id,
        metrics.ocid,
        coalesce(observations.release_id, metrics.release_id) as release_id,
        metrics.contract_id,
        case when metrics.role = 'agreed' then 'agreed_metric' else 'metric' end as kind,
        metrics.metric_id,
        metrics.title,
        coalesce(observations.notes, metrics.description) as description,
        coalesce(observations.measure, observations.value_text) as measure,
        observations.rating,
        observations.start_date as period_start_date,
        observations.end_date as period_end_date,
        cast(null as date) as decided_date,
        cast(null as date) as penalty_date,
        cast(null as string) as penalty_type,
        cast(null as decimal(20, 4)) as penalty_gbp,
        cast(null as boolean) as is_partial_termination,
        cast(null as string) as termination_reason,
        cast(null as boolean) as is_normal_completion,
        cast(null as string) as supplier_party_id,
        cast(null as string) as supplier_name,
        coalesce(observations.observation_id, '') as item_id
    from metrics
    left join watched
        on
            {{ is_of_process('metrics', 'watched') }}
            and metrics.contract_id = watched.contract_id
            and metrics.metric_id = watched.metric_id
    left join observations
        on
            {{ is_of_process('metrics', 'observations') }}
            and metrics.contract_id = observations.contract_id
            and metrics.metric_id = observations.metric_id
            and (metrics.role = 'implementation' or watched.metric_id is null)

),

failures_told as (

    select
        valued_failures.source_id,
        valued_failures.ocid,
        valued_failures.release_id,
        valued_failures.contract_id,
        'failure' as kind,
        valued_failures.failure_id as metric_id,
        valued_failures.requirement as title,
        valued_failures.description,
        cast(null as string) as measure,
        cast(null as string) as rating,
        cast(null as date) as period_start_date,
        cast(null as date) as period_end_date,
        valued_failures.decided_date,
        valued_failures.penalty_date,
        coalesce(valued_failures.penalty_type, valued_failures.penalty_type_entered)
            as penalty_type,
        valued_failures.value_gbp as penalty_gbp,
        valued_failures.partial_termination is not null as is_partial_termination,
        cast(null as string) as termination_reason,
        cast(null as boolean) as is_normal_completion,
        failed.supplier_party_id,
        failed.supplier_name,
        coalesce(valued_failures.failure_id, '') as item_id
    from valued_failures
    left join failed
        on
            {{ is_of_process('valued_failures', 'failed') }}
            and valued_failures.contract_id = failed.contract_id
            and valued_failures.failure_id = failed.failure_id

),

ends_told as (

    select
        source_id,
        ocid,
        release_id,
        contract_id,
        'termination' as kind,
        cast(null as string) as metric_id,
        cast(null as string) as title,
        cast(null as string) as description,
        cast(null as string) as measure,
        cast(null as string) as rating,
        cast(null as date) as period_start_date,
        cast(null as date) as period_end_date,
        cast(null as date) as decided_date,
        cast(null as date) as penalty_date,
        cast(null as string) as penalty_type,
        cast(null as decimal(20, 4)) as penalty_gbp,
        cast(null as boolean) as is_partial_termination,
        termination_reason,
        is_normal_completion,
        cast(null as string) as supplier_party_id,
        cast(null as string) as supplier_name,
        '' as item_id
    from ends

),

told as (

    select * from measured
    union all
    select * from failures_told
    union all
    select * from ends_told

),

final as (

    select
        told.*,
        row_number() over (
            partition by told.source_id, told.ocid, told.contract_id, told.kind
            order by {{ in_text_order([
                'told.metric_id', 'told.period_start_date', 'told.item_id', 'told.title',
                'told.measure', 'told.description', 'told.rating'
            ]) }}
        ) as item_number,
        releases.notice_type,
        releases.notice_url,
        releases.published_date,
        releases._source_url,
        releases._raw_sha256,
        releases._part,
        releases._line,
        releases._fetched_at
    from told
    inner join releases
        on
            {{ is_of_process('told', 'releases') }}
            and told.release_id = releases.release_id
    where told.contract_id is not null

)

select * from final

with

contracts as (

    select * from {{ ref('int_contracts_named') }}

),

awards as (

    select * from {{ ref('int_awards') }}

),

processes as (

    select * from {{ ref('int_processes') }}

),

lots as (

    select * from {{ ref('int_award_lots') }}

),

ends as (

    select * from {{ ref('int_contract_ends') }}

),

suppliers as (

    select * from {{ ref('int_award_suppliers_identified') }}

),

cpv as (

    select * from {{ ref('int_cpv_chosen') }}

),

metrics as (

    select * from {{ ref('stg_compiled__metrics') }}

),

codes as (

    select
        source_id,
        ocid,
        holder_id as contract_id,
        min_by(cpv_code, cast(rank as string) || cpv_code) as cpv_code
    from cpv
    where holder = 'contract'
    group by source_id, ocid, holder_id

),

metric_counts as (

    select
        source_id,
        ocid,
        contract_id,
        count(distinct metric_id) as agreed_metric_count
    from metrics
    where role = 'agreed'
    group by source_id, ocid, contract_id

),

first_suppliers as (

    select * from suppliers
    where supplier_number = 1

),

own_values as (

    select
        contracts.*,
        {{ value_columns('contracts') }}
    from contracts

),

{# The figure of an award speaks for its contracts only where none of them has one of its own. #}
counted as (

    select
        *,
        count(value_gbp) over (partition by source_id, ocid, award_id) as valued_contracts
    from own_values

),

agreements as (

    select
        coalesce(counted.source_id, awards.source_id) as source_id,
        coalesce(counted.ocid, awards.ocid) as ocid,
        case when counted.contract_id is null then 'award' else 'contract' end as contract_basis,
        coalesce(counted.contract_id, awards.award_id) as agreement_id,
        coalesce(awards.award_id, counted.award_id) as award_id,
        awards.award_id is not null as is_award_known,
        counted.contract_id,
        counted.contract_id is null
        or (
            counted.value_gbp is null
            and counted.valued_contracts = 0
            and awards.value_gbp is not null
        ) as takes_award_value,
        counted.value_net_gbp as contract_net_gbp,
        counted.value_gross_gbp as contract_gross_gbp,
        counted.value_gbp as contract_gbp,
        counted.vat_basis as contract_vat_basis,
        counted.value_quality as contract_value_quality,
        counted.value_text as contract_value_text,
        counted.value_gross_text as contract_value_gross_text,
        counted.value_currency as contract_value_currency,
        awards.value_net_gbp as award_net_gbp,
        awards.value_gross_gbp as award_gross_gbp,
        awards.value_gbp as award_gbp,
        awards.vat_basis as award_vat_basis,
        awards.value_quality as award_value_quality,
        awards.value_text as award_value_text,
        awards.value_gross_text as award_value_gross_text,
        awards.value_currency as award_value_currency,
        coalesce(awards.is_cancelled, false) as is_award_cancelled,
        awards.related_lots,
        awards.buyer_name as award_buyer_name,
        awards.buyer_normalised_name as award_buyer_normalised_name,
        awards.buyer_organisation_key as award_buyer_organisation_key,
        awards.cpv_code as award_cpv_code,
        awards.known_main_category as award_main_category,
        awards.is_framework as is_award_framework,
        counted.status as contract_status,
        awards.status as award_status,
        coalesce(counted.title, awards.title) as title,
        counted.signed_date,
        awards.awarded_date,
        counted.start_date as contract_start_date,
        counted.end_date as contract_end_date,
        coalesce(counted.latest_end_date, counted.renewal_latest_end_date)
            as contract_latest_end_date,
        awards.start_date as award_start_date,
        awards.end_date as award_end_date,
        coalesce(awards.latest_end_date, awards.renewal_latest_end_date)
            as award_latest_end_date,
        coalesce(counted.has_options, awards.has_options) as own_has_options,
        coalesce(counted.options_description, awards.options_description)
            as own_options_description,
        coalesce(counted.has_renewal, awards.has_renewal) as own_has_renewal,
        coalesce(counted.renewal_description, awards.renewal_description)
            as own_renewal_description,
        coalesce(counted.above_threshold, awards.above_threshold) as own_above_threshold,
        counted.no_metrics_rationale,
        counted.release_id as contract_release_id,
        counted._source_url as contract_source_url,
        counted._raw_sha256 as contract_raw_sha256,
        counted._part as contract_part,
        counted._line as contract_line,
        counted._fetched_at as contract_fetched_at,
        awards.release_id as award_release_id,
        awards._source_url as award_source_url,
        awards._raw_sha256 as award_raw_sha256,
        awards._part as award_part,
        awards._line as award_line,
        awards._fetched_at as award_fetched_at
    from counted
    full join awards
        on
            {{ is_of_process('counted', 'awards') }}
            and counted.award_id = awards.award_id

),

joined as (

    select
        agreements.*,
        processes.regime,
        processes.competition,
        processes.is_call_off,
        processes.framework_ocid,
        processes.is_framework as is_process_framework,
        coalesce(
            processes.is_framework or agreements.is_award_framework,
            processes.is_framework, agreements.is_award_framework
        ) as is_framework,
        processes.title as process_title,
        coalesce(agreements.award_buyer_name, processes.buyer_name) as buyer_name,
        coalesce(agreements.award_buyer_normalised_name, processes.buyer_normalised_name)
            as buyer_normalised_name,
        coalesce(agreements.award_buyer_organisation_key, processes.buyer_organisation_key)
            as buyer_organisation_key,
        coalesce(codes.cpv_code, agreements.award_cpv_code, processes.known_cpv_code)
            as cpv_code,
        coalesce(agreements.award_main_category, processes.main_category) as main_category,
        first_suppliers.supplier_name,
        first_suppliers.supplier_organisation_key,
        first_suppliers.supplier_class,
        coalesce(first_suppliers.supplier_count, 0) as supplier_count,
        coalesce(metric_counts.agreed_metric_count, 0) as agreed_metric_count,
        ends.contract_id is not null as is_terminated,
        ends.terminated_date,
        ends.is_normal_completion,
        ends.contract_id is not null and ends.termination_reason is null as is_ended_unexplained,
        coalesce(agreements.contract_status = 'cancelled', false)
        or agreements.is_award_cancelled as is_cancelled,
        coalesce(
            agreements.contract_start_date, agreements.award_start_date, lots.start_date,
            processes.contract_start_date
        ) as start_date,
        coalesce(
            agreements.contract_end_date, agreements.award_end_date, lots.end_date,
            processes.contract_end_date
        ) as end_date,
        case
            when agreements.contract_end_date is not null then 'contract'
            when agreements.award_end_date is not null then 'award'
            when lots.end_date is not null then 'lot'
            when processes.contract_end_date is not null then 'tender'
        end as end_date_source,
        {# The options are those of the statement from which the last day is taken. #}
        case
            when agreements.contract_end_date is not null then agreements.contract_latest_end_date
            when agreements.award_end_date is not null then agreements.award_latest_end_date
            when lots.end_date is not null then lots.latest_end_date
            when processes.contract_end_date is not null
                then processes.contract_latest_end_date
            else coalesce(
                agreements.contract_latest_end_date, agreements.award_latest_end_date,
                lots.latest_end_date, processes.contract_latest_end_date
            )
        end as stated_latest_end_date,
        coalesce(agreements.own_has_options, lots.has_options) as has_options,
        coalesce(agreements.own_options_description, lots.options_description)
            as options_description,
        coalesce(agreements.own_has_renewal, lots.has_renewal) as has_renewal,
        coalesce(agreements.own_renewal_description, lots.renewal_description)
            as renewal_description,
        coalesce(agreements.own_above_threshold, processes.above_threshold) as above_threshold
    from agreements
    inner join processes
        on {{ is_of_process('agreements', 'processes') }}
    left join lots
        on
            {{ is_of_process('agreements', 'lots') }}
            and agreements.award_id = lots.award_id
    left join ends
        on
            {{ is_of_process('agreements', 'ends') }}
            and agreements.contract_id = ends.contract_id
    left join first_suppliers
        on
            {{ is_of_process('agreements', 'first_suppliers') }}
            and agreements.award_id = first_suppliers.award_id
    left join codes
        on
            {{ is_of_process('agreements', 'codes') }}
            and agreements.contract_id = codes.contract_id
    left join metric_counts
        on
            {{ is_of_process('agreements', 'metric_counts') }}
            and agreements.contract_id = metric_counts.contract_id
    {# Who is on a dynamic market has no contract yet. #}
    where
        agreements.contract_basis = 'contract'
        or not coalesce(processes.market_notice_seen, false)

),

valued as (

    select
        *,
        case when takes_award_value then award_net_gbp else contract_net_gbp end
            as value_net_gbp,
        case when takes_award_value then award_gross_gbp else contract_gross_gbp end
            as value_gross_gbp,
        case when takes_award_value then award_gbp else contract_gbp end as value_gbp,
        case when takes_award_value then award_vat_basis else contract_vat_basis end
            as vat_basis,
        case when takes_award_value then award_value_quality else contract_value_quality end
            as value_quality,
        case when takes_award_value then award_value_text else contract_value_text end
            as value_text,
        case when takes_award_value then award_value_gross_text else contract_value_gross_text end
            as value_gross_text,
        case when takes_award_value then award_value_currency else contract_value_currency end
            as value_currency,
        {# A row leads to the notice that states its figure. #}
        case when takes_award_value then award_release_id else contract_release_id end
            as release_id,
        case when takes_award_value then award_source_url else contract_source_url end
            as _source_url,
        case when takes_award_value then award_raw_sha256 else contract_raw_sha256 end
            as _raw_sha256,
        case when takes_award_value then award_part else contract_part end as _part,
        case when takes_award_value then award_line else contract_line end as _line,
        case when takes_award_value then award_fetched_at else contract_fetched_at end
            as _fetched_at
    from joined

),

{# A contract that ended without a word why, and was signed again under the same award, was set
   right: what was agreed is what the later one says. #}
replacements as (

    select
        earlier.source_id,
        earlier.ocid,
        earlier.contract_id,
        min(later.contract_id) as replaced_by_contract_id
    from valued as earlier
    inner join valued as later
        on
            {{ is_of_process('earlier', 'later') }}
            and earlier.award_id = later.award_id
            and earlier.contract_id <> later.contract_id
    where
        earlier.is_ended_unexplained
        and later.signed_date >= earlier.terminated_date
        and not later.is_terminated
        and not later.is_cancelled
    group by earlier.source_id, earlier.ocid, earlier.contract_id

),

standing as (

    select
        valued.*,
        replacements.replaced_by_contract_id
    from valued
    left join replacements
        on
            {{ is_of_process('valued', 'replacements') }}
            and valued.contract_id = replacements.contract_id

),

compared as (

    select
        *,
        {# Agreements of a framework share its ceiling; others share a figure with their lots. #}
        row_number() over (
            partition by
                source_id, ocid, is_cancelled, replaced_by_contract_id is null, vat_basis,
                value_gbp, case when is_framework then '' else coalesce(related_lots, '') end
            order by contract_basis desc, agreement_id asc
        ) as place_among_same
    from standing

),

final as (

    select
        {{ surrogate_key(['source_id', 'ocid', 'contract_basis', 'agreement_id']) }}
            as contract_key,
        *,
        case
            when replaced_by_contract_id is not null
                then {{ surrogate_key([
                    'source_id', 'ocid', "'contract'", 'replaced_by_contract_id'
                ]) }}
        end as replaced_by_contract_key,
        case
            when is_call_off then 'call_off'
            when is_framework then 'framework_ceiling'
            when takes_award_value and {{ may_be_a_ceiling() }} then 'award_or_ceiling'
            when takes_award_value then 'award'
            else 'contract'
        end as value_kind,
        case
            when value_gbp is null then null
            when takes_award_value then 'award'
            else 'contract'
        end as value_source,
        value_gbp is not null and supplier_count > 1 as is_value_shared,
        value_gbp is null or place_among_same = 1 as is_value_row,
        case
            when is_cancelled then 'cancelled'
            when is_terminated and is_normal_completion then 'complete'
            when is_terminated then 'terminated'
            when coalesce(contract_status, award_status) in ('pending', 'active', 'complete')
                then coalesce(contract_status, award_status)
            else 'unknown'
        end as status,
        {{ end_date_quality('start_date', 'end_date') }} as end_date_quality,
        {{ latest_end(['stated_latest_end_date'], 'end_date') }} as latest_end_date
    from compared

)

select * from final

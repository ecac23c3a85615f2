with

contracts as (

    select *
    from {{ ref('fct_contracts') }}
    where is_counted or (is_cancelled and duplicate_of_contract_key is null)

),

processes as (

    select * from {{ ref('fct_processes') }}

),

notices as (

    select *
    from {{ ref('fct_notices') }}
    where stage in ('planning', 'tender') and published_date is not null

),

suppliers as (

    select * from {{ ref('fct_award_suppliers') }}

),

links as (

    select * from {{ ref('bridge_process_links') }}

),

nights as (

    select cast(max(left(_fetched_at, 10)) as date) as as_of_date
    from {{ ref('fct_deliveries') }}

),

buyers as (

    select * from {{ ref('bridge_buyer_organisations') }}

),

title_words as (

    select * from {{ ref('bridge_title_words') }}

),

incumbents as (

    select
        award_key,
        {{ distinct_list('supplier_name') }} as incumbent_names
    from suppliers
    group by award_key

),

dated as (

    select
        contracts.*,
        nights.as_of_date,
        buyers.buyer_key,
        coalesce(contracts.start_date, contracts.signed_date, contracts.awarded_date)
            as began_date,
        {{ usable_end() }} as clock_date,
        {{ usable_latest_end() }} as latest_clock_date,
        {{ agreement_state('nights.as_of_date') }} as state
    from contracts
    cross join nights
    left join buyers
        on contracts.buyer_organisation_key = buyers.organisation_key

),

first_steps as (

    select
        process_key,
        min(published_date) as first_step_date
    from notices
    group by process_key

),

{# Procurements that were planned or called for: what comes next may be among them. #}
candidates as (

    select
        processes.*,
        buyers.buyer_key,
        first_steps.first_step_date
    from processes
    inner join first_steps
        on processes.process_key = first_steps.process_key
    inner join buyers
        on processes.buyer_organisation_key = buyers.organisation_key
    where processes.stage <> 'cancelled'

),

pairs as (

    select
        dated.contract_key,
        dated.process_key,
        candidates.process_key as next_process_key,
        dated.cpv_code,
        candidates.cpv_code as next_cpv_code,
        coalesce(
            candidates.first_step_date >= {{ add_months_to(
                'coalesce(dated.clock_date, dated.latest_clock_date)', -24
            ) }}
            and {{ days_between('dated.began_date', 'candidates.first_step_date') }} * 2
            >= {{ days_between(
                'dated.began_date', 'coalesce(dated.clock_date, dated.latest_clock_date)'
            ) }},
            false
        ) as is_timely
    from dated
    inner join candidates
        on
            dated.buyer_key = candidates.buyer_key
            and dated.cpv_division = candidates.cpv_division
            and dated.process_key <> candidates.process_key
            and dated.began_date < candidates.first_step_date
    where
        dated.state <> 'cancelled'
        and coalesce(candidates.framework_ocid <> dated.ocid, true)
        and coalesce(candidates.first_step_date <= {{ add_months_to(
            'coalesce(dated.latest_clock_date, dated.clock_date)', 12
        ) }}, true)
        {# What is meant to begin long before this ends, or long after, is not what comes next. #}
        and coalesce(candidates.contract_start_date >= {{ add_months_to(
            'coalesce(dated.clock_date, dated.latest_clock_date)', -3
        ) }}, true)
        and coalesce(candidates.contract_start_date <= {{ add_months_to(
            'coalesce(dated.latest_clock_date, dated.clock_date)', 12
        ) }}, true)

),

compared as (

    select
        pairs.contract_key,
        pairs.next_process_key,
        pairs.cpv_code,
        pairs.next_cpv_code,
        pairs.is_timely,
        {{ share_of('count(*) * 2', '(max(words.word_count) + max(next_words.word_count))') }}
            as title_likeness
    from pairs
    inner join title_words as words
        on pairs.contract_key = words.titled_key
    inner join title_words as next_words
        on
            pairs.next_process_key = next_words.titled_key
            and words.word = next_words.word
    group by
        pairs.contract_key, pairs.next_process_key, pairs.cpv_code, pairs.next_cpv_code,
        pairs.is_timely

),

judged as (

    select
        contract_key,
        next_process_key,
        case
            when {{ service_likeness('cpv_code', 'next_cpv_code', 'title_likeness') }} = 0 then 0
            when is_timely
                then {{ service_likeness('cpv_code', 'next_cpv_code', 'title_likeness') }}
            when {{ service_likeness('cpv_code', 'next_cpv_code', 'title_likeness') }} >= 2 then 1
            else 0
        end as confidence_level
    from compared
    union all
    select
        dated.contract_key,
        links.from_process_key as next_process_key,
        4 as confidence_level
    from dated
    inner join links
        on dated.process_key = links.to_process_key
    inner join first_steps
        on
            links.from_process_key = first_steps.process_key
            and dated.began_date < first_steps.first_step_date
    where links.kind = 'prior'

),

{# Only the surest: what is likelier to come next is not mixed with what is less so. #}
surest as (

    select
        contract_key,
        next_process_key,
        confidence_level
    from judged
    where confidence_level > 0
    qualify confidence_level = max(confidence_level) over (partition by contract_key)

),

seen as (

    select distinct
        surest.contract_key,
        surest.confidence_level,
        notices.release_id,
        notices.notice_type,
        notices.published_date,
        notices.notice_url,
        case
            when processes.stage = 'planning' then 1
            when processes.stage = 'tender' then 2
            else 3
        end as step
    from surest
    inner join notices
        on surest.next_process_key = notices.process_key
    inner join processes
        on surest.next_process_key = processes.process_key

),

seen_in_order as (

    select
        *,
        row_number() over (
            partition by contract_key
            order by published_date desc, release_id desc
        ) as newest_first
    from seen

),

notices_seen as (

    select
        contract_key,
        max(confidence_level) as confidence_level,
        {{ distinct_list('release_id') }} as notices_seen,
        {{ distinct_list('notice_type') }} as notice_types_seen,
        count(*) as notices_seen_count,
        min(published_date) as first_seen_date,
        max(step) as step,
        max(case when newest_first = 1 then notice_url end) as next_notice_url
    from seen_in_order
    group by contract_key

),

final as (

    select
        {{ surrogate_key(['dated.contract_key']) }} as row_key,
        dated.contract_key,
        dated.source_id,
        dated.ocid,
        dated.award_id,
        dated.contract_id,
        dated.contract_basis,
        dated.state,
        dated.state in ('not_started', 'live', 'on_options', 'unknown_start') as is_on_clock,
        dated.buyer_name,
        dated.buyer_organisation_key,
        dated.supplier_name as incumbent_name,
        dated.supplier_organisation_key as incumbent_organisation_key,
        incumbents.incumbent_names,
        dated.supplier_count,
        dated.title,
        dated.cpv_code,
        dated.cpv_division,
        dated.main_category,
        dated.regime,
        dated.is_framework,
        dated.contract_gbp as value_gbp,
        dated.value_kind,
        dated.vat_basis,
        dated.is_value_row and dated.is_counted as is_value_row,
        dated.is_value_shared,
        dated.start_date,
        dated.end_date,
        dated.latest_end_date,
        dated.end_date_quality,
        dated.end_date_source,
        coalesce(dated.has_options or dated.has_renewal, dated.has_options, dated.has_renewal)
            as has_options,
        {{ add_months_to('dated.clock_date', -18) }} as mark_18_months_date,
        {{ add_months_to('dated.clock_date', -12) }} as mark_12_months_date,
        {{ add_months_to('dated.clock_date', -6) }} as mark_6_months_date,
        {{ add_months_to('dated.clock_date', -3) }} as mark_3_months_date,
        {{ add_months_to('dated.latest_clock_date', -18) }} as latest_mark_18_months_date,
        {{ add_months_to('dated.latest_clock_date', -12) }} as latest_mark_12_months_date,
        {{ add_months_to('dated.latest_clock_date', -6) }} as latest_mark_6_months_date,
        {{ add_months_to('dated.latest_clock_date', -3) }} as latest_mark_3_months_date,
        dated.is_terminated,
        dated.is_cancelled,
        notices_seen.notices_seen,
        notices_seen.notice_types_seen,
        coalesce(notices_seen.notices_seen_count, 0) as notices_seen_count,
        notices_seen.first_seen_date as notices_seen_from_date,
        case notices_seen.step
            when 1 then 'planned'
            when 2 then 'called_for'
            when 3 then 'awarded'
        end as next_step,
        {{ confidence_word('notices_seen.confidence_level') }} as notices_seen_confidence,
        case notices_seen.confidence_level
            when 4 then 'a notice says that this procurement came before'
            when 3
                then
                    'same buyer, same kind of purchase (CPV class, four digits), three quarters '
                    || 'of the words of the title, first notice no earlier than two years before '
                    || 'the end and the second half of its time'
            when 2
                then
                    'same buyer, similar purchase (CPV group, three digits), six tenths of the '
                    || 'words of the title, first notice no earlier than two years before the end '
                    || 'and the second half of its time'
            when 1
                then
                    'same buyer, and either only the CPV division (two digits) and half of the '
                    || 'words of the title, or an unknown end, or an earlier first notice'
        end as notices_seen_rule,
        notices_seen.next_notice_url,
        dated.notice_url,
        dated.as_of_date,
        dated._source_url,
        dated._raw_sha256,
        dated._part,
        dated._line,
        dated._fetched_at
    from dated
    left join incumbents
        on dated.award_key = incumbents.award_key
    left join notices_seen
        on dated.contract_key = notices_seen.contract_key

)

select * from final

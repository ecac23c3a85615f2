with

duties as (

    select *
    from {{ ref('notice_duties') }}
    where subject = 'contract' and is_judged

),

contracts as (

    select
        *,
        case when value_quality = 'stated' then coalesce(value_gross_gbp, contract_gbp) end
            as least_gross_gbp,
        {# The most it can be: with the standard rate of VAT on what may be without it. #}
        case
            when value_quality = 'stated'
                then coalesce(value_gross_gbp, cast(contract_gbp * 1.2 as decimal(20, 4)))
        end as most_gross_gbp,
        case when end_date_quality = 'stated' then end_date end as known_end_date
    from {{ ref('fct_contracts') }}
    where
        regime = 'act_2023'
        and is_counted
        and not is_cancelled
        and coalesce(above_threshold, true)

),

processes as (

    select * from {{ ref('fct_processes') }}

),

performance as (

    select * from {{ ref('fct_contract_performance') }}

),

notices as (

    select * from {{ ref('fct_notices') }}

),

agreement_notices as (

    select * from {{ ref('int_agreement_notices') }}

),

nights as (

    select
        source_id,
        cast(max(left(_fetched_at, 10)) as date) as as_of_date
    from {{ ref('fct_deliveries') }}
    group by source_id

),

collected as (

    select
        source_id,
        min(published_date) as collected_from_date
    from notices
    group by source_id

),

notice_dates as (

    select
        agreement_notices.source_id,
        agreement_notices.ocid,
        agreement_notices.agreement_kind,
        agreement_notices.agreement_id,
        min(case when notices.notice_type = 'UK5' then notices.published_date end)
            as transparency_date,
        min(case when notices.notice_type = 'UK6' then notices.published_date end)
            as award_notice_date,
        min(case when notices.notice_type = 'UK7' then notices.published_date end)
            as details_date,
        max(case when notices.notice_type = 'UK9' then notices.published_date end)
            as performance_date,
        min(case when notices.notice_type = 'UK11' then notices.published_date end)
            as ending_date
    from agreement_notices
    inner join notices
        on
            agreement_notices.source_id = notices.source_id
            and agreement_notices.ocid = notices.ocid
            and agreement_notices.release_id = notices.release_id
    group by
        agreement_notices.source_id, agreement_notices.ocid,
        agreement_notices.agreement_kind, agreement_notices.agreement_id

),

indicators as (

    select
        contract_key,
        count(*) as indicator_count,
        min(published_date) as indicators_date
    from performance
    where kind = 'agreed_metric'
    group by contract_key

),

known as (

    select
        contracts.*,
        processes.special_regime,
        processes.first_published_date,
        coalesce(processes.special_regime like '%lightTouch%', false) as is_light_touch,
        coalesce(contracts.is_framework, false) or processes.special_regime is not null
            as may_be_exempt,
        coalesce(
            {{ regex_matches('lower(processes.direct_award_grounds)', 'user ?choice') }}, false
        ) as is_user_choice,
        coalesce(indicators.indicator_count, 0) as indicator_count,
        indicators.indicators_date,
        award_notices.transparency_date,
        award_notices.award_notice_date,
        contract_notices.details_date,
        contract_notices.performance_date,
        contract_notices.ending_date,
        nights.as_of_date,
        collected.collected_from_date
    from contracts
    inner join nights
        on contracts.source_id = nights.source_id
    left join collected
        on contracts.source_id = collected.source_id
    left join processes
        on contracts.process_key = processes.process_key
    left join indicators
        on contracts.contract_key = indicators.contract_key
    left join notice_dates as award_notices
        on
            contracts.source_id = award_notices.source_id
            and contracts.ocid = award_notices.ocid
            and contracts.award_id = award_notices.agreement_id
            and award_notices.agreement_kind = 'award'
    left join notice_dates as contract_notices
        on
            contracts.source_id = contract_notices.source_id
            and contracts.ocid = contract_notices.ocid
            and contracts.contract_id = contract_notices.agreement_id
            and contract_notices.agreement_kind = 'contract'

),

owed as (

    select
        known.*,
        duties.duty_id,
        duties.duty_name,
        duties.notice_type,
        duties.reference,
        duties.is_confirmed,
        duties.starts_on,
        duties.term_months,
        duties.threshold_gbp,
        coalesce(
            case when known.is_light_touch then duties.light_touch_term_days end,
            duties.term_days
        ) as term_days,
        case
            when duties.duty_id in ('transparency', 'award_notice', 'contract_details')
                then known.signed_date
            when duties.duty_id = 'key_indicators' then known.details_date
            when duties.duty_id = 'ending' then known.known_end_date
            when known.start_date > duties.starts_on then known.start_date
            else duties.starts_on
        end as triggered_date
    from known
    cross join duties
    where
        case duties.duty_id
            when 'contract_details' then true
            when 'transparency' then known.competition = 'direct'
            when 'ending'
                then
                    known.ending_date is not null
                    or coalesce(known.known_end_date < known.as_of_date, true)
            when 'award_notice' then true
            else
                coalesce(known.most_gross_gbp > duties.threshold_gbp, true)
                and (duties.duty_id = 'key_indicators' or known.no_metrics_rationale is null)
                and coalesce(known.known_end_date >= duties.starts_on, true)
        end
        and (known.contract_basis = 'contract' or duties.duty_id = 'contract_details')

),

timed as (

    select
        *,
        case
            when duty_id = 'performance'
                then
                    {{ add_months_to('coalesce(performance_date, triggered_date)', 'term_months') }}
            when duty_id = 'key_indicators' or above_threshold is null then null
            when duty_id in ('transparency', 'award_notice') then triggered_date
            else triggered_date + term_days
        end as due_date
    from owed

),

found as (

    select
        *,
        case duty_id
            when 'transparency' then transparency_date
            when 'award_notice' then award_notice_date
            when 'contract_details' then details_date
            when 'key_indicators' then indicators_date
            when 'ending' then ending_date
            when 'performance'
                then
                    case
                        when due_date >= as_of_date or known_end_date < due_date
                            then performance_date
                    end
        end as found_date
    from timed

),

reasoned as (

    select
        *,
        case
            when found_date is not null then null
            when duty_id in ('key_indicators', 'performance')
                then
                    case
                        when least_gross_gbp is null then 'value_not_stated'
                        when least_gross_gbp <= threshold_gbp then 'value_near_threshold'
                        when may_be_exempt then 'may_be_exempt'
                        when duty_id = 'performance' and indicator_count = 0
                            then 'no_indicators_published'
                        when duty_id = 'performance' and known_end_date < due_date
                            then 'ended_before_due'
                    end
            when above_threshold is null then 'threshold_not_stated'
            when is_user_choice and duty_id <> 'contract_details' then 'may_be_exempt'
            when duty_id = 'ending'
                then
                    case
                        when known_end_date is null then 'end_not_published'
                        when latest_end_date >= as_of_date then 'may_have_been_extended'
                    end
            when signed_date is null then 'signing_not_published'
            when duty_id = 'contract_details'
                then case when signed_date < collected_from_date then 'may_precede_collection' end
            when lower(special_regime) like '%defence%' then 'may_be_exempt'
            when award_id is null then 'award_not_named'
            {# What came before the first notice that we have may have come before we looked. #}
            when collected_from_date > starts_on and first_published_date >= signed_date
                then 'may_precede_collection'
        end as not_judged_reason
    from found

),

judged as (

    select
        *,
        case
            when found_date > due_date then 'late'
            when found_date is not null then 'published'
            when duty_id = 'key_indicators' and no_metrics_rationale is not null
                then 'reason_given'
            when not_judged_reason is not null then 'not_judged'
            when due_date >= as_of_date then 'not_yet_due'
            else 'missing'
        end as duty_status
    from reasoned

),

final as (

    select
        {{ surrogate_key(['contract_key', 'duty_id']) }} as contract_duty_key,
        contract_key,
        process_key,
        source_id,
        ocid,
        duty_id,
        duty_name,
        notice_type,
        reference,
        is_confirmed,
        buyer_name,
        buyer_organisation_key,
        title,
        triggered_date,
        due_date,
        found_date,
        duty_status as status,
        case when duty_status = 'not_judged' then not_judged_reason end as not_judged_reason,
        case when duty_status = 'late' then {{ days_between('due_date', 'found_date') }} end
            as days_late,
        case when duty_status = 'missing' then {{ days_between('due_date', 'as_of_date') }} end
            as days_overdue,
        as_of_date,
        notice_url,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from judged

)

select * from final

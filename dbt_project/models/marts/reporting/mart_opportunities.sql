with

processes as (

    select * from {{ ref('fct_processes') }}

),

links as (

    select * from {{ ref('bridge_process_links') }}

),

nights as (

    select cast(max(left(_fetched_at, 10)) as date) as as_of_date
    from {{ ref('fct_deliveries') }}

),

{# A later procurement whose notice names this one as what came before it. #}
taken_further as (

    select
        links.to_process_key as process_key,
        min(links.from_ocid) as taken_further_by_ocid
    from links
    inner join processes as later
        on links.from_process_key = later.process_key
    where links.kind = 'prior' and later.stage <> 'planning'
    group by links.to_process_key

),

duplicates as (

    select
        from_process_key as process_key,
        to_process_key as other_process_key
    from links
    where kind = 'duplicate' and confidence <> 'possible'
    union all
    select
        to_process_key as process_key,
        from_process_key as other_process_key
    from links
    where kind = 'duplicate' and confidence <> 'possible'

),

{# What stands in both services counts where it is told in full: on Find a Tender. #}
copies as (

    select distinct duplicates.process_key
    from duplicates
    inner join processes as counterparts
        on duplicates.other_process_key = counterparts.process_key
    where counterparts.source_id = 'find_a_tender'

),

offered as (

    select
        processes.*,
        nights.as_of_date,
        taken_further.taken_further_by_ocid,
        copies.process_key is null or processes.source_id = 'find_a_tender' as is_counted,
        {# Its members stand as awards, and others can still join while its time runs. #}
        coalesce(processes.is_market_open, false)
        and processes.stage <> 'cancelled'
        and coalesce(
            processes.contract_latest_end_date >= nights.as_of_date,
            processes.contract_end_date >= nights.as_of_date,
            true
        ) as can_be_joined,
        processes.stage = 'planning'
        and coalesce(processes.latest_notice_type = 'UK2', false)
        and coalesce(processes.engagement_end_date >= nights.as_of_date, true) as is_engaging
    from processes
    cross join nights
    left join taken_further
        on processes.process_key = taken_further.process_key
    left join copies
        on processes.process_key = copies.process_key
    where
        processes.planning_published_date is not null
        or processes.tender_published_date is not null
        or processes.stage in ('planning', 'tender')
        or processes.is_market_open is not null

),

with_deadline as (

    select
        *,
        case
            when is_engaging then 'engagement'
            when stage <> 'tender' or can_be_joined then null
            when expression_end_date is not null then 'expression_of_interest'
            when tender_end_date is not null then 'tender'
        end as deadline_kind,
        case
            when is_engaging then engagement_end_date
            when stage = 'tender' and not can_be_joined
                then coalesce(expression_end_date, tender_end_date)
        end as deadline_date
    from offered

),

judged as (

    select
        *,
        case
            when stage = 'cancelled' then 'cancelled'
            when can_be_joined then 'open'
            when stage in ('award', 'contract', 'ended') then 'decided'
            when stage = 'tender' and deadline_date is null then 'no_deadline'
            when stage = 'tender' and deadline_date < as_of_date then 'closed'
            when stage = 'tender' then 'open'
            when stage = 'planning' and taken_further_by_ocid is not null then 'taken_further'
            when stage = 'planning' and contract_start_date < as_of_date then 'lapsed'
            when is_engaging then 'engaging'
            when stage = 'planning' then 'planned'
            else 'unknown'
        end as state
    from with_deadline

),

final as (

    select
        {{ surrogate_key(['process_key']) }} as row_key,
        process_key,
        state,
        is_counted,
        source_id,
        ocid,
        notice_types,
        latest_notice_type,
        latest_notice_url as notice_url,
        buyer_name,
        buyer_organisation_key,
        title,
        cpv_code,
        cpv_division,
        main_category,
        regime,
        procurement_method_details,
        competition,
        special_regime,
        is_framework,
        is_dynamic_market,
        above_threshold,
        lot_count,
        suitable_sme,
        suitable_vcse,
        reserved_participation,
        estimate_gbp,
        estimate_least_gbp,
        estimate_vat_basis as vat_basis,
        first_published_date,
        last_published_date,
        tender_published_date,
        deadline_date,
        deadline_kind,
        case
            when state in ('open', 'engaging')
                then {{ days_between('as_of_date', 'deadline_date') }}
        end as days_left,
        enquiry_end_date,
        future_notice_date,
        contract_start_date,
        contract_end_date,
        contract_latest_end_date,
        taken_further_by_ocid,
        as_of_date,
        _source_url,
        _raw_sha256,
        _part,
        _line,
        _fetched_at
    from judged

)

select * from final
